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

# How long a thread that loses its processor is without one, by and large: a few turns of others. A long wait is none the less one because something got in at its edges.
LOST_NS = 20_000_000


class WaitingClock:
    def __init__(self, main_thread):
        self._thread_of = getattr(resource, 'RUSAGE_THREAD', None)
        self._usage = getattr(resource, 'getrusage', None)
        self._clock_id = _processor_clock_of(main_thread)
        self._clock = getattr(time, 'clock_gettime_ns', None)
        self._main_thread = main_thread
        self._cpu, self._switches = 0, None
        # Between the last two times that it was asked.
        self.computed = 0

    def waited(self, span, began_in_span, others_computed):
        """Of the last `span`; `began_in_span` where the loop woke up in it, which is a wait by itself. None where it computed little, for a reason unknown."""
        if self._clock_id is None:
            return False
        cpu, switches = self._read()
        self.computed, before = cpu - self._cpu, self._switches
        self._cpu, self._switches = cpu, switches
        computed = self.computed
        if computed > span * COMPUTED:
            return False
        # A thread that waits for the interpreter's lock looks the same.
        if others_computed > span * COMPUTED:
            return None
        if switches is None or before is None:
            return True if computed <= span * COMPUTED_UNCOUNTED else None
        (waits, losses), (waits_before, losses_before) = switches, before
        is_mostly_here = (losses - losses_before) * LOST_NS < span / 2
        return True if waits - waits_before > began_in_span and is_mostly_here else None

    def _read(self):
        """Nanoseconds of the thread's processor time; and how many times it gave its processor away to wait, and lost it otherwise, where the system counts that."""
        if self._thread_of is None or System.thread_id() != self._main_thread:
            return self._clock(self._clock_id), None
        usage = self._usage(self._thread_of)
        return int((usage.ru_utime + usage.ru_stime) * 1e9), (usage.ru_nvcsw, usage.ru_nivcsw)


def _processor_clock_of(thread):
    """None where there is no such clock."""
    try:
        return time.pthread_getcpuclockid(thread)
    except (AttributeError, OSError):
        return None
