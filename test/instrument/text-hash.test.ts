import { describe, expect, it } from 'vitest';
import { textHash } from '../../instrument/text-hash.ts';

describe('the name of a text', () => {
  // As the reference implementation names their UTF-8 (mmh3 5.2, hash_bytes with seed 0).
  it.each([
    ['', '00000000000000000000000000000000'],
    ['a', 'a794933c5556b01b5556b01b5556b01b'],
    ['abcdefg', '90b541d909863ade4a7769284a776928'],
    ['0123456789abcdef', 'fb7d440936aed30a48ad1d9b572b3bfd'],
    ['The quick brown fox jumps over the lazy dog', '2f1583c3ecee2c675d7bf66ce5e91d2c'],
    ['čšž→𝄞 x', '7e155993cb5d92d7269953de045cf261'],
  ])('of %j is its MurmurHash3', (text, name) => {
    expect(textHash(text)).toBe(name);
  });

  it('depends on each character, at the borders of stretches too, and on where a part ends', () => {
    const long = 'aé'.repeat(10_000);
    const texts = [['ab', 'c'], ['a', 'bc'], ['abc'], ['abc', ''], [long], [long, '']];
    for (const at of [0, 1, 5459, 5460, 5461, 5462, 8191, 8192, 10_922, 19_998, 19_999])
      texts.push([`${long.slice(0, at)}x${long.slice(at + 1)}`]);
    for (const length of [1, 5460, 5461, 5462, 10_922, 19_999]) texts.push([long.slice(0, length)]);
    expect(new Set(texts.map((parts) => textHash(...parts))).size).toBe(texts.length);
    expect(textHash(long)).toBe(textHash(['aé'.repeat(5_000), 'aé'.repeat(5_000)].join('')));
  });

  it('has no equal among a hundred thousand, and each quarter of it is as good as chance', () => {
    const names = Array.from({ length: 100_000 }, (_, i) => textHash('/src/file.js', `export default ${i};`));
    expect(new Set(names).size).toBe(names.length);
    // By chance 1.2 pairs share a quarter.
    for (let quarter = 0; quarter < 4; quarter++) {
      const parts = new Set(names.map((name) => name.slice(quarter * 8, quarter * 8 + 8)));
      expect(names.length - parts.size).toBeLessThan(10);
    }
  });
});
