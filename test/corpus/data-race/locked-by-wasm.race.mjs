// expect: race data-race
// A lock of WebAssembly code that has no atomic instruction is none.
import { Worker, isMainThread, workerData } from 'node:worker_threads';

// (func (export "lock") (i32.store (i32.const 0) (i32.const 1)))
// (func (export "unlock") (i32.store (i32.const 0) (i32.const 0)))
const CODE = 'AGFzbQEAAAABBAFgAAACDgEBZQZtZW1vcnkCAwEBAwMCAAAHEQIEbG9jawAABnVubG9jawABChUCCQBBAEEBNgIACwkAQQBBADYCAAs=';

if (isMainThread) {
  const memory = new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true });
  for (let n = 0; n < 2; n++) new Worker(new URL(import.meta.url), { workerData: memory });
} else {
  const module = new WebAssembly.Module(Buffer.from(CODE, 'base64'));
  const { exports } = new WebAssembly.Instance(module, { e: { memory: workerData } });
  const count = new Int32Array(workerData.buffer, 64, 1);
  for (let n = 0; n < 20; n++) {
    exports.lock();
    count[0]++; //! AB
    exports.unlock();
  }
}
