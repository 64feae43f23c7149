"""Where tasks are created: which lines of the program make many of them."""
from .code_places import is_library, name_of, url_of
from .imports import when_imported
from .system import System

CREATE_TASK = 'create_task'
MOST_SITES = 50
DEEPEST = 10
# To see where a task comes from costs a good part of creating it: so many are looked at, and no more until the next `resume`.
MOST_LOOKED_AT = 500


class TaskSites:
    """Asyncio's own loops look `_task_factory` up for each task: hearing of that puts no frame of the agent on the stack of what a task raises."""

    def __init__(self):
        self._owner = None
        self._hearing = property(self._get_factory, self._set_factory)
        self._frame = System.frame
        self._looked_at = 0
        self._created = {}
        when_imported('asyncio.base_events', self._watch)

    def table(self):
        """[file, line, name of the function, its first line, count] of those that create most."""
        most = sorted(self._created.values(), key=lambda site: -site[2])[:MOST_SITES]
        return [[url_of(code), line, name_of(code), code.co_firstlineno, count] for code, line, count in most]

    def forget(self):
        self._created = {}

    def resume(self):
        if self._owner is not None and self._looked_at >= MOST_LOOKED_AT:
            self._owner._task_factory = self._hearing
        self._looked_at = 0

    def _watch(self, base_events):
        self._owner = base_events.BaseEventLoop
        self._owner._task_factory = self._hearing

    def _pause(self):
        # Loops keep what they have in the attribute of that name, which is found again without the one of the class.
        del self._owner._task_factory

    def _get_factory(self, loop):
        frame = self._frame(1)
        if frame.f_code.co_name == CREATE_TASK:
            try:
                self._count(frame.f_back)
            except Exception:  # The program asks for an attribute, and gets it.
                pass
        return loop.__dict__.get('_task_factory')

    def _set_factory(self, loop, factory):
        loop.__dict__['_task_factory'] = factory

    def _count(self, frame):
        self._looked_at += 1
        if self._looked_at == MOST_LOOKED_AT:
            self._pause()
        for _ in range(DEEPEST):
            if frame is None:
                return
            if not is_library(frame.f_code):
                break
            frame = frame.f_back
        key = (id(frame.f_code), frame.f_lasti)
        site = self._created.get(key)
        if site is None:
            self._created[key] = [frame.f_code, frame.f_lineno, 1]
        else:
            site[2] += 1
