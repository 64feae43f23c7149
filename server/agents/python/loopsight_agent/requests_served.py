"""How long servers take for a request, from what uvicorn and aiohttp do for each: above where they catch what an application raises."""
from .imports import when_imported
from .system import System


def watch_requests(on_request):
    """`on_request(began, ended)` is called on the thread that served it."""
    for module in ('h11_impl', 'httptools_impl'):
        when_imported('uvicorn.protocols.http.' + module, lambda module: _measure(module.RequestResponseCycle, 'run_asgi', on_request))
    when_imported('aiohttp.web_protocol', lambda module: _measure(module.RequestHandler, '_handle_request', on_request))


def _measure(owner, name, on_request):
    original, clock = getattr(owner, name), System.clock

    async def measured(*arguments, **named):
        began = clock()
        try:
            return await original(*arguments, **named)
        finally:
            on_request(began, clock())

    setattr(owner, name, measured)
