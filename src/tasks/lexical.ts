// What the text says of two sites: whether a value read at one can be what is written at the other, in a later turn.
//
//   captured   the write lies in a function inside the reader's: it sees what the reader read; or around it, and goes on later
//   kept       both lie in one function whose invocation can go on in a later turn: a local variable
//   returned   the read's value goes to the caller, who may pass it on
//
// And whether a condition decides the write: not behind an `if` that lets both ways go on.
//
// The texts that modules bring are parsed when a rule first asks, which is rare. Source: instrument/protocol.ts.

interface ModuleSites {
  readonly base: number;
  readonly count: number;
  readonly text: string;
  parsed: ParsedSites | null;
}

interface ParsedSites {
  readonly functionOf: readonly number[];
  readonly outer: readonly number[];
  readonly suspends: readonly boolean[];
  readonly answers: readonly boolean[];
  readonly returned: ReadonlySet<number>;
  readonly constant: ReadonlySet<number>;
  readonly limits: readonly (readonly number[])[];
  /** Those of them behind which the function goes on. */
  readonly branches: readonly (readonly number[])[];
  readonly adds: ReadonlySet<number>;
  readonly takes: ReadonlySet<number>;
  readonly constructs: ReadonlySet<number>;
  readonly questions: readonly (readonly number[])[];
  readonly leads: readonly (readonly number[])[];
  readonly failures: ReadonlySet<number>;
  readonly used: readonly (readonly number[])[];
  readonly sums: readonly (readonly number[])[];
  readonly dropped: ReadonlySet<number>;
  readonly extremes: ReadonlySet<number>;
  readonly stacked: ReadonlySet<number>;
  readonly given: ReadonlySet<number>;
  readonly mirrored: ReadonlySet<number>;
  readonly times: ReadonlySet<number>;
  readonly loops: readonly (readonly number[])[];
}

/** In the order of their bases, which only grow. */
const modules: ModuleSites[] = [];

/** Remembers the functions of a module's sites, as the transformer wrote them. */
export function noteFunctions(base: number, count: number, text: string): void {
  modules.push({ base, count, text, parsed: null });
}

/** Whether what is read at `read` can reach `later` within one invocation: captured or kept. Nothing known of them: yes. */
export function reaches(read: number, later: number): boolean {
  const module = moduleOf(read);
  if (module === undefined) return true;
  if (later < module.base || later >= module.base + module.count) return false;
  const { functionOf, outer, suspends } = (module.parsed ??= parse(module.text));
  const f = functionOf[read - module.base];
  const g = functionOf[later - module.base];
  if (f === undefined || g === undefined) return false;
  if (f === g) return suspends[f] === true;
  // Of a function around that cannot go on in a later turn it is another call.
  return lies(g, f, outer) || (suspends[g] === true && lies(f, g, outer));
}

/** Whether the function of `site` lies in another one, that of `around`. */
export function liesInside(site: number, around: number): boolean {
  const module = moduleOf(site);
  if (module === undefined || around < module.base || around >= module.base + module.count) return false;
  const { functionOf, outer } = (module.parsed ??= parse(module.text));
  const f = functionOf[around - module.base];
  const g = functionOf[site - module.base];
  return f !== undefined && g !== undefined && f !== g && lies(g, f, outer);
}

/** Whether both sites lie in one function of which no invocation goes on in a later turn. */
export function inOneSynchronousFunction(a: number, b: number): boolean {
  const module = moduleOf(a);
  if (module === undefined || b < module.base || b >= module.base + module.count) return false;
  const { functionOf, suspends } = (module.parsed ??= parse(module.text));
  const f = functionOf[a - module.base];
  return f !== undefined && f === functionOf[b - module.base] && suspends[f] !== true;
}

/** Whether both sites lie in one function. */
export function inOneFunction(a: number, b: number): boolean {
  const module = moduleOf(a);
  if (module === undefined || b < module.base || b >= module.base + module.count) return false;
  const { functionOf } = (module.parsed ??= parse(module.text));
  const f = functionOf[a - module.base];
  return f !== undefined && f === functionOf[b - module.base];
}

/** Whether the site lies in a function whose invocation can go on in a later turn itself. Nothing known of it: yes. */
export function isSuspendable(site: number): boolean {
  const module = moduleOf(site);
  if (module === undefined) return true;
  const { functionOf, suspends } = (module.parsed ??= parse(module.text));
  return suspends[functionOf[site - module.base] ?? -1] === true;
}

// These are asked at the end of every turn that writes: a callback, and taking a tuple apart by its iterator, cost more than the rest.
function isWithin(range: readonly number[], site: number): boolean {
  return site >= range[0]! && site < range[1]!;
}

