// Hooks for captured variables: sc gv sv uv. The scope is undefined where a function of a module in an import cycle runs
// before the module's body: such an access is not recorded.
import { count, isNameGone } from '../tasks/pace.ts';
import { readVariable, updateVariable, VariableScope, writeVariable } from '../tasks/variables.ts';
import { tasksFailed } from './failure.ts';
import { onTasksSwitched } from './flags.ts';

type Scope = VariableScope | undefined;

export function sc(site: number): VariableScope {
  return new VariableScope(site);
}

/** The functions of instrumented code that touch variables; see instrument/protocol.ts for what each stands for. */
export interface VariableHooks {
  gv(value: unknown, scope: Scope, name: string, site: number, guard?: number): unknown;
  sv(value: unknown, scope: Scope, name: string, site: number): unknown;
  uv(scope: Scope, name: string, site: number): void;
}

/** The hooks, and their switch; as short as can be, see properties.ts. */
function makeHooks(): VariableHooks & { readonly turn: (on: boolean) => void } {
  let watched = false;
  return {
    turn(on) {
      watched = on;
    },
    gv(value, scope, name, site, guard) {
      if (watched) read(value, scope, name, site, guard);
      return value;
    },
    sv(value, scope, name, site) {
      if (watched) write(value, scope, name, site);
      return value;
    },
    uv(scope, name, site) {
      if (watched) update(scope, name, site);
    },
  };
}

function read(value: unknown, scope: Scope, name: string, site: number, guard: number | undefined): void {
  if (scope === undefined || isNameGone(site)) return;
  try {
    count(site, name);
    readVariable(scope, name, value, site, guard === 1);
  } catch (error) {
    tasksFailed(error);
  }
}

function write(value: unknown, scope: Scope, name: string, site: number): void {
  if (scope === undefined || isNameGone(site)) return;
  try {
    count(site, name);
    writeVariable(scope, name, value, site);
  } catch (error) {
    tasksFailed(error);
  }
}

function update(scope: Scope, name: string, site: number): void {
  if (scope === undefined || isNameGone(site)) return;
  try {
    count(site, name);
    updateVariable(scope, name, site);
  } catch (error) {
    tasksFailed(error);
  }
}

const hooks = makeHooks();
onTasksSwitched(hooks.turn);

/** [x] */
export const gv: VariableHooks['gv'] = hooks.gv;
/** [x = v] */
export const sv: VariableHooks['sv'] = hooks.sv;
/** [x++] */
export const uv: VariableHooks['uv'] = hooks.uv;
