// A module of the programs beside it: a client that knows whether it is connected, and a token that is kept in a session.
export const sleep = (ms) => new Promise((r) => setTimeout(r, ms));

export class Client {
  connected = false;
  connections = 0;
  async connect() {
    await sleep(5);
    this.connections++;
    this.connected = true;
  }
}

let tokens = 0;
export async function renew(session) {
  await sleep(5);
  session.token = `token ${++tokens}`;
}
