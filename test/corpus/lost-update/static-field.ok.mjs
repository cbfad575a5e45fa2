// expect: none
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));

class Server {
  static nextPort = 8000;
  static async start(ms) {
    const port = Server.nextPort++;
    await sleep(ms);
    return port;
  }
}
console.log(await Promise.all([Server.start(2), Server.start(3), Server.start(1)]));
