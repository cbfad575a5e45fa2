// expect: race lost-update on Map seats key "1A"
// what Babel compiles an async function to where there are no generators: a state machine that regenerator runs
function _regenerator() {
  function wrap(machine) {
    var context = { n: 0, v: undefined, done: false, a: function (how, value) { context.done = true; return value; } };
    return { next: function (value) { context.v = value; return { value: machine(context), done: context.done }; } };
  }
  return { m: function (callee) { return callee; }, w: wrap };
}
function _asyncToGenerator(callee) {
  return function () {
    var machine = callee.apply(this, arguments);
    return new Promise(function (resolve, reject) {
      function step(value) {
        var result = machine.next(value);
        if (result.done) resolve(result.value);
        else Promise.resolve(result.value).then(step, reject);
      }
      step();
    });
  };
}
var seats = new Map([['1A', 0]]);
var sleep = function sleep(ms) { return new Promise(function (r) { return setTimeout(r, ms); }); };
function book(_x, _x2) {
  return _book.apply(this, arguments);
}
function _book() {
  _book = _asyncToGenerator(/*#__PURE__*/_regenerator().m(function _callee(by, ms) {
    var n;
    return _regenerator().w(function (_context) {
      while (1) switch (_context.n) {
        case 0:
          n = seats.get('1A'); //! A
          _context.n = 1;
          return sleep(ms);
        case 1:
          seats.set('1A', n + by); //! B
        case 2:
          return _context.a(2);
      }
    }, _callee);
  }));
  return _book.apply(this, arguments);
}
Promise.all([book(1, 4), book(2, 2)]).then(function () { console.log(seats.get('1A')); });
