// A caller who aborts a signal wants the work to end. A handler that catches the AbortError and goes on has not heard it.

// Planted: after an abort, the remaining pages are still fetched and stored.
export async function crawl(pages: readonly string[], store: (text: string) => Promise<void>, signal: AbortSignal): Promise<void> {
  for (const page of pages) {
    try {
      const response = await fetch(page, {signal});
      await store(await response.text());
    } catch (error) {
      console.error(`Skipping ${page}`, error);
    }
  }
}

// Well done: what is no cancellation is skipped, a cancellation is passed on.
export async function crawlWell(pages: readonly string[], store: (text: string) => Promise<void>, signal: AbortSignal): Promise<void> {
  for (const page of pages) {
    try {
      const response = await fetch(page, {signal});
      await store(await response.text());
    } catch (error) {
      signal.throwIfAborted();
      console.error(`Skipping ${page}`, error);
    }
  }
}
