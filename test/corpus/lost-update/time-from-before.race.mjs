// expect: race lost-update
// why: the Date that is stored is made of the one that was read before the wait
import { setTimeout as sleep } from 'node:timers/promises';

class Lease {
  #until = new Date(Date.now() + 10_000);

  get until() {
    return this.#until; //! A
  }

  set until(time) {
    this.#until = time; //! B
  }
}

const lease = new Lease();

async function extend(by, ms) {
  const until = lease.until.getTime();
  await sleep(ms);
  lease.until = new Date(until + by);
}

await Promise.all([extend(1000, 4), extend(500, 2)]);
console.log(lease.until > new Date());
