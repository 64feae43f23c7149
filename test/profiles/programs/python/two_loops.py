"""Runs one loop after another from lines of their own, and a loop's callback that computes in depth, and prints how long each took by its own clock."""
import asyncio
import json
import time

truth = {}


def compute(seconds, depth):
    if depth:
        return compute(seconds, depth - 1)
    until = time.perf_counter() + seconds
    while time.perf_counter() < until:
        pass


async def work(seconds):
    for _ in range(4):
        compute(seconds / 4, 20)
        await asyncio.sleep(0)


def timed(label, run):
    began = time.perf_counter()
    run()
    truth[label] = (time.perf_counter() - began) * 1000


def first():
    asyncio.run(work(0.2))  # @first


def second():
    asyncio.run(work(0.4))  # @second


timed('first', first)
timed('second', second)
print(json.dumps(truth))
