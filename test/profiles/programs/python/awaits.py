"""Waits in known ways and prints, by line, how long in all, how often and how many at once at most."""
import asyncio
import json
import sys
import time

truth = {}


class Clock:
    """Adds up what passes within it, over all who enter."""

    def __init__(self, label):
        self._sums = truth.setdefault(label, {'ms': 0, 'count': 0, 'peak': 0, 'now': 0})

    def __enter__(self):
        self._began = time.perf_counter()
        sums = self._sums
        sums['count'] += 1
        sums['now'] += 1
        sums['peak'] = max(sums['peak'], sums['now'])

    def __exit__(self, *_):
        self._sums['now'] -= 1
        self._sums['ms'] += (time.perf_counter() - self._began) * 1000


async def fetch(seconds):
    with Clock('leaf'):
        await asyncio.sleep(seconds)  # @leaf


async def one_after_the_other():
    for _ in range(4):
        with Clock('sequential'):
            await fetch(0.1)  # @sequential


async def all_at_once(count):
    with Clock('gather'):
        await asyncio.gather(*(fetch(0.2) for _ in range(count)))  # @gather


async def worker(limit, seconds):
    with Clock('acquire'):
        await limit.acquire()  # @acquire
    try:
        with Clock('limited'):
            await asyncio.sleep(seconds)  # @limited
    finally:
        limit.release()


async def bounded(count, at_once):
    limit = asyncio.Semaphore(at_once)
    await asyncio.gather(*(worker(limit, 0.05 + number / 1000) for number in range(count)))


async def main(count):
    await one_after_the_other()
    await all_at_once(count)
    await bounded(count, 5)
    queue = asyncio.Queue()
    consumer = asyncio.ensure_future(consume(queue, 5))
    for number in range(5):
        await asyncio.sleep(0.05)
        queue.put_nowait(number)
    await consumer


async def consume(queue, count):
    for _ in range(count):
        with Clock('queue'):
            await queue.get()  # @queue


asyncio.run(main(int(sys.argv[1])))
print(json.dumps(truth))
