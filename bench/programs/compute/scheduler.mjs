// After the idea of Richards' benchmark: an operating system's scheduler with tasks that pass packets through queues; objects,
// linked lists, polymorphic methods.
class Packet {
  constructor(kind) {
    this.kind = kind;
    this.link = null;
    this.datum = 0;
  }
}

class Process {
  constructor(id, priority) {
    this.id = id;
    this.priority = priority;
    this.queue = null;
    this.last = null;
    this.handled = 0;
  }
  give(packet) {
    packet.link = null;
    if (this.queue === null) this.queue = packet;
    else this.last.link = packet;
    this.last = packet;
  }
  take() {
    const packet = this.queue;
    this.queue = packet.link;
    this.handled++;
    return packet;
  }
}

class Device extends Process {
  step(system) {
    const packet = this.take();
    packet.datum = (packet.datum * 31 + this.id) & 0xffff;
    system.worker.give(packet);
  }
}

class Worker extends Process {
  constructor(id, priority) {
    super(id, priority);
    this.turn = 0;
  }
  step(system) {
    const packet = this.take();
    this.turn = (this.turn + packet.datum) % system.devices.length;
    packet.datum += this.turn;
    system.handler.give(packet);
  }
}

class Handler extends Process {
  step(system) {
    const packet = this.take();
    system.devices[packet.kind].give(packet);
  }
}

class System {
  constructor() {
    this.devices = [];
    this.handler = new Handler(0, 10);
    this.worker = new Worker(1, 20);
    for (let i = 0; i < 4; i++) this.devices.push(new Device(i + 2, 30 + i));
    this.all = [this.handler, this.worker, ...this.devices].sort((a, b) => b.priority - a.priority);
  }
  run(steps) {
    for (let i = 0; i < steps; i++) {
      for (const process of this.all) {
        if (process.queue !== null) {
          process.step(this);
          break;
        }
      }
    }
  }
}

export function run() {
  const system = new System();
  for (let i = 0; i < 40; i++) system.handler.give(new Packet(i % 4));
  system.run(400_000);
  return system.all.map(({ handled }) => handled).concat(system.worker.turn);
}
