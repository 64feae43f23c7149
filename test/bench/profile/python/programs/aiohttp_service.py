"""A service of aiohttp, one of whose functions holds the loop; it adds up for how long."""
import asyncio
import hashlib
import sys
import time

from aiohttp import web

truth = {'ms': 0, 'calls': 0}


async def quick(_):
    await asyncio.sleep(0.005)
    return web.json_response({'ok': True})


async def planted(_):
    began = time.perf_counter()
    hashlib.pbkdf2_hmac('sha256', b'password', b'salt', 30_000)  # @planted
    truth['ms'] += (time.perf_counter() - began) * 1000
    truth['calls'] += 1
    return web.json_response({'ok': True})


async def tell(_):
    return web.json_response(truth)


app = web.Application()
app.add_routes([web.get('/quick', quick), web.get('/planted', planted), web.get('/truth', tell)])
web.run_app(app, host='127.0.0.1', port=int(sys.argv[1]), print=None)
