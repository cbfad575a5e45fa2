// expect: race stale-iteration
// what TypeScript makes of for…of over an array for ES5: a loop over indexes, in the states of a machine
var __awaiter = function (thisArg, _arguments, P, generator) {
  return new Promise(function (resolve, reject) {
    function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
    function step(result) { result.done ? resolve(result.value) : Promise.resolve(result.value).then(fulfilled, reject); }
    step((generator = generator.apply(thisArg, _arguments || [])).next());
  });
};
// Of TypeScript's helper, what a function without exceptions needs: 2 returns, 3 goes to a state, 4 awaits.
var __generator = function (thisArg, body) {
  var _ = { label: 0, trys: [], sent: function () { return _.value; } };
  function next(value) {
    _.value = value;
    for (var op = body.call(thisArg, _); op[0] === 3; op = body.call(thisArg, _)) _.label = op[1];
    _.label++;
    return { value: op[1], done: op[0] === 2 };
  }
  return { next: next };
};
var sleep = function (ms) { return new Promise(function (r) { setTimeout(r, ms); }); };

var queue = ['a', 'b', 'c', 'd'];
var done = [];
function runAll() {
  return __awaiter(this, void 0, void 0, function () {
    var i;
    return __generator(this, function (_a) {
      switch (_a.label) {
        case 0:
          i = 0;
          _a.label = 1;
        case 1:
          if (!(i < queue.length)) return [3 /*break*/, 4]; //! A
          return [4 /*yield*/, sleep(2)];
        case 2:
          _a.sent();
          done.push(queue[i]);
          _a.label = 3;
        case 3:
          i++;
          return [3 /*break*/, 1];
        case 4: return [2 /*return*/];
      }
    });
  });
}
function cancel(job) {
  return __awaiter(this, void 0, void 0, function () {
    return __generator(this, function (_a) {
      switch (_a.label) {
        case 0: return [4 /*yield*/, sleep(3)];
        case 1:
          _a.sent();
          queue.splice(queue.indexOf(job), 1); //! B
          return [2 /*return*/];
      }
    });
  });
}
Promise.all([runAll(), cancel('a')]).then(function () { console.log(done.join()); });
