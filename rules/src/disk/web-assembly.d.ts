/** What the server uses of WebAssembly. TypeScript has its types in the browser's library only, whose globals must not look usable here. */
declare namespace WebAssembly {
  class Module {
    constructor(bytes: Uint8Array);
  }
  class Memory {
    constructor(limits: {initial: number; maximum: number});
    readonly buffer: ArrayBuffer;
  }
  interface Instance {
    readonly exports: Readonly<Record<string, unknown>>;
  }
}
