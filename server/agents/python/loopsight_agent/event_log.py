"""The files that the agent writes: events to which it only appends, and chunks of samples beside them."""
from collections import deque

from .system import APPEND, System

# Held in memory at most: a program with many stalls must not make the agent grow.
MOST_HELD = 200


class EventLog:
    """The events of one thread. Where they cannot be written (full disk, folder gone) they are dropped: the program goes on."""

    def __init__(self, base_path):
        self._base_path = base_path
        # Several threads append, and a sampler interrupts whatever it is: nothing here may be taken twice or lost.
        self._held = deque()

    def append(self, kind, **fields):
        fields['kind'] = kind
        self._held.append(System.encode(fields))
        if len(self._held) >= MOST_HELD:
            self.flush()

    def flush(self):
        held = []
        while self._held:
            held.append(self._held.popleft() + '\n')
        if held:
            self.write_file('events.jsonl', ''.join(held))

    def write_file(self, suffix, text):
        """Opens the file for this once: a program that closes all descriptors, as daemons do, would give the number to a file of its own."""
        try:
            descriptor = System.open('%s.%s' % (self._base_path, suffix), APPEND, 0o644)
            try:
                rest = memoryview(text.encode('utf-8', 'backslashreplace'))
                while rest:
                    rest = rest[System.write(descriptor, rest):]
            finally:
                System.close(descriptor)
        except OSError:
            pass
