// Hooks for captured variables: sc gv sv uv. The scope is undefined where a function of a module in an import cycle runs
// before the module's body: such an access is not recorded.
import { readVariable, updateVariable, VariableScope, writeVariable } from '../tasks/variables.ts';
import { tasksFailed } from './failure.ts';
import { flags } from './flags.ts';

export function sc(site: number): VariableScope {
  return new VariableScope(site);
}

export function gv(
  value: unknown,
  scope: VariableScope | undefined,
  name: string,
  site: number,
  guard?: number,
): unknown {
  if (flags.tasks !== 0) {
    try {
      if (scope !== undefined) readVariable(scope, name, value, site, guard === 1);
    } catch (error) {
      tasksFailed(error);
    }
  }
  return value;
}

export function sv(value: unknown, scope: VariableScope | undefined, name: string, site: number): unknown {
  if (flags.tasks !== 0) {
    try {
      if (scope !== undefined) writeVariable(scope, name, value, site);
    } catch (error) {
      tasksFailed(error);
    }
  }
  return value;
}

export function uv(scope: VariableScope | undefined, name: string, site: number): void {
  if (flags.tasks !== 0) {
    try {
      if (scope !== undefined) updateVariable(scope, name, site);
    } catch (error) {
      tasksFailed(error);
    }
  }
}
