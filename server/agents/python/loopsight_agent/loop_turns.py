"""When a loop of asyncio runs, begins to wait, wakes up and ends.

A loop waits in `self._selector.select(timeout)` and goes on in `self._process_events(…)`. The agent hears of the first where `select` is looked up, and of the
second from a function that then calls the loop's own, so that none of its frames is on the stack while the loop waits: an interrupt there leaves the traceback
that it always left.

A busy loop turns every few microseconds, so of a turn that is short, and that no sample fell into, only its length is kept. Nothing here touches an
`object.__dict__`: from then on Python would look up all attributes of the loop the slow way.
"""
from .imports import when_imported
from .system import System

# Shorter turns are counted by their length, each length standing for as much as a microsecond more.
SHORT_NS = 1 << 20
LENGTH_BITS = 10


class Turns:
    """The turns of one thread: what its loop tells, and a sampler reads at any time."""

    __slots__ = ('woke_at', 'waits_since', 'short_ns', 'short_turns', 'unseen_ns', 'tells_waits', 'tells_next')

    def __init__(self):
        self.short_turns = []

    def forget(self, now):
        """All before `now`, in the middle of a turn."""
        self.woke_at, self.waits_since = now, 0
        self.short_turns[:] = [0] * ((SHORT_NS >> LENGTH_BITS) + 1)
        # Time of turns that no sample fell into.
        self.unseen_ns = 0
        # A turn is told of when it is longer, or when it ends in a wait and these are asked for, or when its beginning is.
        self.short_ns, self.tells_waits, self.tells_next = SHORT_NS, True, True

    @property
    def waits(self):
        return self.waits_since > self.woke_at

    def tell_end(self):
        """Of the turn that is under way, however short."""
        self.short_ns = -1

    def ends(self, now):
        self.waits_since, self.short_ns = now, SHORT_NS

    def begins(self, now):
        self.woke_at = now


def trace_runs(observer):
    """Tells `observer` on the loop's own thread: `loop_begins(now, loop, frame)`, where the loop's frame is known, and `loop_ends(now)`."""

    def trace(events):
        set_running_loop, clock, frame = events._set_running_loop, System.clock, System.frame

        def _set_running_loop(loop):
            set_running_loop(loop)
            if loop is None:
                observer.loop_ends(clock())
            else:
                observer.loop_begins(clock(), loop, _frame_that_runs(frame(1)))

        events._set_running_loop = _set_running_loop

    when_imported('asyncio.events', trace)


def _frame_that_runs(caller):
    """Some versions set the loop in a function of its own."""
    for frame in (caller, caller and caller.f_back):
        if frame is not None and frame.f_code.co_name == 'run_forever':
            return frame
    return None


def trace_turns(loop, turns, observer):
    """
    `observer.loop_waits(now, loop)` is told of turns that are worth it, and calls `turns.ends`; `observer.loop_wakes(now)` as `turns` asks. What is returned
    ends it; None where the loop is of another kind.
    """
    selector, ready = getattr(loop, '_selector', None), getattr(loop, '_ready', None)
    if selector is None or ready is None or not hasattr(loop, '_run_once'):
        return None
    clock, loop_waits, loop_wakes, short_turns = System.clock, observer.loop_waits, observer.loop_wakes, turns.short_turns
    select, process_events, kind = selector.select, loop._process_events, type(selector)

    def get_select(_):
        now = clock()
        took = now - turns.woke_at
        if took > turns.short_ns or (turns.tells_waits and not ready):
            loop_waits(now, loop)
        else:
            short_turns[took >> LENGTH_BITS] += 1
            turns.unseen_ns += took
            if ready:
                # It only looks for events, and goes on at once: that this turn ends is told by the beginning of the next one.
                turns.woke_at = now
            else:
                turns.waits_since = now
        return select

    def _process_events(event_list):
        if turns.waits_since > turns.woke_at:
            turns.woke_at = now = clock()
            if turns.tells_next:
                turns.tells_next = False
                loop_wakes(now)
        return process_events(event_list)

    names = {'__slots__': (), '__module__': kind.__module__, '__qualname__': kind.__qualname__}
    try:
        selector.__class__ = heard = type(kind.__name__, (kind,), {**names, 'select': property(get_select)})
    except TypeError:
        return None
    loop._process_events = _process_events

    def stop():
        if type(selector) is heard:
            selector.__class__ = kind
        if loop._process_events is _process_events:
            del loop._process_events

    return stop
