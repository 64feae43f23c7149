import type {Language, Problem} from './facts/index.ts';
import type {FileAnalysis} from './project/analysis.ts';

/** A rule: who it is, and one query over the facts of a file. It knows no syntax and no host. */
export interface Rule<Options extends object = object> {
  readonly id: string;
  readonly family: 'blocking' | 'fan-out' | 'cancellation' | 'resilience';
  /** `Disallow …` or `Require …`, one clause, no full stop. */
  readonly description: string;
  /** The least demanding preset that has it. `possible` problems are reported in `strict` and `all` only, whatever the rule's preset. */
  readonly preset: 'recommended' | 'strict' | 'all';
  readonly languages: readonly Language[];
  /** Codes of other Python linters that this rule covers; `# noqa: CODE` silences it too. */
  readonly codes: readonly string[];
  /** Placeholders are `{{name}}`. What is wrong, why it matters, what to do instead. */
  readonly messages: Readonly<Record<string, string>>;
  /** JSON schema of the one options object; every property has a description and a default. */
  readonly options: OptionsSchema;
  /** Words one of which a file must contain for the rule to have anything to say; checked before anything is parsed. Null: every file. */
  readonly words: Readonly<Record<Language, RegExp | null>>;
  query(analysis: FileAnalysis, options: Options): Iterable<Problem>;
}

export interface OptionsSchema {
  readonly [option: string]: {readonly description: string; readonly default: unknown; readonly [keyword: string]: unknown};
}

/** Checks what the types cannot: that the id, the messages and the options keep the conventions. A rule that does not is a bug of ours. */
export function defineRule<Options extends object>(rule: Rule<Options>): Rule<Options> {
  const broken = brokenConventions(rule);
  if (broken.length > 0) throw new Error(`Rule ${rule.id}: ${broken.join(' ')}`);
  return rule;
}

function brokenConventions(rule: Rule): readonly string[] {
  const conventions: readonly (readonly [holds: boolean, sentence: string])[] = [
    [/^(no|require|prefer)(-[a-z]+)+$/.test(rule.id), 'The id is `no-`, `require-` or `prefer-` and the construct at fault.'],
    [/^(Disallow|Require|Prefer) .*[^.]$/.test(rule.description), 'The description is one clause that begins with Disallow, Require or Prefer, without a full stop.'],
    [rule.languages.length > 0, 'A rule is for at least one language.'],
    [Object.keys(rule.messages).length > 0, 'A rule has at least one message.'],
    ...Object.values(rule.messages).flatMap(message => [
      [/^[^a-z\s][^]*\.$/.test(message), `A message begins like a sentence and ends with a full stop: ${message}`] as const,
      [!message.replaceAll(PLACEHOLDER, '').match(/\{\{|\}\}/), `Placeholders are {{camelCase}}: ${message}`] as const,
    ]),
    ...Object.entries(rule.options).flatMap(([name, option]) => [
      [/^[a-z][a-zA-Z]*$/.test(name) && !name.startsWith('ignore'), `The option ${name} is named for what it does, in camelCase.`] as const,
      [/^[A-Z][^]*\.$/.test(option.description), `The option ${name} is described by a sentence.`] as const,
      [option.default !== undefined, `The option ${name} has a default.`] as const,
    ]),
  ];
  return conventions.filter(([holds]) => !holds).map(([, sentence]) => sentence);
}

const PLACEHOLDER = /\{\{(\w+)\}\}/g;

/** The message of a problem, with its data filled in. */
export function messageOf(rule: Rule, problem: Pick<Problem, 'messageId' | 'data'>): string {
  const template = rule.messages[problem.messageId];
  if (template === undefined) throw new Error(`Rule ${rule.id} has no message ${problem.messageId}`);
  return template.replaceAll(PLACEHOLDER, (placeholder, name: string) => problem.data[name] ?? placeholder);
}
