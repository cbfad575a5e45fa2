// Hooks for captured variables: sc gv sv uv.
import { readVariable, updateVariable, VariableScope, writeVariable } from '../tasks/variables.ts';
import { flags } from './flags.ts';

export function sc(site: number): VariableScope {
  return new VariableScope(site);
}

export function gv(value: unknown, scope: VariableScope, name: string, site: number, guard?: number): unknown {
  if (flags.tasks !== 0) readVariable(scope, name, value, site, guard === 1);
  return value;
}

export function sv(value: unknown, scope: VariableScope, name: string, site: number): unknown {
  if (flags.tasks !== 0) writeVariable(scope, name, value, site);
  return value;
}

export function uv(scope: VariableScope, name: string, site: number): void {
  if (flags.tasks !== 0) updateVariable(scope, name, site);
}
