// What util.promisify makes of a built-in that touches views looks and fails as natively.
import { expect, it } from 'vitest';
import { NODES, project } from '../cli/project.ts';

const PROGRAM = `const { inspect, promisify } = require('node:util');
const { openSync, read, readFile } = require('node:fs');
const { deflate } = require('node:zlib');
for (const built of [deflate, read, readFile]) {
  const made = promisify(built);
  console.log(made.name, made.length, inspect(made), String(made), promisify(made) === made, made === built);
  console.log(Reflect.ownKeys(made).map(String), Object.getPrototypeOf(made) === Object.getPrototypeOf(built));
}
console.log(promisify.name, promisify.length, String(promisify.custom), promisify(setTimeout) === setTimeout[promisify.custom]);
promisify(deflate)(5).catch((error) => console.log(error.code));
promisify(read)(openSync(__filename), Buffer.alloc(4), 0, 4, 0).then((result) => console.log(result));
`;

it.each(NODES)('a promisified function is as natively on %s', async (node) => {
  const { racewire, plain } = project({ 'main.cjs': PROGRAM });
  const run = await racewire([], ['node', 'main.cjs'], { node });
  expect(run.stdout).toBe((await plain(['node', 'main.cjs'], { node })).stdout);
});
