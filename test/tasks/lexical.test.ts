import { afterEach, describe, expect, it } from 'vitest';
import { flowsOf, transform } from '../../instrument/index.ts';
import { OPS } from '../../instrument/protocol.ts';
import { asksPresence, isAskedLate, isAskedWith, texts } from '../../src/tasks/flows.ts';
import { linesDecided, noteFunctions, writesConstant } from '../../src/tasks/lexical.ts';

let base = 2_000_000;
const before = texts.flows;
afterEach(() => {
  texts.flows = before;
});

/** The sites of a text that are of one kind and begin on a line (1-based). */
function sitesOf(code: string, op: 'read' | 'write'): (line: number) => number[] {
  const result = transform(code, { file: '/m.js', goal: 'eval' });
  const { sites } = result.table;
  const at = (base += 1000);
  noteFunctions(at, sites.length, result.functions!);
  texts.flows = (of, functionOf) => (of === at ? flowsOf(code, 'eval', sites, functionOf) : undefined);
  return (line) =>
    sites.flatMap(([of, , kind], site) => (of === line && OPS[kind] === op ? [at + site] : []));
}

describe('what the text says of a site', () => {
  it('knows a constant that several places are given', () => {
    const writes = sitesOf('o.a = o.b = (false);\no.a = o.b = load();', 'write');
    expect(writes(1).map(writesConstant)).toEqual([true, true]);
    expect(writes(2).map(writesConstant)).toEqual([false, false]);
  });

  it('knows up to where a condition decides what is called', () => {
    const code = `function f() {
if (o.a) {
start(); }
for (let at = o.b; at !== null; at = at.next) {
start(at);
log(); }
while (o.c > 0) { if (done()) return; }
behind(); }
o.a = o.b = o.c = 0;`;
    const reads = sitesOf(code, 'read');
    expect([2, 4, 7].map((line) => linesDecided(reads(line)[0]!))).toEqual([1, 2, Infinity]);
  });

  it('knows where conditions ask whether something is there, and nothing else', () => {
    const code = `if (!o.a) throw 0;
const b = o.b; if (b === null) throw 0; b(1);
const c = o.c; if (!c || c.old) throw 0;
if (o.d.old) throw 0;
if (o.e === other) throw 0;
o.a = o.b = o.c = o.d = o.e = 0;`;
    const reads = sitesOf(code, 'read');
    expect([1, 2, 3, 4, 5].map((line) => reads(line).map(asksPresence)[0])).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
  });

  it('knows what stands in one condition', () => {
    const code = `if (o.a && !o.b) go();
while (o.c || (o.d && f(o.e))) go();
if (o.f) go(o.g);
o.a = o.b = o.c = o.d = o.e = o.f = o.g = 0;`;
    const reads = sitesOf(code, 'read');
    const [a, b] = reads(1);
    const [c, d, e] = reads(2);
    const [f, g] = reads(3);
    expect([isAskedWith(b!, [a!]), isAskedWith(c!, [d!]), isAskedWith(e!, [c!])]).toEqual([true, true, true]);
    expect([isAskedWith(a!, [c!]), isAskedWith(f!, [g!])]).toEqual([false, false]);
  });

  it('knows what an async function keeps and asks nothing of before it has waited', () => {
    const code = `async function f() {
const a = { ...o.a }; go(); const x = await send(a); if (a.old) x();
const b = o.b; try { await send({ b }); } finally { if (b) go(); }
const c = o.c; if (c) go(); await send(); if (c) go();
const d = o.d; if (x) await send(); if (d) go();
const e = o.e; await (e ? send() : go()); if (e) go();
const g = o.g; queueMicrotask(() => g && go()); await send(); if (g) go(); }
function h() { const i = o.i; send(async () => { await send(); if (i) go(); }); }
o.a = o.b = o.c = o.d = o.e = o.g = o.i = 0;`;
    const reads = sitesOf(code, 'read');
    expect([2, 3, 4, 5, 6, 7, 8].map((line) => reads(line).map(isAskedLate)[0])).toEqual([
      true,
      true,
      false,
      false,
      false,
      false,
      false,
    ]);
  });
});
