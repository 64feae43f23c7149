/** A server that dies this often within the window dies by what it is given, and would die again. */
const MOST_CRASHES = 4;
const WINDOW_MS = 3 * 60 * 1000;

/** Counts how often the server died: the first death is told, further ones are mended silently, and a loop of them is ended. */
export class Crashes {
  readonly #now: () => number;
  #times: number[] = [];
  #wasTold = false;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** The server died. What to do about it. */
  next(): 'first' | 'again' | 'give up' {
    const now = this.#now();
    this.#times = [...this.#times.filter(time => now - time < WINDOW_MS), now];
    if (this.#times.length > MOST_CRASHES) return 'give up';
    const verdict = this.#wasTold ? 'again' : 'first';
    this.#wasTold = true;
    return verdict;
  }

  /** Somebody restarted the server by hand: it has a clean record again. */
  forget(): void {
    this.#times = [];
  }
}
