// expect: race clobbered-write on property Logger.scope
const sleep = (ms: number) => new Promise<void>((r) => setTimeout(r, ms));

class Logger {
  static scope: string = '';
  static line(text: string): string {
    return `[${Logger.scope}] ${text}`; //! B
  }
}
async function job(name: string, ms: number): Promise<string> {
  Logger.scope = name; //! A
  await sleep(ms);
  return Logger.line(`${name} is done`);
}
console.log(await Promise.all([job('mail', 3), job('sms', 1)]));
