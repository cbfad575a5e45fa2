// expect: none
const counts = {};

function count(word, ms, done) {
  setTimeout(() => {
    counts[word] = (counts[word] || 0) + 1;
    done();
  }, ms);
}
let left = 2;
const end = () => {
  if (--left === 0) console.log(counts);
};
count('tea', 12, end);
count('tea', 3, end);
