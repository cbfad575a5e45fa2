// expect: none
// A lock of WebAssembly code: nothing of it is seen, but that the code can order.
import { Worker, isMainThread, workerData } from 'node:worker_threads';

// (func (export "lock") (loop (br_if 0 (i32.atomic.rmw.cmpxchg (i32.const 0) (i32.const 0) (i32.const 1)))))
// (func (export "unlock") (i32.atomic.store (i32.const 0) (i32.const 0)))
const CODE = 'AGFzbQEAAAABBAFgAAACDgEBZQZtZW1vcnkCAwEBAwMCAAAHEQIEbG9jawAABnVubG9jawABCh4CEQADQEEAQQBBAf5IAgANAAsLCgBBAEEA/hcCAAs=';

if (isMainThread) {
  const memory = new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true });
  for (let n = 0; n < 2; n++) new Worker(new URL(import.meta.url), { workerData: memory });
} else {
  const module = new WebAssembly.Module(Buffer.from(CODE, 'base64'));
  const { exports } = new WebAssembly.Instance(module, { e: { memory: workerData } });
  const count = new Int32Array(workerData.buffer, 64, 1);
  for (let n = 0; n < 20; n++) {
    exports.lock();
    count[0]++;
    exports.unlock();
  }
}
