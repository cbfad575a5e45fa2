// expect: race lost-update on Map cache key "u1"
// an async function as TypeScript compiles it for ES2015
var __awaiter = (this && this.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const cache = new Map();
let loads = 0;
function user(id, ms) {
    return __awaiter(this, void 0, void 0, function* () {
        if (!cache.has(id)) { //! A
            const n = ++loads;
            yield sleep(ms);
            cache.set(id, { id, n }); //! B
        }
        return cache.get(id);
    });
}
function page(ms) {
    return __awaiter(this, void 0, void 0, function* () {
        return (yield user("u1", ms)).n;
    });
}
Promise.all([page(4), page(2)]).then((seen) => console.log(seen, loads));
