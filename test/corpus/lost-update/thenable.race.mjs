// expect: race lost-update on object ledger key "eur"
// what is awaited has a then method, but is no promise
const ledger = { eur: 0 };
const query = (rows, ms) => ({ then: (resolve) => void setTimeout(resolve, ms, rows) });

async function post(currency, rows, ms) {
  const before = ledger[currency]; //! A
  const sum = await query(rows, ms);
  ledger[currency] = before + sum; //! B
}
await Promise.all([post('eur', 5, 3), post('eur', 7, 1)]);
console.log(ledger);
