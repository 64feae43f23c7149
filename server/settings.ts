/**
 * Every setting, with its default and description: the single source. The extension's manifest is checked against it, the server
 * reads through it, and other editors find in it what they may send.
 */
export const SETTINGS = {
  enable: setting('boolean', true, 'Show what blocks, floods or leaks an event loop.'),
  preset: setting('string', 'recommended', 'Which rules run where no ESLint configuration names rules of Loopsight: `recommended` reports what a senior reviewer would flag without hesitation, `strict` adds judgement calls and what is only possible, `all` adds everything.', {
    enum: ['recommended', 'strict', 'all'],
  }),
  rules: setting('object', {}, 'Rules switched off (`"off"`), on with a severity (`"error"`, `"warning"`, `"information"`, `"hint"`), by rule id. Stands above the preset, below an ESLint configuration.', {
    additionalProperties: {enum: ['off', 'error', 'warning', 'information', 'hint']},
  }),
  blockingApis: setting('object', {}, 'Further blocking calls: a qualified name or a pattern with `*`, and what to use instead. For example `{"legacy_db.*": "the async client of new_db"}`.', {
    additionalProperties: {type: 'string'},
  }),
  allow: setting('array', [], 'Qualified names or patterns with `*` that never count as blocking.', {items: {type: 'string'}}),
  offLoop: setting('array', [], 'Functions or decorators that run the function they are given off the event loop.', {items: {type: 'string'}}),
  onLoop: setting('array', [], 'Functions that have the event loop call the function they are given, such as registrations of handlers.', {items: {type: 'string'}}),
  limiters: setting('array', [], 'Functions that bound how many of their calls run at once.', {items: {type: 'string'}}),
  eslintConfiguration: setting('boolean', true, "Follow the project's own ESLint configuration of `loopsight/*` where there is one, so that editor and CI agree. Reading it runs the configuration file, so it is left alone in an untrusted workspace."),
  repeatEslint: setting('boolean', false, 'Show a problem here even if the ESLint extension shows it already.'),
  delayMs: setting('number', 30, 'How long the server waits after a keystroke before it looks at the file, in milliseconds.', {minimum: 0, maximum: 5000}),
  python: setting('string', '', "The Python that runs programs to be profiled, where the Python extension has none selected. Empty: the project's own virtual environment, or else `python3`."),
  keptRuns: setting('number', 30, 'How many profiled runs are kept. Runs that you have named stay until you delete them.', {minimum: 1, maximum: 1000}),
  memory: setting('boolean', false, 'Have profiled programs of Python tell which lines allocated what is still held at the end. Slow: programs that allocate much take several times as long.'),
  insights: setting('boolean', true, 'Join problems with what the run that is shown has measured: what they cost, how grave they are, and the stalls that no rule explains.'),
  insightErrorMs: setting('number', 250, 'A problem that held the event loop for so long in the run that is shown is an error, in milliseconds.', {minimum: 0}),
  insightWarningMs: setting('number', 50, 'A problem that held the event loop for so long in the run that is shown is a warning at least, in milliseconds.', {minimum: 0}),
  insightHintMs: setting('number', 1, 'A problem whose line ran and took less than this in the run that is shown is only a hint, in milliseconds. 0: severities are never lowered.', {minimum: 0}),
} as const;

/** The values of all settings, as the server uses them. */
export interface Settings {
  readonly enable: boolean;
  readonly preset: 'recommended' | 'strict' | 'all';
  readonly rules: Readonly<Record<string, RuleLevel>>;
  readonly blockingApis: Readonly<Record<string, string>>;
  readonly allow: readonly string[];
  readonly offLoop: readonly string[];
  readonly onLoop: readonly string[];
  readonly limiters: readonly string[];
  readonly eslintConfiguration: boolean;
  readonly repeatEslint: boolean;
  readonly delayMs: number;
  readonly python: string;
  readonly keptRuns: number;
  readonly memory: boolean;
  readonly insights: boolean;
  readonly insightErrorMs: number;
  readonly insightWarningMs: number;
  readonly insightHintMs: number;
}

export type RuleLevel = 'off' | 'error' | 'warning' | 'information' | 'hint';

/** What a client sent, read leniently: a value of the wrong type is named and its default is used. */
export function readSettings(sent: unknown): {readonly settings: Settings; readonly mistakes: readonly string[]} {
  const given = isRecord(sent) ? sent : {};
  const mistakes: string[] = [];
  const values = Object.entries(SETTINGS).map(([name, {type, default: fallback, enum: choices}]) => {
    const value = given[name];
    if (value === undefined || value === null) return [name, fallback];
    if (typeOf(value) === type && (!choices || choices.includes(value as string))) return [name, value];
    mistakes.push(`The setting loopsight.${name} must be ${choices ? `one of ${choices.join(', ')}` : `of type ${type}`}; ${JSON.stringify(fallback)} is used instead.`);
    return [name, fallback];
  });
  return {settings: Object.fromEntries(values) as Settings, mistakes};
}

export interface Setting {
  readonly type: 'boolean' | 'string' | 'number' | 'object' | 'array';
  readonly default: unknown;
  readonly description: string;
  readonly enum?: readonly string[];
  readonly [keyword: string]: unknown;
}

function setting(type: Setting['type'], fallback: unknown, description: string, more: Omit<Partial<Setting>, 'type' | 'default' | 'description'> = {}): Setting {
  return {type, default: fallback, description, ...more};
}

function typeOf(value: unknown): string {
  return Array.isArray(value) ? 'array' : typeof value;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeOf(value) === 'object' && value !== null;
}
