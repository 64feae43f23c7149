"""Works for a moment and then ends the way it is told to."""
import asyncio
import os
import signal
import sys
import time


def work():
    until = time.perf_counter() + 0.1
    while time.perf_counter() < until:
        pass


async def main(way):
    print('to standard output', flush=True)
    print('to standard error', file=sys.stderr, flush=True)
    await asyncio.sleep(0.02)
    work()
    # Long enough for what was measured to be written, on a busy machine as well.
    await asyncio.sleep(0.4)
    ways[way]()
    await asyncio.sleep(10)


def handle():
    assert signal.getsignal(signal.SIGTERM) is signal.SIG_DFL
    assert signal.signal(signal.SIGTERM, lambda *_: sys.exit(7)) is signal.SIG_DFL
    os.kill(os.getpid(), signal.SIGTERM)


ways = {
    'exit': lambda: sys.exit(3),
    'throw': lambda: 1 / 0,
    'at-once': lambda: os._exit(4),
    'handled': handle,
    'SIGINT': lambda: os.kill(os.getpid(), signal.SIGINT),
    'SIGTERM': lambda: os.kill(os.getpid(), signal.SIGTERM),
    'SIGKILL': lambda: os.kill(os.getpid(), signal.SIGKILL),
    'become': lambda: os.execv(sys.executable, [sys.executable, '-c', 'import time; time.sleep(0.1); print("another"); raise SystemExit(5)']),
}
asyncio.run(main(sys.argv[1]))
