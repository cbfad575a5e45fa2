#!/usr/bin/env node
// The command as it is started: every run pays for what is loaded here. All of it is one CommonJS file (scripts/build.mjs), and where
// Node.js can keep compiled code (22.8 and later), it does, in the directory that all commands share which ask for that.
import module, { createRequire } from 'node:module';
import type * as Main from './main.ts';

// Not in the types of Node 20.
(module as { enableCompileCache?: () => unknown }).enableCompileCache?.();

// A report into a pipe that was closed (`| head`) is no error.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}

const { main } = createRequire(import.meta.url)('./cli.cjs') as typeof Main;
process.exitCode = await main(process.argv.slice(2));
