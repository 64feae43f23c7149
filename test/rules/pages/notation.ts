/**
 * The notation of executed pages: every `ts`, `js`, `tsx`, `jsx` and `py` fence of a rule's page (`rules/docs/<rule>.md`) and of its case files
 * (`test/rules/<rule>/*.md`) is a test. What is expected is drawn into the code; `npm run bless` redraws it, and the diff is the review.
 *
 *     ## Incorrect                             the nearest heading Incorrect or Correct says whether problems are expected
 *
 *     An alias still blocks.                   the last paragraph (or else the last heading) above a fence names its test
 *
 *     ```py
 *     async def poll():
 *         nap(1)
 *         #^^^^^ `time.sleep` blocks …         carets under the code, then the message; `…` after them: the range goes on below
 *         # ↳ 7: `load` calls `read`           related information: a line of this file, or `load.py:7` of another, carets not counted
 *     ```
 *
 *     ```py suggested                          right after a fence: the code after the first suggestion of its first problem that has one
 *     ```py suggested Run it in a thread.      … after the suggestion whose title begins so
 *     ```py load.py                            named fences with only blank lines between them are the files of one project
 *     ```py app.py suggested                   … and this is the file's suggestion
 *
 * Comments on a line of their own, above a fence, say how the next example is linted:
 *
 *     <!-- options: {"maxDepth": 2} -->        the rule's options
 *     <!-- settings: {"allow": ["a.b"]} -->    what the user adds to the catalogue or takes away
 *     <!-- strict -->                          `possible` problems are drawn too, and every problem that is not definite says how sure it is
 *     <!-- no suggestion -->                   no problem of the example offers a suggestion
 *     <!-- half-typed -->                      syntax errors are part of the example
 *     <!-- not linted -->                      a fence that is a configuration, say
 *
 * Fences under “What it does not see” must have no problem; under other headings anything goes, as long as it is drawn.
 */
export interface Page {
  /** In reading order. */
  readonly headings: readonly Heading[];
  /** Between the title (and the generated header) and the first section. */
  readonly introduction: string;
  readonly examples: readonly Example[];
  /** Comments that the notation does not know, and other mistakes of the writer, as sentences. */
  readonly mistakes: readonly string[];
}

export interface Heading {
  readonly level: number;
  readonly text: string;
  readonly line: number;
}

export interface Example {
  readonly title: string;
  /** `## Incorrect`, `## Options › allow`, … without the Incorrect or Correct that is the verdict. */
  readonly section: string;
  readonly verdict: 'incorrect' | 'correct' | 'unstated';
  readonly files: readonly ExampleFile[];
  readonly options: Readonly<Record<string, unknown>>;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly isStrict: boolean;
  readonly offersNothing: boolean;
  readonly isHalfTyped: boolean;
  readonly line: number;
}

export interface ExampleFile {
  /** `load.py`, or `example.py` for a fence without a name. */
  readonly name: string;
  readonly drawn: Fence;
  readonly suggested: readonly SuggestedFence[];
}

/** `start` and `end` enclose the body and its last line feed in the page's text. */
export interface Fence {
  readonly body: string;
  readonly start: number;
  readonly end: number;
  readonly line: number;
}

export interface SuggestedFence extends Fence {
  /** What the suggestion's title begins with; empty: the first suggestion. */
  readonly titleStart: string;
}

const TAGS = new Set(['ts', 'tsx', 'mts', 'cts', 'js', 'jsx', 'mjs', 'cjs', 'py', 'pyi']);
/** Names of the same languages that a writer may use without noticing that nothing runs then. */
const OTHER_NAMES: Readonly<Record<string, string>> = {python: 'py', python3: 'py', typescript: 'ts', javascript: 'js', mts: 'ts', cts: 'ts', mjs: 'js', cjs: 'js', pyi: 'py'};
const GENERATED_HEADER_END = '<!-- end of the generated header -->';

export function readPage(text: string): Page {
  return new PageReader().read(text);
}

interface Directives {
  options: Record<string, unknown>;
  settings: Record<string, unknown>;
  isStrict: boolean;
  offersNothing: boolean;
  isHalfTyped: boolean;
  isSkipped: boolean;
}

const noDirectives = (): Directives => ({options: {}, settings: {}, isStrict: false, offersNothing: false, isHalfTyped: false, isSkipped: false});

interface OpenExample extends Example {
  readonly files: OpenFile[];
  readonly isNamed: boolean;
}

interface OpenFile extends ExampleFile {
  readonly suggested: SuggestedFence[];
}

class PageReader {
  private readonly headings: Heading[] = [];
  private readonly examples: OpenExample[] = [];
  private readonly mistakes: string[] = [];
  private introduction = '';
  /** Headings above the current line, by level. */
  private readonly path: Heading[] = [];
  /** The last one above the current line, under its heading. */
  private paragraph: {lines: string[]; isEnded: boolean} = {lines: [], isEnded: false};
  private directives = noDirectives();
  /** The example that a fence with only blank lines before it may join. */
  private open: OpenExample | null = null;

