"""Which files of the user's the program has loaded: what was loaded and cost nothing is known to be quick."""
import os
import sys

from .code_places import INSTALLED, is_path, url_of_file

_told = set()


def main_file():
    """None for code that is no file: a module by its name, or text on the command line."""
    name = (getattr(sys, 'argv', None) or [''])[0]
    return name if name and os.path.isfile(name) else None


# Its module forgets where it came from before the program's last functions run.
_main = main_file()


def new_files():
    """Those since the last time."""
    new = []
    for path in [_main, *map(_path_of, tuple(sys.modules.values()))]:
        url = url_of_file(path) if isinstance(path, str) else ''
        if url not in _told and is_path(url) and url.endswith('.py') and not any(folder in url for folder in INSTALLED):
            _told.add(url)
            new.append(url)
    return new


def _path_of(module):
    try:
        return module.__file__
    except Exception:  # Anything can be put there, and need not have a file.
        return None
