// expect: race stale-iteration on Set jobs
// a loop that TypeScript compiled for ES5, without what closes its iterator
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
var __values = function (o) { return o[Symbol.iterator](); };

var jobs = new Set(['a', 'b']);
var done = [];
function runAll() {
  return __awaiter(this, void 0, void 0, function () {
    var jobs_1, jobs_1_1, job;
    return __generator(this, function (_a) {
      switch (_a.label) {
        case 0:
          jobs_1 = __values(jobs), jobs_1_1 = jobs_1.next(); //! A
          _a.label = 1;
        case 1:
          if (!!jobs_1_1.done) return [3 /*break*/, 4];
          job = jobs_1_1.value;
          return [4 /*yield*/, sleep(2)];
        case 2:
          _a.sent();
          done.push(job);
          _a.label = 3;
        case 3:
          jobs_1_1 = jobs_1.next();
          return [3 /*break*/, 1];
        case 4: return [2 /*return*/];
      }
    });
  });
}
function submit(job) {
  return __awaiter(this, void 0, void 0, function () {
    return __generator(this, function (_a) {
      switch (_a.label) {
        case 0: return [4 /*yield*/, sleep(1)];
        case 1:
          _a.sent();
          jobs.add(job); //! B
          return [2 /*return*/];
      }
    });
  });
}
Promise.all([runAll(), submit('c')]).then(function () { console.log(done.join()); });
