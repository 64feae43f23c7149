"""A loop that always has something to do next, so that it never waits: many turns one after the other, and then one long one."""
import asyncio
import json
import time

TURNS = 400


def work(seconds):
    until = time.thread_time() + seconds
    while time.thread_time() < until:
        pass


async def main():
    for _ in range(TURNS):
        work(0.001)
        await asyncio.sleep(0)
    began = time.perf_counter()
    work(0.15)
    await asyncio.sleep(0)
    print(json.dumps({'turns': TURNS, 'longMs': (time.perf_counter() - began) * 1000}))


asyncio.run(main())