/** Whether a module's site lies in one of these ranges, each of which begins with its first one and the one behind it. */
function liesIn(ranges: readonly (readonly number[])[], site: number): boolean {
  for (let i = 0; i < ranges.length; i++) if (isWithin(ranges[i]!, site)) return true;
  return false;
}

/** Whether a condition at this site decides for its function's caller, too: by what it returns or throws. */
export function answers(site: number): boolean {
  const module = moduleOf(site);
  if (module === undefined) return false;
  const { functionOf, answers, branches } = (module.parsed ??= parse(module.text));
  const at = site - module.base;
  return answers[functionOf[at] ?? -1] === true && !liesIn(branches, at);
}

/** Whether the function of `later` leaves by what the function of `read` answers, or is called by one that did. */
export function asks(read: number, later: number): boolean {
  const module = moduleOf(read);
  if (module === undefined || later < module.base || later >= module.base + module.count) return false;
  const { functionOf, questions } = (module.parsed ??= parse(module.text));
  const f = functionOf[read - module.base];
  const g = functionOf[later - module.base];
  return questions.some(([answers, asker]) => answers === f && asker === g);
}

/** Whether a condition at this site decides what its function does up to its end, and those it calls. */
export function leads(site: number): boolean {
  const module = moduleOf(site);
  if (module === undefined) return false;
  const { leads, branches } = (module.parsed ??= parse(module.text));
  const at = site - module.base;
  return liesIn(leads, at) && !liesIn(branches, at);
}

/** Whether the value read at this site is returned by its function. */
export function isReturned(site: number): boolean {
  const module = moduleOf(site);
  return module !== undefined && (module.parsed ??= parse(module.text)).returned.has(site - module.base);
}

/** Whether the site writes a constant. */
export function writesConstant(site: number): boolean {
  const module = moduleOf(site);
  return module !== undefined && (module.parsed ??= parse(module.text)).constant.has(site - module.base);
}

/** Whether the site writes a constant, or the failure itself, where a failure is handled or an iteration ends. */
export function tellsFailure(site: number): boolean {
  const module = moduleOf(site);
  return module !== undefined && (module.parsed ??= parse(module.text)).failures.has(site - module.base);
}

/** Whether what is read at `read` outside of conditions is used up before `later`: by a call that is a statement of its own. */
export function isUsedUp(read: number, later: number): boolean {
  const module = moduleOf(read);
  if (module === undefined) return false;
  const { used } = (module.parsed ??= parse(module.text));
  const at = read - module.base;
  const to = later - module.base;
  for (let i = 0; i < used.length; i++) if (isWithin(used[i]!, at) && !isWithin(used[i]!, to)) return true;
  return false;
}

/** Whether a condition adds up what is read at the two sites. */
export function inOneSum(a: number, b: number): boolean {
  const module = moduleOf(a);
  if (module === undefined) return false;
  const { sums } = (module.parsed ??= parse(module.text));
  const at = a - module.base;
  const other = b - module.base;
  for (let i = 0; i < sums.length; i++) if (isWithin(sums[i]!, at) && isWithin(sums[i]!, other)) return true;
  return false;
}

/** Whether nobody takes the value that is read at this site: the expression is a statement. */
export function isDropped(site: number): boolean {
  const module = moduleOf(site);
  return module !== undefined && (module.parsed ??= parse(module.text)).dropped.has(site - module.base);
}

/** Whether the site writes the least or greatest value so far, made of what the place holds then. */
export function writesExtreme(site: number): boolean {
  const module = moduleOf(site);
  return module !== undefined && (module.parsed ??= parse(module.text)).extremes.has(site - module.base);
}

/** Whether the site writes an element whose place it moves on to itself: it puts something on a stack. */
export function isStacked(site: number): boolean {
  const module = moduleOf(site);
  return module !== undefined && (module.parsed ??= parse(module.text)).stacked.has(site - module.base);
}

/** Whether the site writes what its function was given by a parameter, as it is. */
export function writesGiven(site: number): boolean {
  const module = moduleOf(site);
  return module !== undefined && (module.parsed ??= parse(module.text)).given.has(site - module.base);
}

/** Whether the site makes a property agree with that of another object. */
export function mirrors(site: number): boolean {
  const module = moduleOf(site);
  return module !== undefined && (module.parsed ??= parse(module.text)).mirrored.has(site - module.base);
}

/** Whether the site writes what the clock tells: made of nothing that was read before. */
export function writesTime(site: number): boolean {
  const module = moduleOf(site);
  return module !== undefined && (module.parsed ??= parse(module.text)).times.has(site - module.base);
}

/** Whether a condition at this site lets both ways of a function go on that does so within its turn: it decides its branch alone. */
export function decidesBranch(site: number): boolean {
  const module = moduleOf(site);
  if (module === undefined || isSuspendable(site)) return false;
  const { branches } = (module.parsed ??= parse(module.text));
  return liesIn(branches, site - module.base);
}

