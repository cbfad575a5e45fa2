// expect: none
import { keepPromise } from './keep-answer.mjs';

const binding = { cache: { known: false, value: undefined } };
let made = 0;

async function connect() {
  const number = ++made;
  await null;
  return number;
}

// Synchronous, and what it asks for only another file assigns.
function resolve(kind) {
  switch (kind) {
    case 'single': {
      if (binding.cache.known) return binding.cache.value;
      return keepPromise(binding, connect());
    }
    default:
      return connect();
  }
}

async function use() {
  return await resolve('single');
}
console.log(await Promise.all([use(), use()]));
