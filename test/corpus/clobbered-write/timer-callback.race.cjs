// expect: race clobbered-write on property session.id
const session = { id: '' };

function onRequest(id, ms) {
  session.id = id; //! A
  setTimeout(() => {
    console.log(`${id} is answered as ${session.id}`); //! B
  }, ms);
}
setTimeout(onRequest, 1, 's1', 5);
setTimeout(onRequest, 2, 's2', 5);
