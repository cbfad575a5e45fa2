// Which function a site lies in, and whether two sites lie in one function or in functions around each other. A value
// that is read in one callback and written in a later one must have been captured: the later function lies in the earlier.
//
// The texts that modules bring are parsed when a rule first asks, which is rare.

interface ModuleSites {
  readonly base: number;
  readonly count: number;
  readonly text: string;
  parsed: { readonly functionOf: readonly number[]; readonly outer: readonly number[] } | null;
}

/** In the order of their bases, which only grow. */
const modules: ModuleSites[] = [];

/** Remembers the functions of a module's sites, as the transformer wrote them (instrument/protocol.ts). */
export function noteFunctions(base: number, count: number, text: string): void {
  modules.push({ base, count, text, parsed: null });
}

/** Whether the sites lie in one function, or one in a function inside the other's. Unknown sites are related to none. */
export function related(a: number, b: number): boolean {
  const module = moduleOf(a);
  if (module === undefined || b < module.base || b >= module.base + module.count) return false;
  const { functionOf, outer } = (module.parsed ??= parse(module.text));
  const f = functionOf[a - module.base];
  const g = functionOf[b - module.base];
  return f !== undefined && g !== undefined && (lies(f, g, outer) || lies(g, f, outer));
}

/** Whether function `inner` is `around` or lies in it; the module's own code (0) is around everything, so it does not count. */
function lies(inner: number, around: number, outer: readonly number[]): boolean {
  for (let at = inner; ; at = outer[at]!) {
    if (at === around) return at !== 0 || inner === 0;
    if (at === outer[at] || outer[at] === undefined) return false;
  }
}

function moduleOf(site: number): ModuleSites | undefined {
  let low = 0;
  let high = modules.length - 1;
  while (low <= high) {
    const middle = (low + high) >>> 1;
    const at = modules[middle]!;
    if (site < at.base) high = middle - 1;
    else if (site >= at.base + at.count) low = middle + 1;
    else return at;
  }
  return undefined;
}

function parse(text: string): { functionOf: number[]; outer: number[] } {
  const [outers = '', runs = ''] = text.split(';');
  const outer = outers.split(',').map((digits) => parseInt(digits, 36));
  const functionOf: number[] = [];
  for (const run of runs.split(',')) {
    const [fn = '', count = '1'] = run.split('*');
    for (let n = parseInt(count, 36); n > 0; n--) functionOf.push(parseInt(fn, 36));
  }
  return { functionOf, outer };
}
