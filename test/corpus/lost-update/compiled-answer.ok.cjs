// expect: none
// the function is asked again behind the await
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

var stock = new Map([['pen', 3]]);
var available = function (k) { return stock.get(k) > 0; };
function take(k) {
  stock.set(k, stock.get(k) - 1);
}
function buy(k, ms) {
  return __awaiter(this, void 0, void 0, function () {
    var ok;
    return __generator(this, function (_a) {
      switch (_a.label) {
        case 0:
          ok = available(k);
          if (!ok) return [2 /*return*/, false];
          return [4 /*yield*/, sleep(ms)];
        case 1:
          _a.sent();
          ok = available(k);
          if (ok) take(k);
          return [2 /*return*/, ok];
      }
    });
  });
}
Promise.all([buy('pen', 3), buy('pen', 2)]).then(function () { console.log(stock.get('pen')); });
