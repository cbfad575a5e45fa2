// What the test of the page uses of jsdom, which has no types of its own.
declare module 'jsdom' {
  export class VirtualConsole {
    on(event: 'jsdomError', listener: (error: unknown) => void): void;
    on(event: 'error', listener: (...words: string[]) => void): void;
  }
  export class JSDOM {
    readonly window: Window & typeof globalThis;
    constructor(
      html: string,
      options?: {
        readonly runScripts?: 'dangerously';
        readonly pretendToBeVisual?: boolean;
        readonly url?: string;
        readonly virtualConsole?: VirtualConsole;
      },
    );
  }
}
