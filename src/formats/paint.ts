// Colours by role, in one small table; none without a terminal or with NO_COLOR.
import { styleText } from 'node:util';

type Style = Parameters<typeof styleText>[0];

export type PaintRole =
  'error' | 'warning' | 'store' | 'place' | 'code' | 'value' | 'hint' | 'dim' | 'mark' | 'good';

const ROLES: { readonly [R in PaintRole]: readonly Style[] } = {
  error: ['red', 'bold'],
  warning: ['yellow', 'bold'],
  store: ['bold'],
  place: ['cyan'],
  code: [],
  value: ['green'],
  hint: ['magenta'],
  dim: ['dim'],
  mark: ['red'],
  good: ['green'],
};

export type Paint = (role: PaintRole, text: string) => string;

/** Text in the colours of its role, or as it is. */
export function makePaint(colours: boolean): Paint {
  if (!colours) return (_role, text) => text;
  return (role, text) =>
    ROLES[role].reduce(
      (painted: string, style) => styleText(style, painted, { validateStream: false }),
      text,
    );
}

/** Services whose logs show colours though they are no terminal. */
const COLOURFUL = ['GITHUB_ACTIONS', 'GITLAB_CI', 'CIRCLECI', 'BUILDKITE', 'TRAVIS', 'APPVEYOR'];

/** Whether a stream takes colours: a terminal or a CI log, NO_COLOR not set; FORCE_COLOR says yes in any case. */
export function takesColours(stream: { isTTY?: boolean }, environment: NodeJS.ProcessEnv): boolean {
  if ((environment['NO_COLOR'] ?? '') !== '') return false;
  const forced = environment['FORCE_COLOR'];
  if (forced !== undefined) return forced !== '0' && forced !== 'false';
  if (environment['TERM'] === 'dumb') return false;
  return stream.isTTY === true || COLOURFUL.some((name) => (environment[name] ?? '') !== '');
}
