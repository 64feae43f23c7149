/** The projection of a file's facts that the index stores: enough to resolve names and to spread effects, nothing more. Plain JSON. */
export interface FileSummary {
  readonly language: 'javascript' | 'python';
  readonly functions: readonly FunctionSummary[];
  readonly classes: readonly ClassSummary[];
  /** Exported name → encoded reference. */
  readonly exports: Readonly<Record<string, EncodedReference>>;
  readonly reexports: readonly string[];
  /** Modules whose effects or types are needed. */
  readonly imports: readonly string[];
}

/** `import:node:fs|.readFileSync`, `function:3`, `class:1|()|.load`, `global:open`, `parameter:2:0`, `self:1|.db|.get`, `unknown|.map`. */
export type EncodedReference = string;

export interface FunctionSummary {
  readonly id: number;
  readonly name: string;
  readonly kind: 'module' | 'function' | 'method' | 'constructor' | 'getter' | 'setter' | 'lambda' | 'class body';
  readonly isAsync: boolean;
  readonly isGenerator: boolean;
  readonly class: number | null;
  readonly start: number;
  readonly end: number;
  /** 1-based, of its name. */
  readonly line: number;
  readonly column: number;
  /** What runs when the function runs: its own calls and those of callbacks that run during them; nothing handed off the loop or deferred. */
  readonly calls: readonly CallSummary[];
  readonly isLimited: boolean;
  readonly suspends: boolean;
  readonly returns: EncodedReference | null;
  /** References of what it returns, when there is exactly one: `return Session()`. */
  readonly returned: EncodedReference | null;
  readonly decorators: readonly EncodedReference[];
}

export interface CallSummary {
  readonly callee: EncodedReference;
  readonly start: number;
  readonly end: number;
  readonly line: number;
  readonly column: number;
  readonly use: 'awaited' | 'entered' | 'iterated' | 'handed' | 'other';
  readonly args: readonly ArgumentShape[];
}

/** What conditions may ask of an argument. `function` marks a function value, with its id where it is in this file. */
export interface ArgumentShape {
  readonly name: string | null;
  readonly literal?: string | number | boolean | null;
  readonly isFunction?: boolean;
  readonly reference?: EncodedReference;
}

export interface ClassSummary {
  readonly id: number;
  readonly name: string;
  readonly bases: readonly EncodedReference[];
  /** Method name → function id. */
  readonly methods: Readonly<Record<string, number>>;
  readonly fields: Readonly<Record<string, EncodedReference>>;
}
