"""Whether a long turn of a loop was one callback or many, by which of them samples came upon."""
# Shorter turns are never told of, and most are shorter.
LONG_TURN_NS = 10_000_000
DEEPEST = 400


class TurnCallbacks:
    def __init__(self):
        self._turn = self._count = self._longest = self._stretch_began = self._last_at = 0
        self._handle = None

    def take_sample(self, now, began, frame):
        """Of a long turn, which began then."""
        handle = _handle_on(frame)
        if began != self._turn:
            self._turn, self._count, self._longest, self._handle, self._stretch_began = began, 1, 0, handle, began
        elif handle != self._handle:
            self._count, self._handle, self._stretch_began = self._count + 1, handle, self._last_at
        self._longest = max(self._longest, now - self._stretch_began)
        self._last_at = now

    def counted(self, began, ended):
        """Fields of a turn's event: nothing where no sample fell into it. The count is of those that were seen."""
        if self._turn != began:
            return {}
        longest = max(self._longest, ended - self._stretch_began)
        return {'callbacks': self._count, 'longestUs': longest / 1000, 'callbacksUs': (ended - began) / 1000}


def _handle_on(frame):
    """The identity of the handle that the loop is running. Those of one turn are there at the same time, so that no two have the same."""
    for _ in range(DEEPEST):
        if frame is None:
            return None
        code = frame.f_code
        if code.co_name == '_run' and code.co_filename.endswith('events.py'):
            return id(frame.f_locals.get('self'))
        frame = frame.f_back
    return None
