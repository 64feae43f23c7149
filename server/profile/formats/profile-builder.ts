import type {CpuProfile, CpuProfileNode, LineTicks} from './cpu-profile.ts';

/** A frame of a stack as other tools write it. */
export interface ForeignFrame {
  readonly name: string;
  /** A path, absolute or from the folder in which the program ran; empty for what is in no file. */
  readonly file: string;
  /** Where the function begins, counted from 1; null where the tool does not say. */
  readonly line: number | null;
  /** The line at which it was; null where the tool does not say. */
  readonly at: number | null;
}

interface Draft {
  readonly parent: number;
  readonly frame: ForeignFrame;
  ticks: number;
}

/** Waiting, under the name that V8 has for it. */
export const IDLE: ForeignFrame = {name: '(idle)', file: '', line: null, at: null};

/** An event loop of Python that waits for something to do. */
export function isWaiting(innermost: ForeignFrame | undefined): boolean {
  if (innermost === undefined) return true;
  const {name, file} = innermost;
  return /^(select\.)?(epoll\.poll|poll\.poll|select\.select|kqueue\.control)$/.test(name) || (/(^|\.)select$/.test(name) && /(^|[\\/])selectors\.py$/.test(file));
}

/** So deep a stack is an endless recursion, of which the outer part says enough. */
const DEEPEST = 500;

/** Makes one thread's profile of stacks in order of time. Files that are not absolute are below `directory`. */
export class ProfileBuilder {
  readonly #nodes: Draft[] = [{parent: -1, frame: {name: '(root)', file: '', line: null, at: null}, ticks: 0}];
  readonly #children = new Map<string, number>();
  readonly #samples: number[] = [];
  readonly #times: number[] = [];
  readonly #directory: string;
  readonly #startTime: number;
  #time: number;

  constructor(directory: string, startTimeUs = 0) {
    this.#directory = directory;
    this.#startTime = startTimeUs;
    this.#time = startTimeUs;
  }

  /** `stack` has the outermost frame first; an empty one waits. */
  add(stack: readonly ForeignFrame[], us: number): void {
    if (!(us > 0) || !Number.isFinite(us)) return;
    let parent = 0;
    for (const frame of isWaiting(stack.at(-1)) ? [IDLE] : stack.slice(0, DEEPEST)) parent = this.#child(parent, frame);
    const node = this.#nodes[parent];
    if (node) node.ticks++;
    this.#time += us;
    if (this.#samples.at(-1) === parent) this.#times[this.#times.length - 1] = this.#time;
    else {
      this.#samples.push(parent);
      this.#times.push(this.#time);
    }
  }

  #child(parent: number, frame: ForeignFrame): number {
    const key = `${parent}\n${frame.at ?? ''}\n${frame.line ?? ''}\n${frame.name}\n${frame.file}`;
    let index = this.#children.get(key);
    if (index === undefined) {
      index = this.#nodes.push({parent, frame, ticks: 0}) - 1;
      this.#children.set(key, index);
    }
    return index;
  }

  /** Null when there was nothing in it. */
  build(): CpuProfile | null {
    if (this.#samples.length === 0) return null;
    return {nodes: this.#finishedNodes(), samples: this.#samples, times: this.#times, startTime: this.#startTime};
  }

  /** Where a tool does not say at which line a function begins, the first of its lines that was seen stands for it. */
  #finishedNodes(): CpuProfileNode[] {
    const first = new Map<string, number>();
    const nameOf = ({name, file}: ForeignFrame) => `${name}\n${file}`;
    for (const {frame} of this.#nodes) if (frame.at !== null) first.set(nameOf(frame), Math.min(frame.at, first.get(nameOf(frame)) ?? Infinity));
    return this.#nodes.map(({parent, frame, ticks}): CpuProfileNode => ({
      parent,
      functionName: frame.name,
      // Functions whose lines are not known are told apart by their names.
      scriptId: frame.name,
      url: absolutePath(frame.file, this.#directory),
      line: frame.line ?? first.get(nameOf(frame)) ?? 0,
      column: 1,
      at: frame.at,
      ticks: ticksAt(frame.at, ticks),
    }));
  }
}

function ticksAt(line: number | null, ticks: number): LineTicks[] {
  return line === null || ticks === 0 ? [] : [{line, ticks}];
}

/** Not of what is in angle brackets, such as `<string>`: that is no file. */
export function absolutePath(file: string, directory: string): string {
  if (file === '' || file.startsWith('<') || /^(\/|[A-Za-z]:[\\/]|file:|node:)/.test(file)) return file;
  const separator = directory.includes('\\') ? '\\' : '/';
  return directory.endsWith(separator) ? directory + file : directory + separator + file;
}
