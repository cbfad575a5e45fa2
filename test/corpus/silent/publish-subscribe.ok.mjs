// expect: none
// listeners are called from a copy of the set; they may leave while they are called
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const topics = new Map();
const got = [];

function subscribe(topic, listener) {
  let listeners = topics.get(topic);
  if (!listeners) topics.set(topic, (listeners = new Set()));
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0 && topics.get(topic) === listeners) topics.delete(topic);
  };
}
async function publish(topic, message) {
  for (const listener of [...(topics.get(topic) ?? [])]) await listener(message);
}
async function client(name, ms) {
  const leave = subscribe('news', async (message) => {
    await sleep(1);
    got.push(`${name}: ${message}`);
  });
  await sleep(ms);
  leave();
}
const clients = Promise.all([client('ann', 3), client('bob', 8)]);
await publish('news', 'hello');
await clients;
console.log(got.length, topics.size);
