// How a test of node:test is called: by the runtime, which sees it begin, and by the adapter, which has it fail.

/** Unique within the run as far as names are. @param name - `suite > name` */
export function nodeTestId(pid: number, name: string): string {
  return `${pid} ${name}`;
}
