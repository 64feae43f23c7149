/** Runs one job per key at a time: a newer one waits a little, and cancels the one before it. */
export class Schedule {
  readonly #jobs = new Map<string, {readonly timer: NodeJS.Timeout; readonly controller: AbortController}>();
  readonly #onError: (error: unknown) => void;

  constructor(onError: (error: unknown) => void) {
    this.#onError = onError;
  }

  /** Starts the job after the delay, unless a newer one of the same key comes first. A cancelled job's abortion is not an error. */
  run(key: string, delayMs: number, job: (signal: AbortSignal) => Promise<void>): void {
    this.cancel(key);
    const controller = new AbortController();
    const {signal} = controller;
    const timer = setTimeout(() => {
      job(signal)
        .catch((error: unknown) => {
          if (!signal.aborted) this.#onError(error);
        })
        .finally(() => {
          if (this.#jobs.get(key)?.controller === controller) this.#jobs.delete(key);
        });
    }, delayMs);
    this.#jobs.set(key, {timer, controller});
  }

  cancel(key: string): void {
    const job = this.#jobs.get(key);
    if (!job) return;
    clearTimeout(job.timer);
    job.controller.abort();
    this.#jobs.delete(key);
  }

  cancelAll(): void {
    for (const key of [...this.#jobs.keys()]) this.cancel(key);
  }
}
