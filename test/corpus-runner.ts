// Runs programs that carry their verdict under the command, and compares the JSON report with the program's own header
// and marks.
//
//   // expect: race lost-update on Map cache key "k"      first line; or: // expect: none
//   // level: strict                                     optional second line
//   const hit = cache.get(key); //! A                    a conflicting line; a race has an access on an A line and
//   cache.set(key, v); //! B                             another one on a B line (AB: both); `eval:3` means line 3 of
//                                                        code that is run from that string
//
// A name says the verdict, too: x.race.mjs, x.ok.mjs; x.race.todo.mjs and x.ok.todo.mjs are judged wrong today, and fail
// on the day they are judged right. An ok program without a level of its own takes that of the race beside it.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');

export interface Mark {
  readonly line: number;
  /** Line inside the code that is run from the string at `line`; 0 for the line itself. */
  readonly evalLine: number;
}

/** A program of the corpus and what it says of itself. */
export interface Program {
  readonly file: string;
  readonly name: string;
  readonly race: boolean;
  readonly kind: string;
  /** What the header says after "on": the words in it that must be in the report are the store's name and the key. */
  readonly on: string;
  readonly level: 'predicted' | 'strict';
  /** Judged wrong today. */
  readonly todo: boolean;
  readonly marks: { readonly A: readonly Mark[]; readonly B: readonly Mark[] };
}

/** What came out for one program: `wrong` is '' where the verdict and the lines are right. */
export interface Verdict {
  readonly program: Program;
  readonly wrong: string;
  /** Part of the counts at the end: a race that was not reported, or a report where there is none. */
  readonly missed: boolean;
  readonly falseAlarms: number;
  readonly ms: number;
}

interface ReportedAccess {
  readonly role: string;
  readonly op: string;
  readonly file: string;
  readonly line: number;
}
interface ReportedRace {
  readonly kind: string;
  readonly severity: string;
  readonly certainty: string;
  readonly store: unknown;
  readonly accesses: readonly ReportedAccess[];
}

/** Whether races of this kind are found at all today: the page of a kind that is not says so. */
export function isDetected(kind: string): boolean {
  return !readFileSync(join(root, 'docs', 'kinds', `${kind}.md`), 'utf8').includes('**Not detected yet.**');
}

const NAME = /\.(race|ok)(\.todo)?\.(mjs|cjs|js|ts)$/;

/** The programs below `folder`, sorted by path. @throws when a file's name and header contradict each other */
export function programsOf(folder: string): Program[] {
  if (!statSync(folder).isDirectory()) return [readProgram(resolve(folder))];
  return readdirSync(folder, { recursive: true })
    .map(String)
    .filter((name) => NAME.test(name) && !name.includes('node_modules'))
    .sort()
    .map((name) => readProgram(resolve(folder, name)));
}

/** Reads the header and the marks of one program. */
export function readProgram(file: string): Program {
  const lines = readFileSync(file, 'utf8').split(/\r?\n/);
  const head = /^\/\/ expect: (none|race\s+(\S+)(?:\s+on\s+(.+?))?)\s*$/.exec(lines[0] ?? '');
  const name = NAME.exec(file);
  if (!head || !name) throw new Error(`Expected \`${file}\` to begin with \`// expect: …\``);
  const race = head[1] !== 'none';
  if (race !== (name[1] === 'race'))
    throw new Error(`The name and the header of \`${file}\` contradict each other`);
  const A: Mark[] = [];
  const B: Mark[] = [];
  lines.forEach((text, index) => {
    const mark = /\/\/! (AB|A|B)(?: eval:(\d+))?\s*$/.exec(text);
    if (!mark) return;
    const at = { line: index + 1, evalLine: Number(mark[2] ?? 0) };
    if (mark[1]?.includes('A')) A.push(at);
    if (mark[1]?.includes('B')) B.push(at);
  });
  const own = /^\/\/ level: strict/.test(lines[1] ?? '');
  const twin = ['.race.', '.race.todo.']
    .map((verdict) => file.replace(/\.ok(\.todo)?\./, verdict))
    .find((beside) => !race && existsSync(beside));
  const twins = twin !== undefined && readProgram(twin).level === 'strict';
  return {
    file,
    name: `${basename(dirname(file))}/${basename(file)}`,
    race,
    kind: head[2] ?? '',
    on: head[3] ?? '',
    level: own || twins ? 'strict' : 'predicted',
    todo: name[2] !== undefined,
    marks: { A, B },
  };
}

/** Node's arguments that run `file` on this Node: TypeScript goes through tsx where Node does not strip types itself. */
export function nodeArguments(file: string): string[] {
  const strips = Boolean((process.features as { typescript?: unknown }).typescript);
  return file.endsWith('.ts') && !strips ? [join(root, 'node_modules/tsx/dist/cli.mjs'), file] : [file];
}

/** One run of a command: its exit code (or signal), everything it printed, and its time in milliseconds. */
export interface Outcome {
  readonly code: number | string | null;
  readonly output: string;
  readonly ms: number;
}

