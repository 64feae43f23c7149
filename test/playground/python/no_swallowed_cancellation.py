"""A task is cancelled by an exception raised at its await. A handler that keeps the exception keeps the task alive."""

import asyncio


# Planted: `cancel()` on this task only starts its next turn.
async def serve(queue, handle):
    while True:
        try:
            await handle(await queue.get())
        except asyncio.CancelledError:
            print("cancelled, going on")


# Planted: a bare `except` catches a cancellation too.
async def refresh(load):
    while True:
        try:
            await load()
            await asyncio.sleep(60)
        except:
            print("refresh failed")


# Well done: errors are logged, a cancellation leaves.
async def serve_well(queue, handle):
    while True:
        try:
            await handle(await queue.get())
        except Exception as error:
            print("failed", error)
