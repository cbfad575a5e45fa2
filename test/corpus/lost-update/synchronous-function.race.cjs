// expect: race lost-update on object counts key "tea"
// no function is async: what each call has read is written by its own callback, the first call's last
const counts = {};

function count(word, ms, done) {
  const before = counts[word] || 0; //! A
  setTimeout(() => {
    counts[word] = before + 1; //! B
    done();
  }, ms);
}
let left = 2;
const end = () => {
  if (--left === 0) console.log(counts);
};
count('tea', 12, end);
count('tea', 3, end);
