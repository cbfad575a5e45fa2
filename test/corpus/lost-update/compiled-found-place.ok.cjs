// expect: none
// the place is taken in the turn in which it was found
var __awaiter = function (thisArg, _arguments, P, generator) {
  return new Promise(function (resolve, reject) {
    function adopt(value) { return value instanceof Promise ? value : Promise.resolve(value); }
    function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
    function rejected(value) { try { step(generator['throw'](value)); } catch (e) { reject(e); } }
    function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
    step((generator = generator.apply(thisArg, _arguments || [])).next());
  });
};
// Of TypeScript's helper, what a function without loops and exceptions needs.
var __generator = function (thisArg, body) {
  var _ = { label: 0, sent: function () { return _.value; }, value: undefined };
  return {
    next: function (value) {
      _.value = value;
      var op = body.call(thisArg, _);
      _.label++;
      return { value: op[1], done: op[0] === 2 };
    },
  };
};
var pause = function (ms) { return new Promise(function (r) { setTimeout(r, ms); }); };

var seats = [null, null];
function sit(name, ms) {
  return __awaiter(this, void 0, void 0, function () {
    var place;
    return __generator(this, function (_a) {
      switch (_a.label) {
        case 0:
          return [4 /*yield*/, pause(ms)];
        case 1:
          _a.sent();
          place = seats.findIndex(function (seat) { return seat === null; });
          seats[place] = name;
          return [2 /*return*/];
      }
    });
  });
}
Promise.all([sit('ann', 5), sit('bob', 2)]).then(function () { console.log(seats.length); });
