// expect: race lost-update
// A copy of the session travels in the request, from the function that loads it to the one that saves it.
import { setTimeout as sleep } from 'node:timers/promises';
const sessions = new Map([['s', { views: 0 }]]);
function load(req) { req.session = { ...sessions.get(req.sid) }; } //! A
function save(req) { sessions.set(req.sid, req.session); } //! B
async function handle(req) {
  load(req);
  await sleep(req.ms);
  req.session.views++;
  save(req);
}
await Promise.all([handle({ sid: 's', ms: 4 }), handle({ sid: 's', ms: 1 })]);
console.log(sessions.size);
