// The public API. What is not exported here is private.
import * as annotations from './annotations.ts';

export type { Config, UserConfig } from './config/keys.ts';
export { defineConfig } from './config/define-config.ts';
export type { Access, Coverage, Frame, Race, Report, Store, TestName } from './report/model.ts';
export type { Certainty, RaceKind, Severity } from './facts/types.ts';
export { acquire, active, ignore, release, task } from './annotations.ts';
/** The annotations under one name: `racewire.release(lock)`. */
export const racewire: typeof annotations = annotations;
