import Module from 'node:module';
import {isMainThread} from 'node:worker_threads';
import {guarded} from './own-failures.ts';

type Transform = (this: unknown, source: unknown, options?: {readonly minifyWhitespace?: boolean}, ...rest: unknown[]) => unknown;

/** What of the module loader is not typed. */
interface CommonJsModule {
  exports: unknown;
  _compile(content: string, filename: string, ...rest: unknown[]): unknown;
}

/**
 * tsx puts whole files on one line, and samples know lines only. It is given code whose lines are left as they are: the same code but for the white space
 * between its tokens. Nothing happens where tsx would keep what it is given in its cache, for runs that are not measured.
 */
export function keepTranspiledLines(): void {
  if (!process.env['TSX_DISABLE_CACHE'] || !mayHaveTsx()) return;
  const prototype = Module.prototype as unknown as CommonJsModule;
  const {_compile: compile} = prototype;
  prototype._compile = function (content, filename, ...rest) {
    const result = Reflect.apply(compile, this, [content, filename, ...rest]) as unknown;
    // As soon as it has run: ES modules are given what it exported by then.
    if (/[\\/]esbuild[\\/]lib[\\/]main\.js$/.test(filename)) keepLinesOf(this);
    return result;
  };
}

const keepLinesOf = guarded((module: CommonJsModule) => {
  if (isEsbuild(module.exports)) module.exports = keepingLines(module.exports);
});

/** A thread in which module hooks run is not told what the program was started with. */
function mayHaveTsx(): boolean {
  const startedWith = [...process.execArgv, ...process.argv, process.env['NODE_OPTIONS'] ?? ''];
  return !isMainThread || startedWith.some(word => /\btsx\b/.test(word));
}

interface Esbuild {
  readonly transform: Transform;
  readonly transformSync: Transform;
}

function isEsbuild(value: unknown): value is Esbuild {
  return typeof value === 'object' && value !== null && 'transform' in value && 'transformSync' in value;
}

/** Its exports cannot be changed, so they are copied. */
function keepingLines(esbuild: Esbuild): unknown {
  const wrapped = (transform: Transform): Transform =>
    function (source, options, ...rest) {
      const isForTsx = options?.minifyWhitespace === true && isCalledByTsx();
      return Reflect.apply(transform, this, [source, isForTsx ? {...options, minifyWhitespace: false} : options, ...rest]);
    };
  return Object.create(Object.getPrototypeOf(esbuild) as object, {
    ...Object.getOwnPropertyDescriptors(esbuild),
    transform: {value: wrapped(esbuild.transform), enumerable: true},
    transformSync: {value: wrapped(esbuild.transformSync), enumerable: true},
  });
}

/** Others who want their white space gone get what they want. */
function isCalledByTsx(): boolean {
  try {
    // A program may have stacks made into anything, or fail to.
    const {stack} = new Error() as {readonly stack?: unknown};
    return typeof stack === 'string' && /[\\/]tsx[\\/]dist[\\/]/.test(stack.split('\n')[3] ?? '');
  } catch {
    return false;
  }
}
