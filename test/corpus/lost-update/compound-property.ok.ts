// expect: none
const sleep = <T>(ms: number, value: T) => new Promise<T>((r) => setTimeout(r, ms, value));

class Download {
  bytes: number = 0;

  async part(size: number, ms: number): Promise<void> {
    const more: number = await sleep(ms, size);
    this.bytes += more;
  }
}
const download: Download = new Download();
await Promise.all([download.part(10, 2), download.part(20, 1)]);
console.log(download.bytes);
