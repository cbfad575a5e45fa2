// Builds dist: one CommonJS file for each thing that is loaded into the user's process (a preload must be one quick
// file), ES modules for what runs beside it, and the declarations.
//
//   dist/preload.cjs       given by --require: decides whether this thread belongs to a run
//   dist/runtime.cjs       the engines and the loader
//   dist/probe.cjs         what `racewire doctor` looks with
//   dist/measure.cjs       given by --require in `racewire bench`: says what a process took
//   dist/instrument.cjs    the transformer, required by the loader on the first file that is not in the cache
//   dist/loader-hooks.mjs  the off-thread hooks of module.register (Node 20, ES modules)
//   dist/page.html         the page of --reporter html, which that fills
//   dist/bin.js, cli.cjs   command line: what every run loads is one file, with the packages that it needs
//   dist/index.js          API
//   dist/vitest.js, mocha.js, jest.js, node-test.js  what test runners load; dist/cjs has them for `require`
//   dist/instrument-files.js   what the threads of `racewire instrument` run
import { build } from 'esbuild';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';

const shared = {
  metafile: true,
  bundle: true,
  platform: 'node',
  target: 'node20.19',
  logLevel: 'warning',
  sourcemap: false,
  legalComments: 'none',
};
// What runs in the user's process is read and kept by V8 in every process and every worker: its text is as short as can be.
// Its lines stay short: Node shows the line that an error was thrown from.
const LINE = { minify: true, lineLimit: 100 };
const inProcess = { ...shared, format: 'cjs', ...LINE, plugins: [builtins()] };
const instrument = await build({
  ...inProcess,
  entryPoints: { instrument: 'instrument/index.ts' },
  outdir: 'dist',
  outExtension: { '.js': '.cjs' },
});
// Part of every cache key: a cache never outlives the transformer that filled it.
const hashOf = (file) => createHash('sha256').update(readFileSync(file)).digest('hex').slice(0, 16);
const define = { RACEWIRE_TRANSFORMER: JSON.stringify(hashOf('dist/instrument.cjs')) };
const others = await Promise.all([
  build({
    ...inProcess,
    define,
    entryPoints: { runtime: 'src/load/runtime.ts' },
    outdir: 'dist',
    outExtension: { '.js': '.cjs' },
    // As src/load/compiled-code.ts loads it.
    banner: { js: '(function (exports, require, module, __filename, __dirname) {' },
    footer: { js: '})' },
  }),
  build({
    ...inProcess,
    define,
    entryPoints: {
      measure: 'src/load/measure.ts',
      probe: 'src/load/probe.ts',
    },
    outdir: 'dist',
    outExtension: { '.js': '.cjs' },
  }),
  build({
    ...shared,
    define,
    format: 'esm',
    entryPoints: { 'loader-hooks': 'src/load/loader-hooks.ts' },
    outdir: 'dist',
    outExtension: { '.js': '.mjs' },
  }),
  build({
    ...shared,
    define,
    format: 'esm',
    packages: 'external',
    splitting: true,
    entryPoints: {
      bin: 'src/cli/bin.ts',
      index: 'src/index.ts',
      'instrument-files': 'src/cli/instrument-files.ts',
      vitest: 'src/vitest/index.ts',
      'vitest-setup': 'src/vitest/setup.ts',
      mocha: 'src/adapters/mocha.ts',
      jest: 'src/adapters/jest.ts',
      'node-test': 'src/adapters/node-test.ts',
      finish: 'src/adapters/finish.ts',
    },
    outdir: 'dist',
    chunkNames: 'chunks/[name]-[hash]',
  }),
]);
// Names the code that V8 made of the runtime (src/load/compiled-code.ts).
const preload = await build({
  ...inProcess,
  define: { RACEWIRE_RUNTIME: JSON.stringify(hashOf('dist/runtime.cjs')) },
  entryPoints: { preload: 'src/load/preload.ts' },
  outdir: 'dist',
  outExtension: { '.js': '.cjs' },
});
const commonjs = {
  ...shared,
  define: { ...define, 'import.meta.url': 'racewireUrl' },
  banner: { js: "const racewireUrl = require('node:url').pathToFileURL(__filename).href;" },
  format: 'cjs',
};
const command = await build({
  ...commonjs,
  minifyWhitespace: true,
  external: ['piscina', 'cli-progress'],
  entryPoints: { cli: 'src/cli/main.ts' },
  outdir: 'dist',
  outExtension: { '.js': '.cjs' },
});
// What `require` gets: CommonJS in a directory that says so, one file each.
const required = await build({
  ...commonjs,
  packages: 'external',
  entryPoints: {
    index: 'src/index.ts',
    vitest: 'src/vitest/index.ts',
    mocha: 'src/adapters/mocha.ts',
    jest: 'src/adapters/jest.ts',
    'node-test': 'src/adapters/node-test.ts',
    'jest-environment': 'src/adapters/jest-environment.ts',
  },
  outdir: 'dist/cjs',
});
writeFileSync('dist/cjs/package.json', '{ "type": "commonjs" }\n');
const page = await buildPage();
writeFileSync(
  'dist/THIRD_PARTY_LICENSES.txt',
  licences([instrument, ...others, preload, command, required, page]),
);
chmodSync('dist/bin.js', 0o755);

