"""What is known of one thread: its samples, its loop's turns, and the files in which both are told."""
import os

from .event_log import EventLog
from .samples import Samples
from .system import System


class ThreadTrace:
    def __init__(self, settings, tid, started_at, runtime):
        self.log = EventLog(os.path.join(settings.folder, '%d-%d' % (System.pid(), tid)))
        self.samples = Samples(started_at)
        self.loop = None
        self.tid = tid
        self._stall_ns = settings.stall_ns
        self._chunk_ns = settings.chunk_ns
        self._started_at = self._chunk_at = started_at
        self._chunks = 0
        self._told_start_up = False
        self._busy_ns = self._longest_ns = 0
        self._turns = 0
        self.log.append('start', tid=tid, t=started_at / 1000, **runtime)
        self.log.flush()

    def loop_begins(self, now, loop):
        self.loop = loop
        samples = self.samples
        samples.end_turn(now)
        samples.begin_turn(now)
        if not self._told_start_up:
            self._told_start_up = True
            self.log.append('startup', t0=self._started_at / 1000, t1=now / 1000)

    def loop_waits(self, now):
        samples = self.samples
        samples.is_locked = True
        samples.end_turn(now)
        samples.waits = True
        samples.is_locked = False
        self._end_turn(samples.woke_at, now)

    def loop_wakes(self, now):
        self.samples.begin_turn(now)

    def loop_ends(self, now):
        samples = self.samples
        self.loop = None
        if not samples.waits:
            samples.end_turn(now)
            self._end_turn(samples.woke_at, now)
        samples.begin_turn(now)

    def _end_turn(self, woke_at, now):
        busy = now - woke_at
        self._busy_ns += busy
        self._turns += 1
        if busy > self._longest_ns:
            self._longest_ns = busy
        if busy >= self._stall_ns:
            self.log.append('turn', t0=woke_at / 1000, t1=now / 1000, activeUs=busy / 1000)
            self.log.flush()

    def tick(self, now):
        """Tells how far the thread is, and writes a chunk of samples when it is time."""
        self.log.append('tick', **self._progress(now))
        self.log.flush()
        if now - self._chunk_at >= self._chunk_ns:
            self.write_chunk(now)

    def write_chunk(self, now):
        samples = self.samples
        profile = samples.take_chunk()
        if profile is not None:
            self.log.write_file('%d.cpuprofile' % self._chunks, System.encode(profile))
        resumed_at = System.clock()
        samples.resume(resumed_at)
        self._chunk_at = resumed_at
        if profile is not None:
            self.log.append('chunk', index=self._chunks, t0=now / 1000, t1=resumed_at / 1000)
            self._chunks += 1

    def end(self, now, code, signal):
        samples = self.samples
        if samples.waits:
            samples.take_idle(now)
        else:
            samples.end_turn(now)
            if self.loop is not None:
                self._end_turn(samples.woke_at, now)
        self.write_chunk(now)
        self.log.append('end', code=code, signal=signal, idleUs=max(0, now - self._started_at - self._busy_ns) / 1000, cpuUs=System.process_time() / 1000, **self._progress(now))
        self.log.flush()

    def _progress(self, now):
        return {'t': now / 1000, 'turns': self._turns, 'longestTurnUs': self._longest_ns / 1000, 'busyUs': self._busy_ns / 1000}
