// A name for a text: 128 bits of MurmurHash3 (x86, 128 bits; Austin Appleby, public domain) over its UTF-8. Loading node:crypto
// costs each process 6 ms and each worker a quarter of a megabyte; this costs a few nanoseconds a character.
//
// Invariant: different parts make different names, as far as 128 well mixed bits can; the borders of parts count. It is no
// defence against somebody who looks for two texts with one name: who can put text into a program need not.

const { imul } = Math;
const encoder = new TextEncoder();
const encodeInto = encoder.encodeInto.bind(encoder);

const C1 = 0x239b961b;
const C2 = 0xab0e9789;
const C3 = 0x38b34ae5;
const C4 = 0xa1e38b93;

/** Bytes that are taken at a time. */
const STRETCH = 8192;
const bytes = new Uint8Array(STRETCH);
const words = new Int32Array(bytes.buffer);
const state = new Int32Array(4);

// The first `count` words, which is a multiple of four: a function that is called often is compiled sooner than one that
// runs long.
function takeBlocks(count: number): void {
  let h1 = state[0]!;
  let h2 = state[1]!;
  let h3 = state[2]!;
  let h4 = state[3]!;
  for (let i = 0; i < count; i += 4) {
    let k = imul(words[i]!, C1);
    h1 ^= imul((k << 15) | (k >>> 17), C2);
    h1 = (imul((((h1 << 19) | (h1 >>> 13)) + h2) | 0, 5) + 0x561ccd1b) | 0;
    k = imul(words[i + 1]!, C2);
    h2 ^= imul((k << 16) | (k >>> 16), C3);
    h2 = (imul((((h2 << 17) | (h2 >>> 15)) + h3) | 0, 5) + 0x0bcaa747) | 0;
    k = imul(words[i + 2]!, C3);
    h3 ^= imul((k << 17) | (k >>> 15), C4);
    h3 = (imul((((h3 << 15) | (h3 >>> 17)) + h4) | 0, 5) + 0x96cd1c35) | 0;
    k = imul(words[i + 3]!, C4);
    h4 ^= imul((k << 18) | (k >>> 14), C1);
    h4 = (imul((((h4 << 13) | (h4 >>> 19)) + h1) | 0, 5) + 0x32ac3b17) | 0;
  }
  state[0] = h1;
  state[1] = h2;
  state[2] = h3;
  state[3] = h4;
}

function mixed(h: number): number {
  h = imul(h ^ (h >>> 16), 0x85ebca6b);
  h = imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}

function spread(): void {
  state[0]! += state[1]! + state[2]! + state[3]!;
  for (let i = 1; i < 4; i++) state[i]! += state[0]!;
}

// The last block of a stretch of `length` bytes, filled up with zeros, and its end.
function finish(length: number): void {
  bytes.fill(0, length, (length + 15) & ~15);
  const last = (length & ~15) / 4;
  if (last * 4 < length) {
    let k = imul(words[last]!, C1);
    state[0]! ^= imul((k << 15) | (k >>> 17), C2);
    k = imul(words[last + 1]!, C2);
    state[1]! ^= imul((k << 16) | (k >>> 16), C3);
    k = imul(words[last + 2]!, C3);
    state[2]! ^= imul((k << 17) | (k >>> 15), C4);
    k = imul(words[last + 3]!, C4);
    state[3]! ^= imul((k << 18) | (k >>> 14), C1);
  }
  for (let i = 0; i < 4; i++) state[i]! ^= length;
  spread();
  for (let i = 0; i < 4; i++) state[i] = mixed(state[i]!);
  spread();
}

/** The name of texts in their order: 32 hexadecimal digits. That of one short text is its MurmurHash3 with seed 0. */
export function textHash(...parts: readonly string[]): string {
  state.fill(0);
  for (const part of parts) {
    for (let rest = part; ;) {
      const { read, written } = encodeInto(rest, bytes);
      takeBlocks((written & ~15) / 4);
      finish(written);
      if (read === rest.length) break;
      rest = rest.slice(read);
    }
  }
  let name = '';
  for (const word of state) name += (word >>> 0).toString(16).padStart(8, '0');
  return name;
}
