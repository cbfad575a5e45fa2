// expect: none
// Whoever calls back later may only call what is there, which came behind all that the first one does.
const state = { current: '' };
const log = [];

async function show(name) {
  state.current = name;
  await null;
  log.push(state.current);
}

const list = [];
const queue = [];
const set = new Set();
const map = new Map();
const holder = { back: null, next: null };
const records = [];
class Socket {
  #opened = null;
  set opened(back) {
    this.#opened = back;
  }
  open() {
    this.#opened?.();
  }
}
const socket = new Socket();
let kept = null;
const ways = [
  [(back) => list.push(back), () => list.forEach((back) => back())],
  [(back) => queue.push(back), () => queue.shift()?.()],
  [
    (back) => set.add(back),
    () => {
      for (const back of [...set]) back();
    },
  ],
  [(back) => map.set('a', back), () => map.get('a')?.()],
  [(back) => (holder.back = back), () => holder.back?.()],
  [(back) => (kept = back), () => kept?.()],
  [(back) => (holder.next = () => back()), () => holder.next()],
  [(back) => (socket.opened = back), () => socket.open()],
  [(back) => records.push({ event: 'x', back }), () => records.forEach((record) => record.back())],
];

for (const [keep, callBack] of ways) {
  setTimeout(callBack, 40);
  await new Promise((resolve) => {
    show('first').then(() => keep(() => show('second').then(resolve)));
  });
}
console.log(log.length);
