// expect: none
// as lost-update/spread-state, as TypeScript compiles it for ES5: the items are those there are behind the await
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
var __assign = Object.assign;
var __spreadArray = function (to, from) { return to.concat(from); };
var __read = function (x) { return Array.from(x); };

var state = { items: [], user: 'ann' };
function add(item, ms) {
  return __awaiter(this, void 0, void 0, function () {
    return __generator(this, function (_a) {
      switch (_a.label) {
        case 0:
          return [4 /*yield*/, sleep(ms)];
        case 1:
          _a.sent();
          state = __assign(__assign({}, state), { items: __spreadArray(__spreadArray([], __read(state.items), false), [item], false) });
          return [2 /*return*/];
      }
    });
  });
}
Promise.all([add('a', 6), add('b', 2)]).then(function () { console.log(state.items.length); });
