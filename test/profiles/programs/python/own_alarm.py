"""Uses the alarm signal itself, computes until it comes, and then holds its loop."""
import asyncio
import signal
import time

got = []
before = (signal.Handlers(signal.getsignal(signal.SIGALRM)).name, signal.getitimer(signal.ITIMER_REAL)[0], signal.Handlers(signal.signal(signal.SIGALRM, lambda number, _: got.append(number))).name)
signal.setitimer(signal.ITIMER_REAL, 0.3)


def compute():
    total = 0
    while not got: total += 1  # @compute
    return total


async def main():
    await asyncio.sleep(0.05)
    time.sleep(0.2)  # @sleep
    await asyncio.sleep(0.05)


compute()
asyncio.run(main())
print(*before, got)
