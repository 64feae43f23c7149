"""Waits right before and right after it has held the loop, and prints how long by its own clock; what it then waits for are tasks that it has made meanwhile."""
import asyncio
import json
import time

truth = {}


def tell(label, began):
    truth[label] = (time.perf_counter() - began) * 1000


async def main():
    began = time.perf_counter()
    await asyncio.sleep(0.05)  # @before
    tell('before', began)
    time.sleep(0.25)
    began = time.perf_counter()
    await asyncio.gather(*(asyncio.sleep(0.05) for _ in range(5)))  # @after
    tell('after', began)


asyncio.run(main())
print(json.dumps(truth))
