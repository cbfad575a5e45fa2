import type { UserConfig } from './keys.ts';

/**
 * Gives a configuration file its types; returns what it is given.
 * @example
 * import { defineConfig } from 'racewire';
 * export default defineConfig({ level: 'strict', deps: true });
 */
export function defineConfig(config: UserConfig): UserConfig {
  return config;
}
