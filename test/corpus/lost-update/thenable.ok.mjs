// expect: none
const ledger = { eur: 0 };
const query = (rows, ms) => ({ then: (resolve) => void setTimeout(resolve, ms, rows) });

async function post(currency, rows, ms) {
  const sum = await query(rows, ms);
  ledger[currency] += sum;
}
await Promise.all([post('eur', 5, 3), post('eur', 7, 1)]);
console.log(ledger);
