// expect: race lost-update on this.acquired
// an async function as TypeScript compiles it for ES5; its first part runs in its caller's turn
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

var Semaphore = (function () {
  function Semaphore() {
    this.acquired = 0;
  }
  Semaphore.prototype.acquire = function (weight) {
    return __awaiter(this, void 0, void 0, function () {
      var before;
      return __generator(this, function (_a) {
        switch (_a.label) {
          case 0:
            before = this.acquired || 0; //! A
            return [4 /*yield*/, pause(2 * weight)];
          case 1:
            _a.sent();
            this.acquired = before + weight; //! B
            return [2 /*return*/];
        }
      });
    });
  };
  return Semaphore;
})();

var semaphore = new Semaphore();
Promise.all([semaphore.acquire(1), semaphore.acquire(2)]).then(function () {
  console.log(semaphore.acquired);
});
