"""Holds the loop in one line, however it is started, and writes how long by the clock around it to the file that it is told."""
import asyncio
import os
import time


async def hold():
    await asyncio.sleep(0.05)
    began = time.perf_counter()
    time.sleep(0.2)  # @planted
    took = (time.perf_counter() - began) * 1000
    with open(os.environ['PLANTED_TRUTH'], 'w') as truth:
        truth.write(str(took))
    await asyncio.sleep(0.05)


def test_hold():
    asyncio.run(hold())


def main():
    asyncio.run(hold())


if __name__ == '__main__':
    main()
