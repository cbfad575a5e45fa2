// expect: none
// Who saves looks at the session as it is then, and takes only the name from the copy.
import { setTimeout as sleep } from 'node:timers/promises';
const sessions = new Map([['s', { views: 0 }]]);
function load(req) { req.session = { ...sessions.get(req.sid) }; }
function save(req) { sessions.set(req.sid, { ...sessions.get(req.sid), name: req.session.name }); }
async function handle(req) {
  load(req);
  await sleep(req.ms);
  req.session.views++;
  save(req);
}
await Promise.all([handle({ sid: 's', ms: 4 }), handle({ sid: 's', ms: 1 })]);
console.log(sessions.size);
