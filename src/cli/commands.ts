// The commands beside the run itself, each loaded only where it is asked for: every run starts with this file.
import type { Run } from './sub-command.ts';

export const COMMANDS: Readonly<Record<string, Run>> = {
  report: async (argv) => (await import('./report-commands.ts')).report(argv),
  merge: async (argv) => (await import('./report-commands.ts')).merge(argv),
  baseline: async (argv) => (await import('./report-commands.ts')).baseline(argv),
  explain: async (argv) => (await import('./report-commands.ts')).explain(argv),
  doctor: async (argv) => (await import('./doctor.ts')).doctor(argv),
  instrument: async (argv) => (await import('./instrument.ts')).instrument(argv),
  bench: async (argv) => (await import('./bench.ts')).bench(argv),
};
