"""Marks a stream, and prints by its own clock when the first chunk came and how long all took."""
import asyncio
import json
import time

try:
    from loopsight import stream
except ImportError:

    def stream(items):
        return items


async def answer():
    await asyncio.sleep(0.1)
    for _ in range(20):
        yield 'ä' * 50
        await asyncio.sleep(0.01)


async def main():
    first, began = None, time.perf_counter()
    async for chunk in stream(answer()):  # @stream
        first = first or time.perf_counter()
    print(json.dumps({'first': (first - began) * 1000, 'total': (time.perf_counter() - began) * 1000}))


asyncio.run(main())
