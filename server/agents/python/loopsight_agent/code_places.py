"""Where code is: in which file, and under what name."""
import os

from .system import OWN_FOLDER, STARTED_IN

LIBRARY = os.path.dirname(os.path.abspath(os.__file__)) + os.sep
INSTALLED = (os.sep + 'site-packages' + os.sep, os.sep + 'dist-packages' + os.sep)

_urls = {}


def url_of(code):
    """A file's path, or a name that is no path for what belongs to Python itself and for code without a file."""
    return url_of_file(code.co_filename)


def url_of_file(name):
    url = _urls.get(name)
    if url is None:
        url = _urls[name] = _url_of(name)
    return url


def is_library(code):
    return not is_path(url_of(code))


def is_path(url):
    return os.path.isabs(url)


def name_of(code):
    """Empty for a module's own code, as in other runtimes."""
    name = getattr(code, 'co_qualname', code.co_name)
    return '' if name == '<module>' else name.rpartition('<locals>.')[2]


def _url_of(name):
    if name.startswith('<'):
        return 'python:' + name
    path = name if os.path.isabs(name) else os.path.normpath(os.path.join(STARTED_IN, name))
    if path.startswith(OWN_FOLDER):
        return 'loopsight:' + path[len(OWN_FOLDER):]
    if path.startswith(LIBRARY) and not any(folder in path for folder in INSTALLED):
        return 'python:' + path[len(LIBRARY):].replace(os.sep, '/')
    return path
