"""Where tasks are created: which lines of the program make many of them."""
from .code_places import is_library, name_of, url_of
from .imports import when_imported
from .own_failures import raise_if_of_program
from .system import System

CREATE_TASK, FACTORY = 'create_task', '_task_factory'
MOST_SITES = 50
DEEPEST = 10
# To see where a task comes from costs a good part of creating it: in each such time so many of a loop are looked at, and no more.
MOST_LOOKED_AT = 500
PERIOD_NS = 500_000_000


class TaskSites:
    """
    Asyncio's own loops look `_task_factory` up for each task. While a loop's own is gone, the class has one that hears of that, and puts no frame of the agent on
    the stack of what a task raises. Where the program has set one it stays: then the loop's tasks are not told of.
    """

    def __init__(self):
        self._created = {}
        self._looked_at = {}
        when_imported('asyncio.base_events', lambda base_events: setattr(base_events.BaseEventLoop, FACTORY, _FactoryWithout(self._on_task)))

    def table(self):
        """[file, line, name of the function, its first line, count] of those that create most."""
        most = sorted(self._created.values(), key=lambda site: -site[2])[:MOST_SITES]
        return [[url_of(code), line, name_of(code), code.co_firstlineno, count] for code, line, count in most]

    def forget(self):
        self._created = {}

    def look(self, now, loop):
        """At the tasks that the loop creates next; to be called on its thread."""
        began, _ = self._looked_at.get(id(loop), (0, 0))
        if now - began >= PERIOD_NS and isinstance(getattr(type(loop), FACTORY, None), _FactoryWithout) and getattr(loop, FACTORY) is None:
            self._looked_at[id(loop)] = (now, 0)
            try:
                delattr(loop, FACTORY)
            except AttributeError:  # It is gone already.
                pass

    def _on_task(self, loop):
        frame = System.frame(2)
        if frame.f_code.co_name != CREATE_TASK:
            return
        began, count = self._looked_at.get(id(loop), (0, MOST_LOOKED_AT))
        if count < MOST_LOOKED_AT:
            self._looked_at[id(loop)] = (began, count + 1)
            self._count(frame.f_back)
        else:
            setattr(loop, FACTORY, None)

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


class _FactoryWithout:
    """What a loop has for a factory that has none of its own."""

    def __init__(self, on_asked):
        self._on_asked = on_asked

    def __get__(self, loop, _):
        if loop is None:
            return self
        try:
            self._on_asked(loop)
        except RecursionError:
            pass
        except Exception as error:  # The program asks for an attribute, and gets it.
            raise_if_of_program(error)
        return None

