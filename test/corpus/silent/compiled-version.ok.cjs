// expect: none
// as silent/version-beside, with SWC's private fields and TypeScript's state machine: every change counts the version up
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
var _class_private_field_get = function (o, field) { return field.get(o).value; };
var _class_private_field_set = function (o, field, value) { return (field.get(o).value = value); };
var _class_private_field_update = function (o, field) { return field.get(o); };

var _rows = new WeakMap();
var _version = new WeakMap();
function Store() {
  _rows.set(this, { value: new Map([['a', 1]]) });
  _version.set(this, { value: 0 });
}
Store.prototype.change = function (edit) {
  return __awaiter(this, void 0, void 0, function () {
    var version, draft;
    return __generator(this, function (_a) {
      switch (_a.label) {
        case 0:
          version = _class_private_field_get(this, _version);
          draft = new Map(_class_private_field_get(this, _rows));
          return [4 /*yield*/, edit(draft)];
        case 1:
          _a.sent();
          if (version !== _class_private_field_get(this, _version)) return [3 /*break*/, 2];
          _class_private_field_update(this, _version).value++;
          _class_private_field_set(this, _rows, draft);
          return [2 /*return*/, draft.get('a')];
        case 2: return [3 /*break*/, 0];
        case 3: return [2 /*return*/];
      }
    });
  });
};
var store = new Store();
var add = function (n, ms) {
  return store.change(function (draft) {
    return sleep(ms).then(function () { draft.set('a', draft.get('a') + n); });
  });
};
Promise.all([add(1, 6), add(2, 1)]).then(function (results) { console.log(results.length); });
