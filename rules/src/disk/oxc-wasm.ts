import {randomFillSync} from 'node:crypto';
import {existsSync, readFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {fileURLToPath} from 'node:url';
import {instantiateNapiModuleSync} from '@emnapi/core';
import {asyncWork, tsfn} from '@emnapi/core/plugins';
import {createContext, type Context} from '@emnapi/runtime';

/** What oxc gives for a text: its ESTree program as JSON, comments, and what it could not read. */
export interface OxcResult {
  /** `{"node": Program, "fixes": paths of bigint and regular expression literals, whose values JSON cannot hold}`. */
  readonly program: string;
  readonly comments: readonly {readonly type: 'Line' | 'Block'; readonly value: string; readonly start: number; readonly end: number}[];
  readonly errors: readonly {readonly severity: string; readonly message: string; readonly labels: readonly {readonly start: number; readonly end: number}[]}[];
}

export interface OxcOptions {
  readonly lang?: 'js' | 'jsx' | 'ts' | 'tsx' | 'dts';
  readonly sourceType?: 'script' | 'module' | 'commonjs' | 'unambiguous';
  readonly range?: boolean;
  readonly preserveParens?: boolean;
}

export type OxcParse = (path: string, text: string, options?: OxcOptions) => OxcResult;

/**
 * oxc as WebAssembly: one file for every platform, and the safer build. Deep nesting ends the native parser with a segmentation
 * fault, and the process with it (10,000 brackets are enough); here it is a RangeError, after which a fresh instance goes on.
 * It costs a third more time than the native build.
 *
 * The wasm file is the one without threads that the package `oxc-parser` itself carries; a bundle has it next to its script.
 */
export function createOxcParse(): OxcParse {
  const module = new WebAssembly.Module(readFileSync(wasmFile()));
  let oxc: Instance | null = null;
  return (path, text, options = {}) => {
    oxc ??= instantiate(module);
    try {
      // Taken out now: what the result would read later is in the memory of this instance.
      const {program, comments, errors} = oxc.parseSync(path, text, options);
      return {program, comments, errors};
    } catch (error) {
      // What was on the instance's own stack stays there after a trap, so it is not used again.
      oxc.dispose();
      oxc = null;
      throw error;
    }
  };
}

function wasmFile(): string {
  const bundled = fileURLToPath(new URL('oxc-parser.wasm', import.meta.url));
  return existsSync(bundled) ? bundled : createRequire(import.meta.url).resolve('oxc-parser/parser.wasm32-wasip1.wasm');
}

interface Instance {
  parseSync(path: string, text: string, options: OxcOptions): OxcResult;
  dispose(): void;
}

/** The least that the module asks for; it grows its memory itself. */
const MEMORY_PAGES = 980;

function instantiate(module: WebAssembly.Module): Instance {
  const memory = new WebAssembly.Memory({initial: MEMORY_PAGES, maximum: 65_536});
  // Without message channels the context registers nothing with the process: a parse never waits for anything.
  const context: Context = createContext({features: {MessageChannel: undefined}});
  const {napiModule} = instantiateNapiModuleSync(module, {
    context,
    plugins: [asyncWork, tsfn],
    wasi: systemInterface(memory),
    overwriteImports: imports => ({...imports, env: {...imports['env'], ...imports['napi'], ...imports['emnapi'], memory}}),
    beforeInit({instance}) {
      for (const [name, register] of Object.entries(instance.exports)) {
        if (name.startsWith('__napi_register__')) (register as () => void)();
      }
    },
  });
  const {parseSync} = napiModule.exports as Pick<Instance, 'parseSync'>;
  return {parseSync, dispose: () => context.destroy()};
}

/** The five calls of WASI that a parser makes. It sees no file, no environment and no clock; what it prints before it dies goes to standard error. */
function systemInterface(memory: WebAssembly.Memory) {
  const view = () => new DataView(memory.buffer);
  const bytes = () => new Uint8Array(memory.buffer);
  const wasiImport = {
    random_get(start: number, length: number): number {
      randomFillSync(bytes(), start, length);
      return 0;
    },
    environ_get: () => 0,
    environ_sizes_get(countAt: number, sizeAt: number): number {
      view().setUint32(countAt, 0, true);
      view().setUint32(sizeAt, 0, true);
      return 0;
    },
    fd_write(_file: number, piecesAt: number, count: number, writtenAt: number): number {
      let written = 0;
      for (let piece = 0; piece < count; piece++) {
        const start = view().getUint32(piecesAt + 8 * piece, true);
        const length = view().getUint32(piecesAt + 8 * piece + 4, true);
        process.stderr.write(bytes().slice(start, start + length));
        written += length;
      }
      view().setUint32(writtenAt, written, true);
      return 0;
    },
    proc_exit(code: number): never {
      throw new Error(`oxc ended itself with code ${code}.`);
    },
  };
  return {
    wasiImport,
    initialize: (instance: WebAssembly.Instance) => (instance.exports['_initialize'] as (() => void) | undefined)?.(),
    start: () => 0,
  };
}
