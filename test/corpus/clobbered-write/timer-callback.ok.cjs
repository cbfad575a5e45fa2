// expect: none
function onRequest(id, ms) {
  const session = { id: '' };
  session.id = id;
  setTimeout(() => {
    console.log(`${id} is answered as ${session.id}`);
  }, ms);
}
setTimeout(onRequest, 1, 's1', 5);
setTimeout(onRequest, 2, 's2', 5);
