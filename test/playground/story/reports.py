"""Two reports are asked for one after the other; while one sleeps, nobody else is answered. Profile this file, take the light bulb's offer on line 8, save,
and choose “Loopsight: Run Again and Compare”."""
import asyncio
import time


async def report(name):
    time.sleep(0.3)
    return f"{name}: fine"


async def main():
    for name in ("north", "south"):
        await asyncio.sleep(0.02)
        print(await report(name))


asyncio.run(main())
