// expect: none
// each request has a user of its own
// prettier-ignore
var r=(e,s,l)=>new Promise((n,t)=>{var i=o=>{try{c(l.next(o))}catch(v){t(v)}},a=o=>{try{c(l.throw(o))}catch(v){t(v)}},c=o=>o.done?n(o.value):Promise.resolve(o.value).then(i,a);c((l=l.apply(e,s)).next())});
let u = '';
const w = (ms) => new Promise((d) => setTimeout(d, ms));
function h(n, ms) {
  return r(null, null, function* () {
    const mine = (u = n);
    yield w(ms);
    return mine;
  });
}
Promise.all([h('ann', 5), h('bob', 2)]).then((all) => console.log(all, u));
