// The tools that run or compile a program: with --deps they are left out, because a race between two lines of a compiler is
// no one's question, and their code is a large part of what a test run executes. A project that depends on one of them, other
// than for development, has it watched like any dependency; --include names them in any case.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Names of packages; `*` stands for any characters but `/`. */
export const TOOLS: readonly string[] = [
  // test runners
  '@jest/*',
  '@tapjs/*',
  '@vitest/*',
  'ava',
  'borp',
  'expect',
  'jest',
  'jest-*',
  'libtap',
  'mocha',
  'tap',
  'vitest',
  // compilers and bundlers
  '@babel/*',
  '@rollup/*',
  '@swc/*',
  'babel-*',
  'esbuild',
  'magic-string',
  'rollup',
  'sucrase',
  'ts-jest',
  'ts-node',
  'tsx',
  'typescript',
  'vite',
  'vite-node',
  // coverage and source maps
  '@istanbuljs/*',
  '@jridgewell/*',
  'c8',
  'istanbul-*',
  'nyc',
  'source-map',
  'source-map-support',
];

/**
 * Source of a regular expression over paths that matches the files of tools on which none of the projects in
 * `directories` depends.
 */
export function toolSource(directories: readonly string[]): string {
  const wanted = new Set(directories.flatMap(dependenciesOf));
  const names = TOOLS.filter((tool) => ![...wanted].some((name) => patternOf(tool).test(name)));
  return `[\\\\/]node_modules[\\\\/](?:${names.length === 0 ? '(?!)' : names.map(sourceOf).join('|')})[\\\\/]`;
}

const sourceOf = (tool: string): string => tool.replace('/', '[\\\\/]').replace('*', '[^\\\\/]*');
const patternOf = (tool: string): RegExp => new RegExp(`^${sourceOf(tool)}$`);

function dependenciesOf(directory: string): string[] {
  try {
    const manifest = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8')) as Record<
      string,
      unknown
    >;
    return ['dependencies', 'peerDependencies', 'optionalDependencies'].flatMap((key) =>
      Object.keys(manifest[key] ?? {}),
    );
  } catch {
    return []; // none there, or none that can be read
  }
}
