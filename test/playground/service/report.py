"""A job that waits for many things at once, but for one. Profile this file: the line that holds the loop says so itself."""

import asyncio
import time


async def fetch(name):
    await asyncio.sleep(0.2)
    return name


async def save(name):
    time.sleep(0.15)  # Planted: nothing else goes on while this waits.
    return name


async def main():
    names = await asyncio.gather(*(fetch(name) for name in ["a", "b", "c"]))
    for name in names:
        await save(name)


asyncio.run(main())
