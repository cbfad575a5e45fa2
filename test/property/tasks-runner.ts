// Starts the child of tasks-child.ts and hands it programs.
import { buildSync } from 'esbuild';
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Job, Outcome } from './tasks-child.ts';
import { emitProgram, printLexical, type Program, SITES } from './tasks-program.ts';

export class TasksRunner {
  private readonly directory: string;
  private readonly child: ChildProcess;
  private nextBase = 1000;

  private constructor(directory: string, child: ChildProcess) {
    this.directory = directory;
    this.child = child;
  }

  static async start(level: 'predicted' | 'strict' = 'predicted'): Promise<TasksRunner> {
    const directory = mkdtempSync(join(tmpdir(), 'racewire-tasks-'));
    const file = join(directory, 'child.cjs');
    const entry = join(import.meta.dirname, 'tasks-child.ts');
    buildSync({
      entryPoints: [entry],
      outfile: file,
      bundle: true,
      platform: 'node',
      format: 'cjs',
      target: 'node20.19',
    });
    const child = fork(file, [directory, level], {
      execArgv: [],
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    await once(child, 'message');
    return new TasksRunner(directory, child);
  }

  /** Runs `programs` at the same time; sites in the outcomes count from 0 for each. */
  async run(
    programs: readonly Program[],
    timing: { tick: number; jitter: number } = { tick: 2, jitter: 0 },
  ): Promise<Outcome[]> {
    const jobs: Job[] = programs.map((program) => {
      const base = this.nextBase;
      this.nextBase += SITES;
      const { text, lexical } = emitProgram(program, base);
      return { text, base, functions: printLexical(lexical), count: lexical.functionOf.length, ...timing };
    });
    this.child.send(jobs);
    const [outcomes] = (await once(this.child, 'message')) as [Outcome[]];
    return outcomes;
  }

  async stop(): Promise<void> {
    const ended = once(this.child, 'exit');
    this.child.disconnect();
    if (this.child.exitCode === null) this.child.kill();
    await ended;
    rmSync(this.directory, { recursive: true, force: true });
  }
}
