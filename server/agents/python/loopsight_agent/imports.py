"""Calls back when the program imports a module, without importing it for the program."""
import sys


def when_imported(name, callback):
    """At once where the module is there already. What the callback raises is dropped: the program's import succeeds."""
    module = sys.modules.get(name)
    if module is not None:
        _call(callback, module)
        return
    for finder in sys.meta_path:
        if isinstance(finder, _Watcher):
            break
    else:
        finder = _Watcher()
        sys.meta_path.insert(0, finder)
    finder.wanted.setdefault(name, []).append(callback)


def _call(callback, module):
    try:
        callback(module)
    except Exception:
        pass


class _Watcher:
    """Finds nothing itself: it lets the others find, and stands between the loader and the module for the time of loading."""

    def __init__(self):
        self.wanted = {}

    def find_spec(self, name, path=None, target=None):
        callbacks = self.wanted.pop(name, None)
        if callbacks is None:
            return None
        if not self.wanted and self in sys.meta_path:
            sys.meta_path.remove(self)
        for finder in list(sys.meta_path):
            find = None if finder is self else getattr(finder, 'find_spec', None)
            spec = find(name, path, target) if find else None
            if spec is not None:
                if hasattr(spec.loader, 'exec_module'):
                    spec.loader = _Loader(spec.loader, callbacks)
                return spec
        return None


class _Loader:
    def __init__(self, loader, callbacks):
        self._loader, self._callbacks = loader, callbacks

    def create_module(self, spec):
        return self._loader.create_module(spec)

    def exec_module(self, module):
        module.__spec__.loader = module.__loader__ = self._loader
        self._loader.exec_module(module)
        for callback in self._callbacks:
            _call(callback, module)