// `npx racewire` in this very repository finds the command as in any project that depends on it.
if (existsSync('node_modules')) {
  mkdirSync('node_modules/.bin', { recursive: true });
  rmSync('node_modules/.bin/racewire', { force: true });
  symlinkSync('../../dist/bin.js', 'node_modules/.bin/racewire');
}

if (!process.argv.includes('--no-types')) {
  const compiler = ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json'];
  const types = spawnSync(process.execPath, compiler, { stdio: 'inherit' });
  process.exitCode = types.status ?? 1;
  // The same declarations where they count as CommonJS's.
  cpSync('dist/types', 'dist/cjs/types', { recursive: true });
}

// Node's own modules as constants. esbuild would make an object with a getter for each export of each of them, once for
// every file that imports one: a quarter of a megabyte in each thread. `process` is not required: Node would take down its
// names before it has a main module.
function builtins() {
  const names = {};
  for (const folder of ['src', 'instrument'])
    for (const file of readdirSync(folder, { recursive: true }).filter((name) => name.endsWith('.ts')))
      for (const [, list, from] of readFileSync(`${folder}/${file}`, 'utf8').matchAll(
        /^import (?!type\b)[^;{]*\{([^}]*)\} from '(node:[^']+)'/gm,
      ))
        for (const name of list.split(',').map((one) => one.trim().split(' ')[0]))
          if (name !== '' && name !== 'type') (names[from] ??= new Set()).add(name);
  return {
    name: 'builtins',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^node:/ }, ({ path, kind }) =>
        kind === 'require-call' ? { external: true } : { path, namespace: 'builtin' },
      );
      onLoad({ filter: /^node:/, namespace: 'builtin' }, ({ path }) => ({
        contents: [
          `const builtin = ${path === 'node:process' ? 'process' : `/* @__PURE__ */ require('${path}')`};`,
          'export default builtin;',
          ...[...(names[path] ?? [])].map(
            (name) => `export const ${name} = /* @__PURE__ */ (() => builtin.${name})();`,
          ),
        ].join('\n'),
      }));
    },
  };
}

// One file with everything in it. Its policy lets nothing run or load but the two texts of their hashes.
async function buildPage() {
  const built = await build({
    ...shared,
    platform: 'browser',
    target: 'es2022',
    format: 'iife',
    minify: true,
    write: false,
    charset: 'ascii',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    define: { 'process.env.NODE_ENV': '"production"' },
    entryPoints: { page: 'src/page/index.tsx', style: 'src/page/style.css' },
    outdir: 'dist',
  });
  const textOf = (extension) => built.outputFiles.find(({ path }) => path.endsWith(extension)).text.trim();
  const script = textOf('page.js').replaceAll('</script', '<\\/script');
  // Behind `<!--` a script may not end where its tag is closed.
  if (script.includes('<!--')) throw new Error('the page’s script has a `<!--` in it');
  const style = textOf('style.css');
  const hashOf = (text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
  const policy = `default-src 'none'; script-src ${hashOf(script)}; style-src ${hashOf(style)}; base-uri 'none'; form-action 'none'`;
  const parts = { policy, style, script };
  const html = readFileSync('src/page/page.html', 'utf8').replace(
    /\{\{(\w+)\}\}/g,
    (whole, name) => parts[name] ?? whole,
  );
  writeFileSync('dist/page.html', html);
  return built;
}

// The licences of the packages whose code is part of the bundles.
function licences(builds) {
  const inputs = builds.flatMap(({ metafile }) => Object.keys(metafile.inputs));
  const folders = inputs.map((path) => /^node_modules\/(@[^/]+\/)?[^/]+/.exec(path)?.[0]).filter(Boolean);
  return [...new Set(folders)]
    .sort()
    .map((folder) => {
      const { name, version } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8'));
      const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
      return `${name} ${version}\n\n${readFileSync(`${folder}/${file}`, 'utf8').trim()}\n`;
    })
    .join(`\n${'-'.repeat(80)}\n\n`);
}
