"""Whether the main thread waited for something outside while a line of the program had it, or computed: told by its processor time."""
import time

from .system import System

try:
    import resource
except ImportError:  # Windows
    resource = None

# A thread that computed less than this part of the time waited, or had no processor. Where the system does not tell them apart, it takes more to say so.
COMPUTED = 0.25
COMPUTED_UNCOUNTED = 0.03


class WaitingClock:
    def __init__(self, main_thread):
        self._thread_of = getattr(resource, 'RUSAGE_THREAD', None)
        self._usage = getattr(resource, 'getrusage', None)
        self._clock_id = time.pthread_getcpuclockid(main_thread) if hasattr(time, 'pthread_getcpuclockid') else None
        self._clock = getattr(time, 'clock_gettime_ns', None)
        self._main_thread = main_thread
        self._cpu = self._waits = 0

    def waited(self, span, began_in_span, others_computed):
        """Of the last `span`; `began_in_span` where the loop woke up in it, which is a wait by itself. Unknown is no."""
        if self._clock_id is None:
            return False
        cpu, waits = self._clock(self._clock_id), self._count_waits()
        computed, new_waits = cpu - self._cpu, None if waits is None or self._waits is None else waits - self._waits
        self._cpu, self._waits = cpu, waits
        # A thread that waits for the interpreter's lock looks the same.
        if others_computed > span * COMPUTED:
            return False
        if new_waits is None:
            return computed <= span * COMPUTED_UNCOUNTED
        return computed <= span * COMPUTED and new_waits > began_in_span

    def _count_waits(self):
        if self._thread_of is None or System.thread_id() != self._main_thread:
            return None
        return self._usage(self._thread_of).ru_nvcsw
