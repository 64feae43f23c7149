"""Threads without a loop of their own: what they compute is sampled by their processor time, all of them as one."""
import time

from .samples import Samples

# Threads that compute less than this in all are not worth a file.
LEAST_NS = 10_000_000
# Less between two samples is what waiting costs.
LEAST_PER_SAMPLE_NS = 200_000


class OtherThreads:
    def __init__(self, now):
        self._clock_id_of, self._clock = getattr(time, 'pthread_getcpuclockid', None), getattr(time, 'clock_gettime_ns', None)
        self._cpu = {}
        self._computed = 0
        self.began_at = now
        self.samples = Samples(now)
        # What no sample shows as computing is waiting.
        self.samples.turns.ends(now + 1)

    @property
    def are_worth_telling(self):
        return self._computed >= LEAST_NS

    def sample(self, frames):
        """`frames` by thread. They run beside each other: one after the other, their times are those of a thread that computed it all. Returns how much they did."""
        if self._clock_id_of is None:
            return 0
        cpu, computed = {}, self._computed
        for thread, frame in frames.items():
            try:
                # Only of a thread that is alive: it has a frame now, and cannot end while this code runs.
                cpu[thread] = spent = self._clock(self._clock_id_of(thread))
            except OSError:
                continue
            new = spent - self._cpu.get(thread, 0)
            if new >= LEAST_PER_SAMPLE_NS:
                self._computed += new
                self.samples.take_busy(self.samples.last_at + new, frame)
        self._cpu = cpu
        return self._computed - computed
