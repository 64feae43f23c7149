"""Breaks the agent that measures it, and goes on."""
import asyncio
import gc
import time

for each in gc.get_objects():
    if type(each).__name__ == 'Samples':
        each._parents = None


async def main():
    until = time.perf_counter() + 0.1
    while time.perf_counter() < until:
        pass
    await asyncio.sleep(0.02)


asyncio.run(main())
print('goes on')
