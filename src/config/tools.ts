// The tools that run or compile a program: with --deps they are left out, because a race between two lines of a compiler is
// no one's question, and their code is a large part of what a test run executes. So are packages that only they need
// (installed.ts). A project that depends on one of them, other than for development, has it watched like any dependency;
// --include names them in any case.
import { join } from 'node:path';
import { installedForTools, neededBy, readJson } from './installed.ts';

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
 * `directories` depends, and of what is installed there for such tools alone.
 */
export function toolSource(directories: readonly string[]): string {
  const wanted = directories.flatMap((directory) => neededBy(readJson(join(directory, 'package.json'))));
  const tools = TOOLS.filter((tool) => {
    const pattern = exactly([tool]);
    return !wanted.some((name) => pattern.test(name));
  });
  const pattern = exactly(tools);
  const alone = directories.flatMap((at) => installedForTools(at, (name) => pattern.test(name)));
  const names = [...tools, ...new Set(alone)];
  return `[\\\\/]node_modules[\\\\/](?:${names.length === 0 ? '(?!)' : names.map(sourceOf).join('|')})[\\\\/]`;
}

const sourceOf = (tool: string): string =>
  tool.replaceAll('.', '\\.').replace('/', '[\\\\/]').replace('*', '[^\\\\/]*');
const exactly = (tools: readonly string[]): RegExp => new RegExp(`^(?:${tools.map(sourceOf).join('|')})$`);
