// expect: race clobbered-write on property context.locale
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const context = { locale: 'en' };

const render = async (locale, ms) => {
  context.locale = locale; //! A
  await sleep(ms);
  return `${locale}: page in ${context.locale}`; //! B
};
console.log(await Promise.all([render('de', 3), render('fr', 1)]));
