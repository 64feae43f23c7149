"""What can be known of a loop that is not asyncio's own, such as uvloop's: it runs a beat now and then, and a beat that comes late has been held up."""
from .own_failures import raise_if_of_program
from .system import System

PERIOD_NS = 20_000_000


class LoopHeartbeat:
    """Beats as long as the loop runs. `on_beat(since, now)` is called on the loop's thread."""

    def __init__(self, loop, on_beat):
        self._loop, self._on_beat = loop, on_beat
        self._is_stopped = False
        self.beaten_at = System.clock()
        self._caller = None
        loop.call_soon(self._beat)

    def stop(self):
        self._is_stopped = True

    def is_idle(self, frame):
        """Whether a thread that is at this frame waits: then it is where the loop was called, with none of its callbacks in between."""
        return (id(frame), id(frame.f_code)) == self._caller

    def _beat(self):
        if self._is_stopped:
            return
        caller = System.frame(0).f_back
        self._caller = caller and (id(caller), id(caller.f_code))
        try:
            self._on_beat(self.beaten_at, System.clock())
            self.beaten_at = System.clock()
            self._loop.call_later(PERIOD_NS / 1e9, self._beat)
        except Exception as error:  # Nobody is told of a callback that the program does not have.
            raise_if_of_program(error)
            self.stop()
