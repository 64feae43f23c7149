import type {Rule} from '../define-rule.ts';
import {CONFIDENCE_OPTION, defaultOptions, type Engine, mayReport, NO_CATALOGUE_SETTINGS, readCatalogueSettings, type Report, type RuleOptions} from '../engine.ts';
import type {CatalogueSettings} from '../catalogue/types.ts';
import type {Language, Span} from '../facts/index.ts';
import {pageOf} from '../rule-pages.ts';
import {languageOf, type LintedCode} from './linted-code.ts';
import {typedCalleesOf} from './typed-callees.ts';

/**
 * A rule of ours as ESLint and oxlint know rules. It listens to the root alone: the engine walks the tree once, whichever rules
 * run, and no token, scope or parser service is asked for, so it works under any parser.
 */
export function eslintRule(rule: Rule, engine: () => Engine): EslintRule {
  return {
    meta: {
      type: 'problem',
      docs: {description: rule.description, url: pageOf(rule.id), recommended: rule.preset === 'recommended'},
      messages: {...rule.messages},
      schema: [{type: 'object', properties: {...rule.options, minimumConfidence: CONFIDENCE_OPTION}, additionalProperties: false}],
      defaultOptions: [defaultOptions(rule)],
      hasSuggestions: true,
      fixable: 'code',
      languages: rule.languages.map(language => ESLINT_LANGUAGES[language]),
    },
    create(context: EslintContext) {
      const code = context.sourceCode;
      const path = context.physicalFilename ?? context.filename;
      const language = languageOf(code);
      const types = language === 'javascript' ? typedCalleesOf(code.parserServices, path) : null;
      const source = {path, text: code.text, language, tree: code.ast, types};
      const catalogue = catalogueSettingsOf(context.settings?.loopsight);
      if (!mayReport(rule, source, catalogue)) return {};
      const lintAndReport = () => {
        const settings = {
          rules: new Map([[rule.id, context.options[0] ?? NO_OPTIONS]]),
          catalogue,
          honourDisableComments: false,
        };
        for (const report of engine().lint(source, settings, 'project').reports) context.report(eslintReport(report, code));
      };
      return {[code.ast.type]: lintAndReport};
    },
  };
}

const NO_OPTIONS: RuleOptions = {};

/** What is wrong with the settings is said once; ESLint has no place for it but a warning of the process. */
function catalogueSettingsOf(sent: unknown): CatalogueSettings {
  if (typeof sent !== 'object' || sent === null) return sent === undefined ? NO_CATALOGUE_SETTINGS : warned(sent);
  let known = read.get(sent);
  if (!known) read.set(sent, (known = warned(sent)));
  return known;
}

const read = new WeakMap<object, CatalogueSettings>();
const said = new Set<string>();

function warned(sent: unknown): CatalogueSettings {
  const {settings, mistakes} = readCatalogueSettings(sent);
  for (const mistake of mistakes) {
    if (said.has(mistake)) continue;
    said.add(mistake);
    process.emitWarning(`settings.loopsight: ${mistake}`);
  }
  return settings;
}

const ESLINT_LANGUAGES: Readonly<Record<Language, string>> = {javascript: 'js/js', python: 'loopsight/python'};

function eslintReport(report: Report, code: LintedCode) {
  const {messageId, data, span, fix, suggestions} = report;
  return {
    messageId,
    data,
    loc: locationOf(span, code),
    fix: fix && fixerOf(fix),
    suggest: suggestions.map(({title, edits}) => ({desc: title, fix: fixerOf(edits)})),
  };
}

function locationOf({start, end}: Span, code: LintedCode) {
  return {start: code.getLocFromIndex(start), end: code.getLocFromIndex(end)};
}

function fixerOf(edits: Report['suggestions'][number]['edits']) {
  return (fixer: Fixer) => edits.map(({span, text}) => fixer.replaceTextRange([span.start, span.end], text));
}

interface Fixer {
  replaceTextRange(range: [number, number], text: string): unknown;
}

/** A rule in the shape that ESLint 9, ESLint 10 and oxlint share. */
export interface EslintRule {
  readonly meta: object;
  create(context: EslintContext): Record<string, () => void>;
}

/** What we use of a rule context: the part that ESLint 9, ESLint 10 and oxlint share. */
interface EslintContext {
  readonly sourceCode: LintedCode;
  readonly filename: string;
  readonly physicalFilename?: string;
  readonly options: readonly [RuleOptions?];
  readonly settings?: {readonly loopsight?: unknown};
  report(report: object): void;
}
