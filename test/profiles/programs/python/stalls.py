"""Holds the loop for known times with gaps in between, some of them too short to be a stall; prints when each began and how long it took."""
import asyncio
import json
import sys
import time

truth = []
LENGTHS = [65, 20, 300, 80, 30, 150, 400, 70, 110]


def hold(milliseconds):
    began = time.perf_counter()
    while time.perf_counter() < began + milliseconds / 1000:
        pass
    truth.append({'ms': (time.perf_counter() - began) * 1000, 'began': began * 1000})


async def main():
    loop = asyncio.get_running_loop()
    for number, length in enumerate(LENGTHS):
        await asyncio.sleep(0.08)
        if number % 2:
            hold(length)  # @task
        else:
            done = loop.create_future()
            loop.call_soon(lambda: (hold(length), done.set_result(None)))  # @callback
            await done
    await asyncio.sleep(0.08)
    # Many short callbacks that are due at once hold the loop together.
    began = time.perf_counter()
    for _ in range(100):
        loop.call_soon(spin_for_a_moment)
    await asyncio.sleep(0)
    truth.append({'ms': (time.perf_counter() - began) * 1000, 'began': began * 1000, 'many': True})
    await asyncio.sleep(0.08)
    # One after the other, with the loop turning in between, they hold nobody up.
    for _ in range(100):
        began = time.perf_counter()
        spin_for_a_moment()
        took = (time.perf_counter() - began) * 1000
        # Unless a busy machine makes one of them long.
        if took >= 40:
            truth.append({'ms': took, 'began': began * 1000, 'moment': True})
        await asyncio.sleep(0)


def spin_for_a_moment():
    until = time.perf_counter() + 0.002
    while time.perf_counter() < until:
        pass


if len(sys.argv) > 1 and sys.argv[1] == 'uvloop':
    import uvloop

    uvloop.install()
asyncio.run(main())
print(json.dumps(truth))
