// expect: race lost-update
// why: who asks whether there is a session renews it, and one that is closed meanwhile is there again
import { setTimeout as sleep } from 'node:timers/promises';

class Client {
  session = { id: 0 };
  renew(id) {
    setTimeout(() => this.store({ id }), 2);
  }
  store(session) {
    this.session = session; //! B
  }
  touch(id) {
    if (this.session) this.renew(id); //! A
  }
  close() {
    this.session = null; //! B
  }
}
for (let i = 0; i < 4; i++) {
  const client = new Client();
  setTimeout(() => client.touch(1), 1);
  setTimeout(() => client.close(), 2);
  await sleep(10);
}
