"""Holds the loop in known lines, each in a turn of its own, and prints how long each took by the clock around it."""
import asyncio
import hashlib
import json
import os
import subprocess
import sys
import threading
import time

truth = {}
text = json.dumps([{'id': number, 'name': 'user %d' % number, 'weight': number * 0.5} for number in range(150_000)])


def pipe_that_answers_after(seconds):
    reading, writing = os.pipe()
    threading.Timer(seconds, lambda: os.write(writing, b'x')).start()
    return reading


def sleep():
    time.sleep(0.25)  # @sleep


def run():
    subprocess.run([sys.executable, '-S', '-c', 'import time; time.sleep(0.2)'], env={})  # @run


def read(reading=None):
    os.read(reading, 1)  # @read


def derive():
    hashlib.pbkdf2_hmac('sha512', b'password', b'salt', 300_000)  # @derive


def parse():
    json.loads(text)  # @parse


def compute():
    return sum(number * number % 7 for number in range(3_000_000))  # @compute


def spin(seconds):
    until = time.perf_counter() + seconds
    while time.perf_counter() < until:
        pass


async def timed(label, function, *arguments):
    # A turn of its own: what was before is over.
    await asyncio.sleep(0.06)
    began = time.perf_counter()
    function(*arguments)
    truth[label] = (time.perf_counter() - began) * 1000
    await asyncio.sleep(0.06)


async def many_short_turns():
    for _ in range(100):
        began = time.perf_counter()
        spin(0.002)  # @short
        truth['short'] = truth.get('short', 0) + (time.perf_counter() - began) * 1000
        await asyncio.sleep(0)


async def main():
    await timed('sleep', sleep)
    await timed('run', run)
    await timed('read', read, pipe_that_answers_after(0.3))
    await timed('derive', derive)
    await timed('parse', parse)
    await timed('compute', compute)
    await many_short_turns()


if len(sys.argv) > 1 and sys.argv[1] == 'uvloop':
    import uvloop

    uvloop.install()
asyncio.run(main())
print(json.dumps(truth))
