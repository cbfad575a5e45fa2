// The public API. What is not exported here is private.
export type { Config, UserConfig } from './config/keys.ts';
export { defineConfig } from './config/define-config.ts';
export type { Access, Coverage, Frame, Race, Report, Store } from './report/model.ts';
export type { Certainty, RaceKind, Severity } from './facts/types.ts';
