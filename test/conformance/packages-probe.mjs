// What one process sees of packages: `node packages-probe.mjs <directory> <name>…` prints a line of JSON for each: the names
// that import and require give, and the places of a stack that runs through the package's own code.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const [directory, ...names] = process.argv.slice(2);
const require = createRequire(join(directory, 'package.json'));
const { reallyExit } = process;
const write = process.stdout.write.bind(process.stdout);
let running = '';

/** Calls tried for one package; each is given a value that throws when it is looked at. */
const CALLS = 30;

const thrower = new Proxy(function () {}, {
  get(_target, key) {
    throw new Error(`looked at ${String(key)}`);
  },
  has: () => {
    throw new Error('looked for a key');
  },
  ownKeys: () => {
    throw new Error('listed');
  },
  getPrototypeOf: () => {
    throw new Error('looked at the prototype');
  },
});

const keysOf = (value) =>
  value === null || (typeof value !== 'object' && typeof value !== 'function')
    ? [typeof value]
    : Object.getOwnPropertyNames(value).sort();
const short = (error) => {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return text.replaceAll(directory, '').split('\n')[0];
};

/** The frames that lie in installed packages. */
function places(error) {
  if (!(error instanceof Error) || typeof error.stack !== 'string') return [];
  return error.stack
    .split('\n')
    .filter((line) => line.includes(`${directory}/node_modules/`))
    .map((line) => line.replaceAll(directory, '').trim());
}

function stacks(value) {
  const functions = [value, ...Object.values(Object(value))].filter((one) => typeof one === 'function');
  return functions.slice(0, CALLS).map((one) => {
    try {
      const result = one(thrower);
      if (result instanceof Promise) result.catch(() => undefined);
      return 'returned';
    } catch (error) {
      return [short(error), ...places(error)];
    }
  });
}

process.exit = () => undefined;
process.on('uncaughtException', () => undefined);
process.on('unhandledRejection', () => undefined);
for (const stream of [process.stdout, process.stderr]) stream.write = () => true;
const tell = (seen) => write(`${JSON.stringify(seen)}\n`);
const finish = () => {
  reallyExit.call(process, 0);
};
setTimeout(() => {
  tell({ name: running, late: true });
  finish();
}, 240_000);

for (const name of names) {
  running = name;
  const seen = { name };
  try {
    const url = pathToFileURL(require.resolve(name)).href;
    seen.imported = Object.keys(await import(url)).sort();
  } catch (error) {
    seen.imported = short(error);
  }
  let value;
  try {
    value = require(name);
    seen.required = keysOf(value);
  } catch (error) {
    seen.required = short(error);
  }
  seen.stacks = stacks(value);
  tell(seen);
}
finish();
