/** Each costs some megabytes, and those that ask follow each other. */
const MOST = 8;

/** The answers that were asked for last. */
export class LatestFew<Answer> {
  readonly #answers = new Map<string, Answer>();

  of(key: string, find: () => Answer): Answer {
    const known = this.#answers.get(key);
    const answer = known === undefined ? find() : known;
    // What was asked for last comes last.
    this.#answers.delete(key);
    this.#answers.set(key, answer);
    for (const oldest of this.#answers.keys()) {
      if (this.#answers.size <= MOST) break;
      this.#answers.delete(oldest);
    }
    return answer;
  }

  forget(): void {
    this.#answers.clear();
  }
}
