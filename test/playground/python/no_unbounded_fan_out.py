"""One request per element is fine for ten elements. For ten thousand it is ten thousand sockets at once."""

import asyncio

import aiohttp


async def fetch(session, url):
    async with session.get(url) as response:
        return await response.text()


# Planted: as many requests at once as there are addresses.
async def fetch_all(urls):
    async with aiohttp.ClientSession() as session:
        return await asyncio.gather(*(fetch(session, url) for url in urls))


# Planted: a task per element.
async def fetch_in_group(urls):
    async with aiohttp.ClientSession() as session, asyncio.TaskGroup() as group:
        for url in urls:
            group.create_task(fetch(session, url))


# Well done: ten at a time.
async def fetch_all_well(urls):
    limit = asyncio.Semaphore(10)

    async def fetch_limited(session, url):
        async with limit:
            return await fetch(session, url)

    async with aiohttp.ClientSession() as session:
        return await asyncio.gather(*(fetch_limited(session, url) for url in urls))