  read(text: string): Page {
    const lines = text.split('\n');
    const offsets = offsetsOf(lines);
    for (let index = 0; index < lines.length; index += 1) {
      const line = lines[index] ?? '';
      const fence = /^(`{3,})(.*)$/.exec(line);
      if (fence) {
        const closing = lines.indexOf(fence[1] ?? '', index + 1);
        const last = closing === -1 ? lines.length : closing;
        const body = lines.slice(index + 1, last).join('\n');
        this.fence((fence[2] ?? '').trim(), {body, start: offsets[index + 1] ?? text.length, end: offsets[last] ?? text.length, line: index + 1});
        index = last;
      } else {
        this.prose(line, index + 1);
      }
    }
    return {headings: this.headings, introduction: this.introduction.trim(), examples: this.examples, mistakes: this.mistakes};
  }

  private prose(line: string, number: number): void {
    const heading = /^(#+) (.+)$/.exec(line);
    const comment = /^<!-- ?(.*?) ?-->$/.exec(line);
    if (heading) {
      this.heading({level: heading[1]?.length ?? 1, text: heading[2]?.trim() ?? '', line: number});
    } else if (comment) {
      if (line === GENERATED_HEADER_END) this.introduction = '';
      else this.directive(comment[1] ?? '', number);
    } else {
      if (this.headings.length === 1) this.introduction += `${line}\n`;
      this.paragraphLine(line);
    }
  }

  private paragraphLine(line: string): void {
    if (line.trim() === '') {
      this.paragraph.isEnded = true;
      return;
    }
    if (this.paragraph.isEnded || this.open) this.paragraph = {lines: [], isEnded: false};
    this.paragraph.lines.push(line.trim());
    this.open = null;
  }

  private heading(heading: Heading): void {
    this.headings.push(heading);
    while ((this.path.at(-1)?.level ?? 0) >= heading.level) this.path.pop();
    this.path.push(heading);
    this.paragraph = {lines: [], isEnded: false};
    this.open = null;
    this.directives = noDirectives();
  }

  private directive(text: string, line: number): void {
    if (/^start of the generated header|^omitted: /.test(text)) return;
    const [, name = '', json] = /^([\w -]+?)(?:: (.*))?$/.exec(text) ?? [];
    this.open = null;
    switch (name) {
      case 'options':
      case 'settings':
        this.directives[name] = this.json(json ?? '', line);
        return;
      case 'strict':
        this.directives.isStrict = true;
        return;
      case 'no suggestion':
        this.directives.offersNothing = true;
        return;
      case 'half-typed':
        this.directives.isHalfTyped = true;
        return;
      case 'not linted':
        this.directives.isSkipped = true;
        return;
      default:
        this.mistakes.push(`Line ${line}: <!-- ${text} --> is not part of the notation (test/rules/pages/notation.ts).`);
    }
  }

  private json(json: string, line: number): Record<string, unknown> {
    try {
      return JSON.parse(json) as Record<string, unknown>;
    } catch (error) {
      this.mistakes.push(`Line ${line}: ${String(error)}.`);
      return {};
    }
  }

  private fence(info: string, fence: Fence): void {
    const [, tag = '', name, suggested, titleStart = ''] = /^(\w+)(?: (?!suggested\b)(\S+))?(?: (suggested)\b ?(.*))?$/.exec(info) ?? [];
    if (!TAGS.has(tag)) {
      const meant = OTHER_NAMES[tag];
      if (meant) this.mistakes.push(`Line ${fence.line}: write \`\`\`${meant} instead of \`\`\`${tag}, which is not executed.`);
      this.open = null;
      return;
    }
    const fileName = name ?? `example.${tag}`;
    if (suggested) this.suggested(fileName, {...fence, titleStart});
    else if (this.directives.isSkipped) this.directives = noDirectives();
    else this.code(fileName, name !== undefined, fence);
  }

  private suggested(name: string, fence: SuggestedFence): void {
    const file = this.open?.files.find(candidate => candidate.name === name);
    if (file) file.suggested.push(fence);
    else this.mistakes.push(`Line ${fence.line}: this suggestion does not follow the example of ${name}.`);
  }

  private code(name: string, isNamed: boolean, drawn: Fence): void {
    const file: OpenFile = {name, drawn, suggested: []};
    if (this.open?.isNamed && isNamed) {
      this.open.files.push(file);
      return;
    }
    const {options, settings, isStrict, offersNothing, isHalfTyped} = this.directives;
    const titles = this.path.slice(1).map(heading => heading.text);
    const title = this.paragraph.lines.join(' ') || (titles.findLast(text => !isVerdict(text)) ?? firstLineOf(drawn.body));
    const section = titles.filter(text => !isVerdict(text) && text !== title).join(' › ');
    this.open = {title, section, verdict: verdictOf(titles), files: [file], options, settings, isStrict, offersNothing, isHalfTyped, isNamed, line: drawn.line};
    this.examples.push(this.open);
    this.directives = noDirectives();
    this.paragraph = {lines: [], isEnded: false};
  }
}

function verdictOf(titles: readonly string[]): Example['verdict'] {
  for (const title of titles.toReversed()) {
    if (title === 'Incorrect') return 'incorrect';
    if (title === 'Correct' || title === 'What it does not see') return 'correct';
  }
  return 'unstated';
}

function isVerdict(title: string): boolean {
  return title === 'Incorrect' || title === 'Correct';
}

function firstLineOf(body: string): string {
  return body.split('\n').find(line => line.trim() !== '')?.trim() ?? 'empty';
}

function offsetsOf(lines: readonly string[]): readonly number[] {
  let offset = 0;
  return lines.map(line => {
    const start = offset;
    offset += line.length + 1;
    return start;
  });
}
