// expect: none
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
const account = { balance: 100 };
let tail = Promise.resolve();
function locked(job) {
    tail = tail.then(job);
    return tail;
}
function withdraw(amount, ms) {
    return __awaiter(this, void 0, void 0, function* () {
        yield locked(() => __awaiter(this, void 0, void 0, function* () {
            const balance = account.balance;
            yield sleep(ms);
            account.balance = balance - amount;
        }));
    });
}
Promise.all([withdraw(10, 3), withdraw(20, 1)]).then(() => console.log(account.balance));
