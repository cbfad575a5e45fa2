// What the caller of the transformer says of a text.
import type { Goal } from './parse/parse.ts';

export interface TransformOptions {
  /** Absolute path, or URL of code without a file: told to the runtime and noted in the table. */
  readonly file: string;
  readonly goal: Goal;
  /** The source map that came with the text (JSON), handed on in the table. */
  readonly inputMap?: string;
  /** Names of properties that other files assign: watched here, too. */
  readonly assignedNames?: ReadonlySet<string>;
  /** Make a source map of the change; slow. @default false */
  readonly map?: boolean;
  /**
   * Hook also what the rules of select/ would drop, as far as it can be hooked: for tests of fidelity.
   * @default false
   */
  readonly everything?: boolean;
  /** Put into the table where values go, unless the text is long. @default false */
  readonly flows?: boolean;
  /**
   * The result is kept as a file of its own (`racewire instrument`): it says at run time where it is, and finds its site
   * table in this directory, given relative to that file.
   */
  readonly tables?: string;
  /** The text is that of a function made by `new Function` whose body's text begins here; with the goal `eval`. */
  readonly bodyAt?: number;
  /** Name of the site table: hexadecimal. @default cacheKey(code, options) */
  readonly key?: string;
}
