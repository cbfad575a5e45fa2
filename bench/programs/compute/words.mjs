// Texts: a tokenizer, counts of words in a Map and in an object, an index of trigrams, edit distances in a table.
const WORDS =
  'the race detector finds a write that another task has made between a read and the write that depends on it'.split(
    ' ',
  );

function text(length) {
  let random = 99;
  let out = '';
  for (let i = 0; i < length; i++) {
    random = (random * 1103515245 + 12345) & 0x7fffffff;
    out += WORDS[(random >> 8) % WORDS.length] + (i % 11 === 10 ? '. ' : ' ');
  }
  return out;
}

function* tokens(source) {
  let from = -1;
  for (let i = 0; i <= source.length; i++) {
    const c = i < source.length ? source.charCodeAt(i) : 32;
    const letter = c >= 97 && c <= 122;
    if (letter && from < 0) from = i;
    else if (!letter && from >= 0) {
      yield source.slice(from, i);
      from = -1;
    }
  }
}

function distance(a, b) {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = a[i - 1] === b[j - 1] ? 0 : 1;
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + change);
    }
    row = next;
  }
  return row[b.length];
}

const source = text(9000);

export function run() {
  const counts = new Map();
  const byLength = {};
  const trigrams = new Map();
  for (const word of tokens(source)) {
    counts.set(word, (counts.get(word) ?? 0) + 1);
    byLength[word.length] = (byLength[word.length] ?? 0) + 1;
    for (let i = 0; i + 3 <= word.length; i++) {
      const gram = word.slice(i, i + 3);
      if (!trigrams.has(gram)) trigrams.set(gram, new Set());
      trigrams.get(gram).add(word);
    }
  }
  let near = 0;
  for (let round = 0; round < 12; round++) {
    for (const a of counts.keys()) for (const b of counts.keys()) if (distance(a, b) <= 2) near++;
  }
  return [
    [...counts.values()].reduce((sum, n) => sum + n, 0),
    Object.keys(byLength).length,
    trigrams.size,
    near,
  ];
}
