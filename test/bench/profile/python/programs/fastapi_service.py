"""A service of FastAPI, one of whose functions holds the loop; it adds up for how long."""
import asyncio
import time

from fastapi import FastAPI

app = FastAPI()
truth = {'ms': 0, 'calls': 0}


@app.get('/quick')
async def quick():
    await asyncio.sleep(0.005)
    return {'ok': True}


@app.get('/planted')
async def planted():
    began = time.perf_counter()
    time.sleep(0.02)  # @planted
    truth['ms'] += (time.perf_counter() - began) * 1000
    truth['calls'] += 1
    return {'ok': True}


@app.get('/truth')
async def tell():
    return truth
