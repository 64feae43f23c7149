import type {Module, Node} from '../../python/ast.ts';
import {parsePython} from '../../python/parse.ts';

/** The module of a text that is parsed when somebody first looks into it: rules judge by words, and most files hold none of theirs. */
export function lazyModule(text: string): Module {
  return new LazyModule(text);
}

class LazyModule implements Module {
  readonly type = 'Module';
  readonly start = 0;
  readonly end: number;
  readonly parent = null;
  readonly #text: string;
  #parsed: Module | null = null;

  constructor(text: string) {
    this.#text = text;
    this.end = text.length;
  }

  get body(): Module['body'] {
    return this.#module().body;
  }

  get comments(): Module['comments'] {
    return this.#module().comments;
  }

  get errors(): Module['errors'] {
    return this.#module().errors;
  }

  #module(): Module {
    if (!this.#parsed) {
      this.#parsed = parsePython(this.#text).tree;
      for (const statement of this.#parsed.body) (statement as {parent: Node}).parent = this;
    }
    return this.#parsed;
  }
}
