"""While one of these calls waits, the event loop serves nothing else."""

import asyncio
import subprocess
import time

import requests


# Planted: the whole loop sleeps, not this task. The light bulb offers `await asyncio.sleep(1)`.
async def poll(job):
    while not job.done:
        time.sleep(1)


# Planted: waits on a socket, however long the other side takes.
async def fetch_price(symbol):
    return requests.get(f"https://prices.example/{symbol}").json()


# Planted: waits for a whole process.
async def current_commit():
    return subprocess.check_output(["git", "rev-parse", "HEAD"])


# Well done: a thread waits, the loop turns.
async def fetch_price_well(symbol):
    response = await asyncio.to_thread(requests.get, f"https://prices.example/{symbol}")
    return response.json()
