// A program that shares nothing: numbers and texts in local variables, values that are made once and never changed. It is
// what most code of most programs is, and there is no race in it to be found.
class Vector {
  constructor(x, y, z) {
    this.x = x;
    this.y = y;
    this.z = z;
  }
  plus(other) {
    return new Vector(this.x + other.x, this.y + other.y, this.z + other.z);
  }
  times(factor) {
    return new Vector(this.x * factor, this.y * factor, this.z * factor);
  }
  dot(other) {
    return this.x * other.x + this.y * other.y + this.z * other.z;
  }
}

function collatz(limit) {
  let longest = 0;
  for (let n = 1; n < limit; n++) {
    let steps = 0;
    for (let at = n; at !== 1; at = at % 2 === 0 ? at / 2 : 3 * at + 1) steps++;
    if (steps > longest) longest = steps;
  }
  return longest;
}

function walk(steps) {
  let at = new Vector(0, 0, 0);
  let speed = new Vector(1, 2, 3);
  for (let i = 0; i < steps; i++) {
    at = at.plus(speed.times(0.01));
    speed = speed.plus(at.times(-0.01));
  }
  return Math.round(at.dot(at) * 1e6);
}

function slug(title) {
  return title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
}

function titles(count) {
  let length = 0;
  for (let i = 0; i < count; i++) {
    const title = `The ${i}th Chapter: of Things & (other) Things, ${i % 7 === 0 ? 'again' : 'first'}!`;
    length += slug(title).length + title.split(' ').filter((word) => word.length > 3).length;
  }
  return length;
}

async function settle(n) {
  const half = await n;
  return half / 2;
}

export async function run() {
  let sum = collatz(30_000) + walk(400_000) + titles(25_000);
  for (let i = 0; i < 500; i++) sum += await settle(i);
  return sum;
}
