import type {Span} from './span.ts';
import type {Block, Bind, Call, Handler, Loop, Scope} from './step.ts';
import type {TextEdit} from './problem.ts';
import type {EachValue} from './value.ts';

/** A rewrite, or the reason why there is none where it was asked for. */
export type Rewrite = {readonly ok: true; readonly edits: readonly TextEdit[]} | {readonly ok: false; readonly reason: string};

/** A name to import: `{module: 'node:fs/promises', name: 'readFile'}`; a null name imports the module itself. */
export interface ImportedName {
  readonly module: string;
  readonly name: string | null;
}

/**
 * The rewrites that a language offers, by intent. A rule asks; the front end knows the syntax, adds imports, avoids name clashes,
 * keeps comments and parentheses, and refuses rather than breaks. Edits rest on source ranges alone, so they work in every host.
 */
export interface Edits {
  /** `time.sleep(1)` → `await asyncio.sleep(1)`; `fs.readFileSync(p)` → `await readFile(p)`. Arguments are kept. */
  awaitTwin(call: Call, twin: ImportedName): Rewrite;
  /** `threading.Lock()` → `asyncio.Lock()`: what is called, and nothing else. Refused in JavaScript. */
  callInstead(call: Call, other: ImportedName): Rewrite;
  /** `chain.invoke(x)` → `await chain.ainvoke(x)`; an empty method name awaits the call as it is. */
  awaitMethod(call: Call, method: string): Rewrite;
  /** `for x in chain.stream(y)` → `async for x in chain.astream(y)`, comprehensions too. */
  iterateAsync(call: Call, method: string): Rewrite;
  /** `f(a, k=v)` → `await asyncio.to_thread(f, a, k=v)` in the file's own library. Refused in JavaScript. */
  moveOffLoop(call: Call): Rewrite;
  /** `gzipSync(x)` → `await promisify(gzip)(x)`, with the callback API imported. Refused in Python. */
  promisify(call: Call, callbackApi: ImportedName): Rewrite;
  /** `asyncio.run(main())` → `await main()`; `anyio.run(main, x)` → `await main(x)`. Refused in JavaScript. */
  awaitArgument(call: Call, takes: 'awaitable' | 'function'): Rewrite;
  /** Appends a bare `raise` / `throw error` to the handler. */
  rethrow(handler: Handler): Rewrite;
  /** Puts a handler that passes the cancellation on before this one; in JavaScript a test at the head of the catch. */
  passCancellationOn(handler: Handler): Rewrite;
  /** `acquire; …; release` → `acquire; try: … finally: release`, for a straight block. `block` holds both. */
  wrapInFinally(acquisition: Bind | Call, release: Call, block: Block): Rewrite;
  /** `x = await open(p); …; await x.close()` → `async with open(p) as x: …`; `as` is how the object can be entered. */
  enterScope(acquisition: Bind, release: Call | null, block: Block, as: 'with' | 'async with' | 'using' | 'await using'): Rewrite;
  /** Bounds the fan-out with a concurrency limit, keeping the order of results. */
  boundFanOut(combinator: Call, each: EachValue | Loop | null, limit: number): Rewrite;
  /** Deletes a whole statement with its line. */
  removeStatement(span: Span): Rewrite;
  /** Inserts an argument: `{signal}`, `max_concurrency=10`; merged into an options record where there is one. */
  addArgument(call: Call, text: string): Rewrite;
  /** `for x in xs: await f.write(g(x))` → `await f.writelines([g(x) for x in xs])`; in JavaScript one `appendFile` of the joined text. The loop must do nothing else. */
  writeAtOnce(call: Call, loop: Loop, by: 'writelines' | 'appendFile'): Rewrite;
  /** Puts the statement that the call is behind a condition, which is given in the language's own words. */
  onlyIf(call: Call, condition: string): Rewrite;
  /** The header of a `with` or `for` made asynchronous. */
  makeAsync(step: Scope | Loop): Rewrite;
}
