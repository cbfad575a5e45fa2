// expect: none
// as TypeScript compiles it for ES5: both ways of the condition go on in one state, it decides nothing of what comes behind
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

var free = 2;
var waiters = [];
function run(job) {
  return __awaiter(this, void 0, void 0, function () {
    var next;
    return __generator(this, function (_a) {
      switch (_a.label) {
        case 0:
          if (!(free > 0)) return [3 /*break*/, 1];
          free--;
          return [3 /*break*/, 3];
        case 1: return [4 /*yield*/, new Promise(function (go) { return waiters.push(go); })];
        case 2:
          _a.sent();
          _a.label = 3;
        case 3: return [4 /*yield*/, job()];
        case 4:
          _a.sent();
          next = waiters.shift();
          if (next)
            next();
          else
            free++;
          return [2 /*return*/];
      }
    });
  });
}
Promise.all([4, 3, 2, 1].map(function (ms) { return run(function () { return sleep(ms); }); })).then(function () { console.log(free); });
