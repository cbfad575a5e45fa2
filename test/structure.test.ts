// The shape of the repository: import directions, no cycles, and nothing without its program and its page.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { KEYS } from '../src/config/keys.ts';
import { isDetected } from './corpus-runner.ts';

const root = resolve(import.meta.dirname, '..');

/** The places of the sources, and what each may import besides itself. Both type and value imports count. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  'instrument/protocol.ts': [],
  instrument: ['instrument/protocol.ts'],
  'src/version.ts': [],
  'src/errors.ts': [],
  'src/globs.ts': [],
  'src/annotations.ts': [],
  // What runs inside the user's process. Of instrument/ it sees the protocol only.
  'src/facts': ['instrument/protocol.ts', 'src/facts'],
  'src/clock': ['instrument/protocol.ts'],
  'src/hooks': ['instrument/protocol.ts', 'src/facts', 'src/clock', 'src/threads', 'src/tasks'],
  'src/threads': ['instrument/protocol.ts', 'src/facts', 'src/clock', 'src/hooks'],
  'src/tasks': ['instrument/protocol.ts', 'src/facts', 'src/clock', 'src/hooks'],
  'src/load': [
    'instrument/protocol.ts',
    'instrument/text-hash.ts',
    'instrument/code-length.ts',
    'instrument/index.ts',
    'src/facts',
    'src/hooks',
    'src/threads',
    'src/tasks',
    'src/version.ts',
  ],
  // What runs after it, or around it.
  'src/report': ['instrument/protocol.ts', 'src/facts', 'src/version.ts', 'src/errors.ts', 'src/globs.ts'],
  'src/formats': [
    'instrument/protocol.ts',
    'src/facts',
    'src/report',
    'src/config',
    'src/version.ts',
    'src/errors.ts',
  ],
  // What runs in a browser: types, and words that import nothing.
  'src/page': [
    'src/report',
    'src/formats/words.ts',
    'src/formats/coverage-words.ts',
    'src/formats/numbers.ts',
  ],
  'src/config': ['instrument/protocol.ts', 'src/facts', 'src/report', 'src/errors.ts', 'src/version.ts'],
  'src/vitest': [
    'src/adapters',
    'src/cli',
    'src/load',
    'src/facts',
    'src/config',
    'src/errors.ts',
    'instrument/protocol.ts',
  ],
  'src/adapters': [
    'src/cli',
    'src/formats',
    'src/report',
    'src/facts',
    'src/config',
    'src/load',
    'src/errors.ts',
    'src/version.ts',
    'instrument/protocol.ts',
  ],
  'src/bench': ['src/formats', 'src/report', 'src/facts', 'src/errors.ts', 'src/version.ts'],
  'src/cli': [
    'src/bench',
    'src/formats',
    'src/report',
    'src/facts',
    'src/config',
    'src/load',
    'src/errors.ts',
    'src/globs.ts',
    'src/version.ts',
    'instrument/index.ts',
    'instrument/protocol.ts',
  ],
  'src/index.ts': [
    'src/annotations.ts',
    'src/cli',
    'src/formats',
    'src/report',
    'src/facts',
    'src/config',
    'src/errors.ts',
    'src/version.ts',
    'instrument/index.ts',
    'instrument/protocol.ts',
  ],
};

function filesBelow(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true })
    .map((name) => join(folder, String(name)))
    .filter((name) => /\.tsx?$/.test(name))
    .sort();
}

/** The files that `file` imports by a relative path: types and values, static, dynamic and re-exports. */
function importsOf(file: string): string[] {
  const source = ts.createSourceFile(file, readFileSync(join(root, file), 'utf8'), ts.ScriptTarget.Latest);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    const specifier =
      ts.isImportDeclaration(node) || ts.isExportDeclaration(node)
        ? node.moduleSpecifier
        : ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)
          ? node.argument.literal
          : ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword
            ? node.arguments[0]
            : undefined;
    if (specifier && ts.isStringLiteral(specifier) && specifier.text.startsWith('.')) {
      found.push(relative(root, resolve(root, dirname(file), specifier.text)));
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** The longest entry of the table that `file` lies in. */
function placeOf(file: string): string | undefined {
  return Object.keys(MAY_IMPORT)
    .filter((place) => file === place || file.startsWith(`${place}/`))
    .sort((a, b) => b.length - a.length)[0];
}

const files = [...filesBelow('instrument'), ...filesBelow('src')];
const graph = new Map(files.map((file) => [file, importsOf(file)]));

describe('imports', () => {
  it('of each source go only where its place may look', () => {
    const wrong: string[] = [];
    for (const [file, imported] of graph) {
      const place = placeOf(file);
      if (place === undefined) wrong.push(`${file} lies in no place of the table`);
      else {
        for (const target of imported) {
          const other = placeOf(target);
          if (other !== undefined && (other === place || MAY_IMPORT[place]!.includes(other))) continue;
          if (MAY_IMPORT[place]!.includes(target)) continue;
          wrong.push(`${file} imports ${target}`);
        }
      }
    }
    expect(wrong).toEqual([]);
  });

  it('make no cycles', () => {
    const state = new Map<string, 'open' | 'done'>();
    const cycles: string[] = [];
    const walk = (file: string, path: readonly string[]): void => {
      if (state.get(file) === 'done') return;
      if (state.get(file) === 'open') {
        cycles.push([...path.slice(path.indexOf(file)), file].join(' → '));
        return;
      }
      state.set(file, 'open');
      for (const target of graph.get(file) ?? []) walk(target, [...path, file]);
      state.set(file, 'done');
    };
    for (const file of graph.keys()) walk(file, []);
    expect(cycles).toEqual([]);
  });

  it('name files that exist', () => {
    const missing = [...graph].flatMap(([file, imported]) =>
      imported.filter((target) => !existsSync(join(root, target))).map((target) => `${file}: ${target}`),
    );
    expect(missing).toEqual([]);
  });
});

/** The members of the type RaceKind, read from its declaration. */
function raceKinds(): string[] {
  const declaration = /export type RaceKind =([^;]+);/.exec(
    readFileSync(join(root, 'src/facts/types.ts'), 'utf8'),
  );
  return [...(declaration?.[1] ?? '').matchAll(/'([^']+)'/g)].map((match) => match[1]!);
}

describe('every race kind', () => {
  const kinds = raceKinds();

  it('is found in the declaration of the facts', () => {
    expect(kinds).toContain('lost-update');
    expect(kinds.length).toBeGreaterThan(3);
  });

  it.each(kinds)('%s has a program that shows it, a fixed one, and a page', (kind) => {
    const programs = readdirSync(join(root, 'test/corpus', kind));
    expect(existsSync(join(root, 'docs', 'kinds', `${kind}.md`))).toBe(true);
    expect(programs.some((name) => name.includes('.race.') && !name.includes('.todo.'))).toBe(
      isDetected(kind),
    );
    expect(programs.some((name) => name.includes('.ok.') && !name.includes('.todo.'))).toBe(true);
  });
});

describe('the documentation', () => {
  const reference = readFileSync(join(root, 'docs/command-line.md'), 'utf8');

  it.each(Object.values(KEYS).map((row) => row.flags))('of the command line has %s', (flags) => {
    expect(reference).toContain(`| \`${flags.replaceAll('|', '\\|')}\` |`);
  });

  it('has every option and command that the help names', () => {
    const help = spawnSync(process.execPath, [join(root, 'dist/bin.js'), '--help'], {
      encoding: 'utf8',
      timeout: 30_000,
    }).stdout;
    const options = [...help.matchAll(/^  (?:-\w, )?(--[\w-]+)/gm)].map((match) => match[1]!);
    const commands = [...help.matchAll(/^  racewire ([a-z]+) [<[]/gm)].map((match) => `racewire ${match[1]}`);
    expect(options.length).toBeGreaterThan(20);
    expect(commands.length).toBeGreaterThan(2);
    expect([...options, ...commands].filter((name) => !reference.includes(`\`${name}`))).toEqual([]);
  });

  it.each(['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', ...markdownBelow('docs')])(
    '%s links to files that exist',
    (file) => {
      const text = readFileSync(join(root, file), 'utf8').replaceAll(/```[\s\S]*?```/g, '');
      const dead = [...text.matchAll(/\]\(([^)#]+)(?:#[^)]*)?\)/g)]
        .map((match) => match[1]!)
        .filter((target) => !/^https?:/.test(target) && !existsSync(resolve(root, dirname(file), target)));
      expect(dead).toEqual([]);
    },
  );
});

function markdownBelow(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true })
    .map((name) => join(folder, String(name)))
    .filter((name) => name.endsWith('.md'))
    .sort();
}
