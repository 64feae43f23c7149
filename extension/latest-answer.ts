/**
 * What was asked last of each key. Answers come in any order: one that was asked for before another is out of date when it comes, even where it comes last,
 * as it may be about another run.
 */
export class LatestAnswer<Key extends object> {
  readonly #questions = new WeakMap<Key, object>();

  /** The answer; undefined when something newer was asked of the key meanwhile, or nothing is wanted any more. A question that fails is answered with null. */
  async to<Answer>(key: Key, question: () => Promise<Answer>): Promise<Answer | null | undefined> {
    const asked = {};
    this.#questions.set(key, asked);
    const answer = await question().catch(() => null);
    return this.#questions.get(key) === asked ? answer : undefined;
  }

  /** Whatever was asked is not wanted any more. */
  forget(key: Key): void {
    this.#questions.delete(key);
  }
}
