// What a test262 file says of itself: the YAML between /*--- and ---*/, of which only a few keys matter here.

export interface Frontmatter {
  readonly flags: ReadonlySet<string>;
  readonly includes: readonly string[];
  /** The error the test must end with. */
  readonly negative?: { readonly phase: string; readonly type: string };
}

function list(text: string, key: string): string[] {
  const inline = new RegExp(`^\\s*${key}:\\s*\\[([^\\]]*)\\]`, 'm').exec(text);
  if (inline !== null)
    return inline[1]!
      .split(',')
      .map((item) => item.trim())
      .filter((item) => item !== '');
  const block = new RegExp(`^\\s*${key}:\\s*\\n((?:\\s+-\\s+.*\\n?)+)`, 'm').exec(text);
  return block === null ? [] : [...block[1]!.matchAll(/-\s+(\S+)/g)].map((match) => match[1]!);
}

/** Reads the front matter of a test's text. */
export function readFrontmatter(source: string): Frontmatter {
  const text = (/\/\*---([\s\S]*?)---\*\//.exec(source)?.[1] ?? '').replace(/\r\n?/g, '\n');
  const negative = /^negative:\s*\n((?:\s+.*\n?)+)/m.exec(text)?.[1];
  const phase = negative === undefined ? undefined : /phase:\s*(\w+)/.exec(negative)?.[1];
  const type = negative === undefined ? undefined : /type:\s*(\w+)/.exec(negative)?.[1];
  return {
    flags: new Set(list(text, 'flags')),
    includes: list(text, 'includes'),
    ...(phase === undefined || type === undefined ? {} : { negative: { phase, type } }),
  };
}

/** How a test is run: as a script, sloppy or strict, as the body of a CommonJS module, or as a module. */
export type Variant = 'script' | 'strict' | 'commonjs' | 'module';

/** The ways in which a test is run. */
export function variantsOf({ flags }: Frontmatter): readonly Variant[] {
  if (flags.has('module')) return ['module'];
  if (flags.has('raw')) return ['script'];
  if (flags.has('onlyStrict')) return ['strict'];
  if (flags.has('noStrict')) return ['script', 'commonjs'];
  return ['script', 'strict', 'commonjs'];
}
