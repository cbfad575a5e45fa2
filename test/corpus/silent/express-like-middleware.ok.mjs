// expect: none
// middleware with next callbacks; each request has its own object
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const log = [];
const middleware = [
  (req, next) => {
    req.user = req.headers.user;
    setTimeout(next, 1);
  },
  async (req, next) => {
    const { user } = req;
    await sleep(req.ms);
    req.greeting = `hello ${user}`;
    next();
  },
  (req, next) => {
    log.push(`${req.user}: ${req.greeting}`);
    next();
  },
];
function handle(req) {
  return new Promise((done) => {
    let index = 0;
    const next = () => {
      const step = middleware[index++];
      if (step) step(req, next);
      else done();
    };
    next();
  });
}
await Promise.all([handle({ headers: { user: 'ann' }, ms: 3 }), handle({ headers: { user: 'bob' }, ms: 1 })]);
console.log(log.length);
