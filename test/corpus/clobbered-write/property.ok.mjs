// expect: none
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));

const render = async (locale, ms) => {
  const context = { locale: 'en' };
  context.locale = locale;
  await sleep(ms);
  return `${locale}: page in ${context.locale}`;
};
console.log(await Promise.all([render('de', 3), render('fr', 1)]));
