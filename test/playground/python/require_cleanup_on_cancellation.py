"""Whatever is awaited between an acquisition and its release may be cancelled, and then the release is never reached."""

import asyncio


# Planted: a cancellation during `readline` leaves the connection open.
async def ask(host, question):
    reader, writer = await asyncio.open_connection(host, 7)
    writer.write(question)
    answer = await reader.readline()
    writer.close()
    return answer


# Planted: and here it leaves the lock taken, for ever.
async def update(lock, store, value):
    await lock.acquire()
    await store.write(value)
    lock.release()


# Well done: closed on every way out.
async def ask_well(host, question):
    reader, writer = await asyncio.open_connection(host, 7)
    try:
        writer.write(question)
        return await reader.readline()
    finally:
        writer.close()


# Well done: the scope gives the lock back.
async def update_well(lock, store, value):
    async with lock:
        await store.write(value)
