"""Where tasks are created: which lines of the program make many of them."""
from .code_places import is_library, name_of, url_of
from .imports import when_imported
from .system import System

CREATE_TASK = 'create_task'
MOST_SITES = 50
DEEPEST = 10


class TaskSites:
    """Asyncio's own loops look `_task_factory` up for each task: hearing of that puts no frame of the agent on the stack of what a task raises."""

    def __init__(self):
        self._created = {}
        when_imported('asyncio.base_events', self._watch)

    def table(self):
        """[file, line, name of the function, its first line, count] of those that create most."""
        most = sorted(self._created.values(), key=lambda site: -site[2])[:MOST_SITES]
        return [[url_of(code), line, name_of(code), code.co_firstlineno, count] for code, line, count in most]

    def forget(self):
        self._created.clear()

    def _watch(self, base_events):
        frame, created = System.frame, self._note

        def get_factory(loop):
            caller = frame(1)
            if caller.f_code.co_name == CREATE_TASK:
                created(caller.f_back)
            return loop.__dict__.get('_task_factory')

        def set_factory(loop, factory):
            loop.__dict__['_task_factory'] = factory

        base_events.BaseEventLoop._task_factory = property(get_factory, set_factory)

    def _note(self, frame):
        try:
            self._count(frame)
        except Exception:  # The program asks for an attribute, and gets it.
            pass

    def _count(self, frame):
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
