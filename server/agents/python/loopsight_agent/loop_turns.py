"""When a loop of asyncio runs, begins to wait, wakes up and ends.

A loop waits in `self._selector.select(timeout)` and goes on in `self._process_events(…)`. The agent hears of the first from an attribute and of the second
from a method, so that none of its frames is on the stack while the loop waits: an interrupt there leaves the traceback that it always left.
"""
from .imports import when_imported
from .system import System

RUN_ONCE = '_run_once'


def trace_turns(observer):
    """Tells `observer` on the loop's own thread: `loop_begins(now, loop)`, `loop_waits(now, loop)`, `loop_wakes(now)`, `loop_ends(now)`."""
    when_imported('asyncio.events', lambda events: _trace_runs(events, observer))
    when_imported('asyncio.base_events', lambda base_events: _trace_waits(base_events.BaseEventLoop, observer))
    when_imported('asyncio.selector_events', lambda events: _trace_wakes(events.BaseSelectorEventLoop, observer))
    when_imported('asyncio.proactor_events', lambda events: _trace_wakes(events.BaseProactorEventLoop, observer))


def _trace_runs(events, observer):
    set_running_loop, clock = events._set_running_loop, System.clock

    def _set_running_loop(loop):
        set_running_loop(loop)
        if loop is None:
            observer.loop_ends(clock())
        else:
            observer.loop_begins(clock(), loop)

    events._set_running_loop = _set_running_loop


def _trace_waits(event_loop, observer):
    clock, frame, waits = System.clock, System.frame, observer.loop_waits

    def get_selector(loop):
        try:
            selector = loop.__dict__['_selector']
        except KeyError:
            raise AttributeError('_selector') from None
        if frame(1).f_code.co_name == RUN_ONCE:
            waits(clock(), loop)
        return selector

    def set_selector(loop, selector):
        loop.__dict__['_selector'] = selector

    event_loop._selector = property(get_selector, set_selector)


def _trace_wakes(event_loop, observer):
    process_events, clock, wakes = event_loop._process_events, System.clock, observer.loop_wakes

    def _process_events(loop, event_list):
        wakes(clock())
        return process_events(loop, event_list)

    event_loop._process_events = _process_events
