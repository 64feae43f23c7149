import type {DirectiveType, FileProblem, SourceLocation, TraversalStep} from '@eslint/core';
import {ConfigCommentParser, Directive, TextSourceCodeBase} from '@eslint/plugin-kit';
import type {Comment, Module, Node} from '../../python/ast.ts';
import {visitorKeys} from '../../python/visitor-keys.ts';
import type {PythonLanguageOptions} from './index.ts';
import {javascriptNothing, typesOfNothing} from './nothing.ts';
import {allSteps, moduleSteps} from './steps.ts';

const commentParser = new ConfigCommentParser();
const keysOfNodes: Record<string, string[]> = Object.fromEntries(Object.entries(visitorKeys).map(([type, keys]) => [type, [...keys]]));

/** A Python file as ESLint and its rules see it; rules of JavaScript see an empty one. */
export class PythonSourceCode extends TextSourceCodeBase<{LangOptions: PythonLanguageOptions; RootNode: Module; SyntaxElementWithLoc: Node | Comment; ConfigNode: Comment}> {
  #wholeFile: SourceLocation | null = null;
  #directives: ReturnType<typeof parsedDirectives> | null = null;
  #visit: PythonLanguageOptions['visit'] = 'all';

  readonly parserServices = typesOfNothing;
  readonly visitorKeys = keysOfNodes;

  constructor(text: string, ast: Module) {
    super({text, ast, lineEndingPattern: /\r\n|[\n\r]/u});
  }

  /** With their `#`. */
  get comments(): readonly Comment[] {
    return this.ast.comments;
  }

  override getLoc(node: Node | Comment): SourceLocation {
    if (node === this.ast) return (this.#wholeFile ??= locationOfAll(this.lines));
    return {start: this.getLocFromIndex(node.start), end: this.getLocFromIndex(node.end)};
  }

  override getRange({start, end}: Node | Comment): [number, number] {
    return [start, end];
  }

  override getParent(node: Node | Comment): Node | undefined {
    return 'parent' in node ? (node.parent ?? undefined) : undefined;
  }

  override traverse(): Iterable<TraversalStep> {
    return this.#visit === 'module' ? moduleSteps(this.ast) : allSteps(this.ast);
  }

  applyLanguageOptions({visit}: PythonLanguageOptions): void {
    this.#visit = visit;
  }

  getInlineConfigNodes(): Comment[] {
    return this.#parsedDirectives().map(({comment}) => comment);
  }

  getDisableDirectives(): {directives: Directive[]; problems: FileProblem[]} {
    const directives = this.#parsedDirectives().flatMap(({comment, label, value, justification}) =>
      label === 'eslint' ? [] : [new Directive({type: label.slice('eslint-'.length) as DirectiveType, node: comment, value, justification})],
    );
    return {directives, problems: []};
  }

  /** `# eslint loopsight/no-blocking-call: off` */
  applyInlineConfig() {
    const configs = [];
    const problems: FileProblem[] = [];
    for (const {comment, label, value} of this.#parsedDirectives()) {
      if (label !== 'eslint') continue;
      const loc = this.getLoc(comment);
      const parsed = commentParser.parseJSONLikeConfig(value);
      if (parsed.ok) configs.push({config: {rules: parsed.config}, loc});
      else problems.push({ruleId: null, message: parsed.error.message, loc});
    }
    return {configs, problems};
  }

  /** Without the word in the text there is no directive, and no need to parse. */
  #parsedDirectives() {
    return (this.#directives ??= this.text.includes('eslint') ? parsedDirectives(this.comments) : []);
  }
}

Object.assign(PythonSourceCode.prototype, javascriptNothing);


/** ESLint knows block and line comments, of which only the former may hold any directive; Python's one kind may hold all. */
function parsedDirectives(comments: readonly Comment[]) {
  return comments.flatMap(comment => {
    const directive = commentParser.parseDirective(comment.value.trim());
    if (!directive || !LABEL.test(directive.label)) return [];
    const {label, value, justification} = directive;
    // `# eslint is not run here` is prose.
    return label === 'eslint' && !value.includes(':') ? [] : [{comment, label, value, justification}];
  });
}

const LABEL = /^eslint(?:-disable(?:-next-line|-line)?|-enable)?$/;

function locationOfAll(lines: readonly string[]): SourceLocation {
  return {start: {line: 1, column: 1}, end: {line: lines.length, column: (lines.at(-1) ?? '').length + 1}};
}
