import {createRequire} from 'node:module';
import type {OxcParse} from '../javascript/oxc.ts';
import {createOxcParse} from './oxc-wasm.ts';

/**
 * The oxc of this machine, loaded when the first file is parsed: the native build where the package manager found a binary that
 * fits, else the WebAssembly one, which fits everywhere and takes a third more time.
 */
export function loadOxc(): OxcParse {
  let oxc: OxcParse | undefined;
  return (path, text, options) => {
    oxc ??= nativeOxc() ?? createOxcParse();
    return oxc(path, text, options);
  };
}

function nativeOxc(): OxcParse | null {
  try {
    return (createRequire(import.meta.url)('oxc-parser') as {parseSync: OxcParse}).parseSync;
  } catch {
    return null;
  }
}
