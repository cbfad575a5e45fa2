// expect: race lost-update on Map cache key "a"
// what TypeScript makes of `cache.set(key, await load(key))` for ES5: the method is kept over the await, and applied
var __awaiter = function (thisArg, _arguments, P, generator) {
  function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
  return new (P || (P = Promise))(function (resolve, reject) {
    function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
    function rejected(value) { try { step(generator['throw'](value)); } catch (e) { reject(e); } }
    function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
    step((generator = generator.apply(thisArg, _arguments || [])).next());
  });
};
var __generator = function (thisArg, body) {
  var _ = { label: 0, sent: function () { if (t[0] & 1) throw t[1]; return t[1]; }, trys: [], ops: [] }, f, y, t, g;
  return g = { next: verb(0), 'throw': verb(1), 'return': verb(2) }, g;
  function verb(n) { return function (v) { return step([n, v]); }; }
  function step(op) {
    if (f) throw new TypeError('Generator is already executing.');
    while (_) try {
      if (f = 1, y && (t = op[0] & 2 ? y['return'] : op[0] ? y['throw'] || ((t = y['return']) && t.call(y), 0) : y.next) && !(t = t.call(y, op[1])).done) return t;
      if (y = 0, t) op = [op[0] & 2, t.value];
      switch (op[0]) {
        case 0: case 1: t = op; break;
        case 4: _.label++; return { value: op[1], done: false };
        default:
          if (op[0] === 6 && _.label < t[1]) { _.label = t[1]; t = op; break; }
          _.trys.pop(); if (!(t = _.trys, t = t.length > 0 && t[t.length - 1]) && (op[0] === 6 || op[0] === 2)) { _ = 0; continue; }
          if (op[0] === 3) { _.label = op[1]; break; }
      }
      op = body.call(thisArg, _);
    } catch (e) { op = [6, e]; y = 0; } finally { f = t = 0; }
    if (op[0] & 5) throw op[1]; return { value: op[0] ? op[1] : void 0, done: true };
  }
};
var cache = new Map();
var load = function (key) { return new Promise(function (r) { return setTimeout(r, 2, key); }); };
function get(key) {
  return __awaiter(this, void 0, void 0, function () {
    var _a, _b, _c;
    return __generator(this, function (_d) {
      switch (_d.label) {
        case 0:
          if (!!cache.has(key)) return [3, 2]; //! A
          _b = (_a = cache).set;
          _c = [key];
          return [4, load(key)];
        case 1:
          _b.apply(_a, _c.concat([_d.sent()])); //! B
          _d.label = 2;
        case 2: return [2, cache.get(key)];
      }
    });
  });
}
Promise.all([get('a'), get('a')]).then(function (both) { console.log(both.join()); });
