"""Where code is: in which file, under what name, and at which line an instruction of it stands."""
import os

from .system import STARTED_IN

LIBRARY = os.path.dirname(os.path.abspath(os.__file__)) + os.sep
INSTALLED = (os.sep + 'site-packages' + os.sep, os.sep + 'dist-packages' + os.sep)

_lines = {}
_urls = {}


def line_of(code, instruction):
    """The line of an instruction; tables of lines are read once per code and kept while it is."""
    key = id(code)
    known = _lines.get(key)
    if known is None or known[0] is not code:
        if len(_lines) > 20000:
            _lines.clear()
        known = _lines[key] = (code, _line_starts(code))
    found = code.co_firstlineno
    for start, line in known[1]:
        if start > instruction:
            break
        found = line
    return found


def url_of(code):
    """A file's path, or a name that is no path for what belongs to Python itself and for code without a file."""
    name = code.co_filename
    url = _urls.get(name)
    if url is None:
        url = _urls[name] = _url_of(name)
    return url


def is_library(code):
    return not os.path.isabs(url_of(code))


def name_of(code):
    """Empty for a module's own code, as in other runtimes."""
    name = getattr(code, 'co_qualname', code.co_name)
    return '' if name == '<module>' else name.rpartition('<locals>.')[2]


def _url_of(name):
    if name.startswith('<'):
        return 'python:' + name
    path = name if os.path.isabs(name) else os.path.normpath(os.path.join(STARTED_IN, name))
    if path.startswith(LIBRARY) and not any(folder in path for folder in INSTALLED):
        return 'python:' + path[len(LIBRARY):].replace(os.sep, '/')
    return path


def _line_starts(code):
    if hasattr(code, 'co_lines'):
        return [(start, line) for start, _, line in code.co_lines() if line is not None]
    starts, line, at = [], code.co_firstlineno, 0
    table = code.co_lnotab
    for bytes_further, lines_further in zip(table[::2], table[1::2]):
        if bytes_further:
            starts.append((at, line))
            at += bytes_further
        line += lines_further if lines_further < 128 else lines_further - 256
    starts.append((at, line))
    return starts
