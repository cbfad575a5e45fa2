// Planets that attract each other: floating-point numbers in properties that change at every step.
class Body {
  constructor(x, y, z, vx, vy, vz, mass) {
    this.x = x;
    this.y = y;
    this.z = z;
    this.vx = vx;
    this.vy = vy;
    this.vz = vz;
    this.mass = mass;
  }
}

function step(bodies, dt) {
  const n = bodies.length;
  for (let i = 0; i < n; i++) {
    const a = bodies[i];
    for (let j = i + 1; j < n; j++) {
      const b = bodies[j];
      const dx = a.x - b.x;
      const dy = a.y - b.y;
      const dz = a.z - b.z;
      const square = dx * dx + dy * dy + dz * dz + 0.01;
      const force = dt / (square * Math.sqrt(square));
      a.vx -= dx * b.mass * force;
      a.vy -= dy * b.mass * force;
      a.vz -= dz * b.mass * force;
      b.vx += dx * a.mass * force;
      b.vy += dy * a.mass * force;
      b.vz += dz * a.mass * force;
    }
  }
  for (const body of bodies) {
    body.x += dt * body.vx;
    body.y += dt * body.vy;
    body.z += dt * body.vz;
  }
}

export function run() {
  const bodies = Array.from(
    { length: 6 },
    (_, i) => new Body(i * 3, (i * 7) % 5, i % 3, 0, (i % 2) * 0.5 - 0.2, 0.1 * i, i === 0 ? 40 : 0.1 * i),
  );
  for (let i = 0; i < 30_000; i++) step(bodies, 0.001);
  return bodies.map(({ x, y, z }) => Math.round((x + y + z) * 1e9));
}
