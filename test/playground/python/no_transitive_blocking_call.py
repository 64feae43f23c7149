"""Nothing in this file blocks by itself. The helper does, two calls and one file away."""

import asyncio

from settings import load_settings


# Planted: `load_settings` ends in `Path.read_text`.
async def handle(path):
    settings = load_settings()
    return f"{settings['greeting']}, {path}"


# Well done: the helper runs in a thread.
async def handle_well(path):
    settings = await asyncio.to_thread(load_settings)
    return f"{settings['greeting']}, {path}"
