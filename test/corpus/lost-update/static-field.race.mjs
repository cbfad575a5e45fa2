// expect: race lost-update on property nextPort
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));

class Server {
  static nextPort = 8000;
  static async start(ms) {
    const port = Server.nextPort; //! A
    await sleep(ms);
    Server.nextPort = port + 1; //! B
    return port;
  }
}
console.log(await Promise.all([Server.start(2), Server.start(3), Server.start(1)]));