/** Runs this Node with `args`; a run of more than `timeout` ms is killed and has the code `SIGKILL`. */
export function runNode(args: readonly string[], cwd: string, timeout = 30_000): Promise<Outcome> {
  return new Promise((done) => {
    const started = performance.now();
    const child = spawn(process.execPath, args, {
      cwd,
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout,
      killSignal: 'SIGKILL',
    });
    let output = '';
    child.stdout.on('data', (data: Buffer) => (output += data.toString()));
    child.stderr.on('data', (data: Buffer) => (output += data.toString()));
    child.on('close', (code, signal) =>
      done({ code: code ?? signal, output, ms: performance.now() - started }),
    );
  });
}

/** Runs `file` under the built command and reads its JSON report; `races` is undefined where there is no report. */
export async function runWrapped(
  file: string,
  options: readonly string[],
): Promise<Outcome & { readonly races: readonly ReportedRace[] | undefined }> {
  const scratch = mkdtempSync(join(tmpdir(), 'racewire-corpus-'));
  try {
    const report = join(scratch, 'report.json');
    const command = [join(root, 'dist/bin.js'), '--reporter', 'json', '--output', report, ...options, '--'];
    const outcome = await runNode([...command, process.execPath, ...nodeArguments(file)], dirname(file));
    if (!existsSync(report)) return { ...outcome, races: undefined };
    const { races } = JSON.parse(readFileSync(report, 'utf8')) as { races: ReportedRace[] };
    return { ...outcome, races: races.filter((race) => race.severity !== 'benign') };
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

function lies(program: Program, access: ReportedAccess, mark: Mark): boolean {
  const own = basename(access.file.replace(/[?#].*$/, '')) === basename(program.file);
  return (own && access.line === mark.line) || (!own && mark.evalLine > 0 && access.line === mark.evalLine);
}

/** Whether one access of `race` lies on an A line and another one, the conflicting one of a walk, on a B line. */
export function hasRightLines(program: Program, race: ReportedRace): boolean {
  const walk = race.kind === 'stale-iteration';
  return race.accesses.some(
    (a, i) =>
      program.marks.A.some((mark) => lies(program, a, mark)) &&
      race.accesses.some(
        (b, j) =>
          i !== j &&
          (!walk || b.role === 'conflicting') &&
          program.marks.B.some((mark) => lies(program, b, mark)),
      ),
  );
}

const show = (race: ReportedRace): string =>
  `${race.kind} (${race.certainty}) ${race.accesses.map((a) => `${a.op} ${basename(a.file)}:${a.line}`).join(' / ')}`;

/** Runs one program under the command and compares. The exit codes 66 and 0 imply that the program itself ended well. */
export async function judge(program: Program): Promise<Verdict> {
  const none = { program, missed: false, falseAlarms: 0 };
  const { races, code, output, ms } = await runWrapped(program.file, ['--level', program.level]);
  if (!races)
    return { ...none, wrong: `no report, exit ${code}: ${output.slice(-300)}`, ms, missed: program.race };
  if (!program.race) {
    const wrong =
      races.length > 0 ? `false alarm: ${races.map(show).join('; ')}` : code !== 0 ? `exit ${code}` : '';
    return { ...none, wrong, falseAlarms: races.length, ms };
  }
  const ofKind = races.filter((race) => race.kind === program.kind);
  const right = ofKind.filter((race) => hasRightLines(program, race));
  let wrong = '';
  if (races.length === 0) wrong = 'race not reported';
  else if (ofKind.length === 0) wrong = `other kind only: ${races.map(show).join('; ')}`;
  else if (right.length === 0) wrong = `other lines: ${ofKind.map(show).join('; ')}`;
  else if (code !== 66) wrong = `exit ${code}, expected 66`;
  else {
    const text = JSON.stringify(right.map((race) => race.store));
    const words = program.on.match(/"[^"]+"|[\w#]+$/g) ?? [];
    const missing = words.filter((word) => !text.includes(word.replace(/"/g, '')));
    if (missing.length > 0) wrong = `the report does not name ${missing.join(', ')}: ${text}`;
  }
  return { ...none, wrong, missed: right.length === 0, ms };
}

/** Judges `programs`, `jobs` at a time, in their order. */
export async function judgeAll(
  programs: readonly Program[],
  jobs: number,
  each: (verdict: Verdict) => void = () => {},
): Promise<Verdict[]> {
  const verdicts: Verdict[] = new Array<Verdict>(programs.length);
  let next = 0;
  const work = async (): Promise<void> => {
    while (next < programs.length) {
      const index = next++;
      const verdict = await judge(programs[index]!);
      verdicts[index] = verdict;
      each(verdict);
    }
  };
  await Promise.all(Array.from({ length: jobs }, work));
  return verdicts;
}

/** The last line of a run: how many races were missed, and how many reports were false. */
export function countsOf(verdicts: readonly Verdict[]): string {
  const races = verdicts.filter((verdict) => verdict.program.race);
  const missed = races.filter((verdict) => verdict.missed).length;
  const alarms = verdicts.reduce((sum, verdict) => sum + verdict.falseAlarms, 0);
  const wrong = verdicts.filter((verdict) => verdict.wrong !== '').length;
  return (
    `${verdicts.length} programs, ${races.length} with a race: ${missed} missed; ` +
    `${verdicts.length - races.length} without: ${alarms} false alarms; ${wrong} judged wrong`
  );
}
