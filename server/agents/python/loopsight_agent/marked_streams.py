"""`from loopsight import stream`, for programs that mark the streams whose pace is to be measured. Only while they are profiled is there such a module.

    try:
        from loopsight import stream
    except ImportError:
        def stream(items): return items

    async for chunk in stream(answer()): ...
"""
import sys
from importlib.machinery import ModuleSpec

from .system import System

NAME = 'loopsight'


def offer_streams(on_stream):
    """`on_stream(file, line, began, first, ended, chunks, bytes)` is called at the end of each; a program's own module of the name goes first."""
    sys.meta_path.append(_Finder(on_stream))


class _Finder:
    def __init__(self, on_stream):
        self._on_stream = on_stream

    def find_spec(self, name, path=None, target=None):
        return ModuleSpec(NAME, self) if name == NAME else None

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        module.stream = _stream_told_to(self._on_stream)


def _stream_told_to(on_stream):
    clock = System.clock

    def stream(items):
        """Gives what an asynchronous iterator gives, and measures how long the first took, and all, and how much there was."""
        caller = System.frame(1)
        return measured(items, caller.f_code, caller.f_lineno)

    async def measured(items, code, line):
        began, first, chunks, size = clock(), None, 0, 0
        try:
            async for item in items:
                if first is None:
                    first = clock()
                chunks += 1
                size += _size_of(item)
                yield item
        finally:
            on_stream(code, line, began, first, clock(), chunks, size)

    return stream


def _size_of(item):
    """Of bytes and of text as it would be sent; of nothing else is it known."""
    if isinstance(item, str):
        return len(item.encode('utf-8', 'replace'))
    return len(item) if isinstance(item, (bytes, bytearray, memoryview)) else 0
