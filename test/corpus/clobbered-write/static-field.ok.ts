// expect: none
const sleep = (ms: number) => new Promise<void>((r) => setTimeout(r, ms));

class Logger {
  static line(scope: string, text: string): string {
    return `[${scope}] ${text}`;
  }
}
async function job(name: string, ms: number): Promise<string> {
  await sleep(ms);
  return Logger.line(name, `${name} is done`);
}
console.log(await Promise.all([job('mail', 3), job('sms', 1)]));