/** For how many lines behind it a condition decides what its function does: up to the end of its branches, or of its loop. */
export function linesDecided(site: number): number {
  const module = moduleOf(site);
  if (module === undefined) return Infinity;
  const { branches, loops } = (module.parsed ??= parse(module.text));
  const at = site - module.base;
  let least = Infinity;
  for (const [first, end, , , lines] of branches)
    if (at >= first! && at < end! && lines! < least) least = lines!;
  for (const [first, end, lines] of loops) if (at >= first! && at < end! && lines! < least) least = lines!;
  return least;
}

/** Whether what a condition looks at, at `read`, can decide that `later` is reached. */
export function canDecide(read: number, later: number): boolean {
  const module = moduleOf(read);
  if (module === undefined || later < module.base || later >= module.base + module.count) return true;
  const { functionOf, limits } = (module.parsed ??= parse(module.text));
  const at = read - module.base;
  const to = later - module.base;
  const here = functionOf[at] === functionOf[to];
  for (let i = 0; i < limits.length; i++) {
    const limit = limits[i]!;
    if (isWithin(limit, at) && (here ? to >= limit[2]! : limit[3] === 1)) return false;
  }
  return true;
}

/** Whether the site gives a property to an object that its constructor makes. */
export function constructs(site: number): boolean {
  const module = moduleOf(site);
  return module !== undefined && (module.parsed ??= parse(module.text)).constructs.has(site - module.base);
}

/** 1 where the site's update adds, -1 where it takes away, 0 where that is not known. */
export function directionOf(site: number): -1 | 0 | 1 {
  const module = moduleOf(site);
  if (module === undefined) return 0;
  const { adds, takes } = (module.parsed ??= parse(module.text));
  return adds.has(site - module.base) ? 1 : takes.has(site - module.base) ? -1 : 0;
}

/** Whether function `inner` lies in `around`; a module's own code (0) is around everything, which says nothing. */
function lies(inner: number, around: number, outer: readonly number[]): boolean {
  if (around === 0) return false;
  for (let at = inner; ;) {
    if (at === around) return true;
    const next = outer[at];
    if (next === undefined || next === at) return false;
    at = next;
  }
}

/** Of the module that has a site: the number of its first site, and of which of its functions each site is. */
export function functionsAt(site: number): { base: number; functionOf: readonly number[] } | undefined {
  const module = moduleOf(site);
  if (module === undefined) return undefined;
  return { base: module.base, functionOf: (module.parsed ??= parse(module.text)).functionOf };
}

/** Whether both sites are of one module. */
export function inOneModule(a: number, b: number): boolean {
  const module = moduleOf(a);
  return module !== undefined && b >= module.base && b < module.base + module.count;
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

function parse(text: string): ParsedSites {
  const [functions = '', runs = '', ...lists] = text.split(';');
  const outer: number[] = [];
  const suspends: boolean[] = [];
  const answers: boolean[] = [];
  for (const entry of functions.split(',')) {
    suspends.push(entry.includes('*'));
    answers.push(entry.includes('!'));
    outer.push(parseInt(entry.replace(/[*!]/g, ''), 36));
  }
  const functionOf: number[] = [];
  for (const run of runs.split(',')) {
    const [fn = '', count = '1'] = run.split('*');
    for (let n = parseInt(count, 36); n > 0; n--) functionOf.push(parseInt(fn, 36));
  }
  const [
    returned,
    constant,
    limited = '',
    adds,
    takes,
    constructs,
    asked = '',
    leading = '',
    failures,
    used = '',
    summed = '',
    dropped,
    extremes,
    stacked,
    given,
    mirrored,
    times,
    loops = '',
  ] = lists;
  const set = (list = ''): Set<number> =>
    new Set(list === '' ? [] : list.split(',').map((digits) => parseInt(digits, 36)));
  const tuples = (list: string): number[][] =>
    list === '' ? [] : list.split(',').map((tuple) => tuple.split('*').map((n) => parseInt(n, 36)));
  const limits = tuples(limited);
  return {
    functionOf,
    outer,
    suspends,
    answers,
    returned: set(returned),
    constant: set(constant),
    adds: set(adds),
    takes: set(takes),
    constructs: set(constructs),
    limits,
    branches: limits.filter(([, , , how]) => how !== 2),
    questions: tuples(asked),
    leads: tuples(leading),
    failures: set(failures),
    used: tuples(used),
    sums: tuples(summed),
    dropped: set(dropped),
    extremes: set(extremes),
    stacked: set(stacked),
    given: set(given),
    mirrored: set(mirrored),
    times: set(times),
    loops: tuples(loops),
  };
}
