// A parser and a printer of JSON written in JavaScript: strings by character, recursion, objects with computed keys.
class Parser {
  constructor(text) {
    this.text = text;
    this.at = 0;
  }
  space() {
    while (this.at < this.text.length && this.text.charCodeAt(this.at) <= 32) this.at++;
  }
  value() {
    this.space();
    const c = this.text[this.at];
    if (c === '{') return this.object();
    if (c === '[') return this.array();
    if (c === '"') return this.string();
    if (c === 't') return this.word('true', true);
    if (c === 'f') return this.word('false', false);
    if (c === 'n') return this.word('null', null);
    return this.number();
  }
  word(text, value) {
    this.at += text.length;
    return value;
  }
  number() {
    const from = this.at;
    while (this.at < this.text.length && '+-.0123456789eE'.includes(this.text[this.at])) this.at++;
    return Number(this.text.slice(from, this.at));
  }
  string() {
    let out = '';
    for (this.at++; this.text[this.at] !== '"'; this.at++) {
      if (this.text[this.at] === '\\') this.at++;
      out += this.text[this.at];
    }
    this.at++;
    return out;
  }
  array() {
    const list = [];
    for (this.at++; ; this.at++) {
      this.space();
      if (this.text[this.at] === ']') break;
      list.push(this.value());
      this.space();
      if (this.text[this.at] === ']') break;
    }
    this.at++;
    return list;
  }
  object() {
    const object = {};
    for (this.at++; ; this.at++) {
      this.space();
      if (this.text[this.at] === '}') break;
      const key = this.string();
      this.space();
      this.at++;
      object[key] = this.value();
      this.space();
      if (this.text[this.at] === '}') break;
    }
    this.at++;
    return object;
  }
}

function print(value) {
  if (value === null || typeof value !== 'object') {
    return typeof value === 'string' ? `"${value.replace(/["\\]/g, '\\$&')}"` : String(value);
  }
  if (Array.isArray(value)) return `[${value.map(print).join(',')}]`;
  const parts = [];
  for (const key of Object.keys(value)) parts.push(`"${key}":${print(value[key])}`);
  return `{${parts.join(',')}}`;
}

const document = JSON.stringify(
  Array.from({ length: 150 }, (_, i) => ({
    id: i,
    name: `user "${i}"`,
    tags: ['a', 'b', `t${i % 9}`],
    active: i % 2 === 0,
    address: { street: `Street ${i}`, zip: 10000 + i, geo: { lat: i / 7, lng: -i / 3 } },
    manager: i % 5 === 0 ? null : i >> 1,
  })),
);

export function run() {
  let length = 0;
  for (let i = 0; i < 12; i++) {
    const text = print(new Parser(document).value());
    if (text !== document) throw new Error('not what was parsed');
    length += text.length;
  }
  return length;
}
