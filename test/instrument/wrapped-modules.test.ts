// Runners wrap a module in a function. Its variables are there once all the same, and sites say of them what they would in the module.
import { describe, expect, it } from 'vitest';
import { transform } from '../../instrument/index.ts';

const MODULE = `const OPEN = 'open', pending = [];
const state = { kind: '', rows: [], n: 1 };
function open() { state.kind = OPEN; }
async function add(row) {
  const old = state.rows;
  await null;
  state.rows = [...old, ...pending, row];
}
async function grow() {
  const old = state.n;
  await null;
  state.n = old + 1;
}
`;
const WRAPPED = `async (exports) => {{${MODULE}}}`;

/** The texts of the writes of constants, and of those whose value is made of what was read before an await. */
function said(code: string): { constants: string[]; kept: string[] } {
  const made = transform(code, { file: '/m.js', goal: 'script', key: '1', flows: true });
  const { sites, flows } = made.table;
  const traits = /"\/m\.js","([^"]*)"/.exec(made.code)![1]!.split(';');
  const text = (site: string | number): string => sites[Number(site)]![3];
  return { constants: traits[3]!.split(',').map(text), kept: flows!.kept.map(([write]) => text(write)) };
}

describe('a module in a function', () => {
  it('has the constants and the flows of the module', () => {
    expect(said(MODULE)).toEqual({ constants: ['state.kind = OPEN'], kept: ['state.n = old + 1'] });
    expect(said(WRAPPED)).toEqual(said(MODULE));
  });
});
