"""What is known of one thread: its samples, its loop's turns, and the files in which both are told."""
import os

from .awaits import Awaits
from .chunk_writer import ChunkWriter
from .code_places import url_of
from .event_log import EventLog
from .histogram import Histogram
from .loaded_files import new_files
from .loop_heartbeat import LoopHeartbeat
from .samples import Samples
from .system import System
from .turn_callbacks import TurnCallbacks


class ThreadTrace:
    def __init__(self, settings, tid, started_at, runtime, samples=None):
        self.log = EventLog(_free_path(settings.folder, '%d-%d' % (System.pid(), tid)))
        self.samples = samples or Samples(started_at, settings.interval_ns)
        self.awaits = Awaits()
        self.waiting = None
        self._heartbeat = None
        self._idle_at_beat = 0
        self.loop = None
        self._callbacks = TurnCallbacks()
        self._turns_by_length, self._requests = Histogram(), Histogram()
        self._stall_ns = settings.stall_ns
        self._chunk_ns = settings.chunk_ns
        self._started_at = self._chunk_at = started_at
        self._writer = ChunkWriter(self.log)
        self._told_start_up = False
        self._told_created = 0
        self._waits_since = started_at
        self._busy_ns = self._longest_ns = self._turns = 0
        self.log.append('start', tid=tid, t=started_at / 1000, **runtime)
        self.log.flush()

    def runs_no_loop(self):
        """So it has no start-up either."""
        self._told_start_up = True
        self.log.append('startup', t0=self._started_at / 1000, t1=self._started_at / 1000)

    def loop_begins(self, now, loop):
        self.loop = loop
        samples = self.samples
        samples.end_turn(now)
        samples.begin_turn(now)
        if not hasattr(loop, '_run_once'):
            self._heartbeat = LoopHeartbeat(loop, self._beats)
        if not self._told_start_up:
            self._told_start_up = True
            self.log.append('startup', t0=self._started_at / 1000, t1=now / 1000)

    def loop_waits(self, now, loop):
        samples = self.samples
        samples.is_locked = True
        samples.end_turn(now)
        samples.waits = True
        self._waits_since = now
        samples.is_locked = False
        self._end_turn(samples.woke_at, now)
        if self.awaits.may_look(now, loop):
            self.awaits.look(now, loop)

    def loop_wakes(self, now):
        self.samples.begin_turn(now)
        self.awaits.wakes(now)

    def loop_ends(self, now):
        samples, loop, heartbeat = self.samples, self.loop, self._heartbeat
        self.loop = self._heartbeat = None
        if loop is not None:
            self.awaits.look(now, loop)
        if heartbeat is not None:
            heartbeat.stop()
            samples.end_turn(now)
            samples.begin_turn(now)
            return
        if not samples.waits:
            samples.end_turn(now)
            self._end_turn(samples.woke_at, now)
        samples.begin_turn(now)

    def _beats(self, since, now):
        """Several turns may lie between two beats: what the samples show as waiting is taken off, and the rest may have been one of them or all."""
        samples = self.samples
        active = now - since - (samples.idle_ns - self._idle_at_beat)
        self._idle_at_beat = samples.idle_ns
        self._busy_ns += max(0, active)
        self._turns += 1
        if active >= self._stall_ns:
            self._longest_ns = max(self._longest_ns, active)
            self._tell_stall(t0=since / 1000, t1=now / 1000, activeUs=active / 1000, mayBeSeveral=True)
        self.awaits.wakes(since)
        if self.awaits.may_look(now, self.loop):
            self.awaits.look(now, self.loop, now - since - max(0, active))

    def take_sample(self, now, frame, others_computed=None):
        """`others_computed` is how long other threads ran since the last sample, where it is to be told whether this one waited."""
        samples = self.samples
        if samples.is_locked:
            return
        woke = samples.woke_at > samples.last_at
        span = now - max(samples.woke_at, samples.last_at)
        waited = others_computed is not None and self.waiting.waited(span, woke, others_computed)
        if frame is None or _waits_in_trio(frame) or (self._heartbeat is not None and self._heartbeat.is_idle(frame)):
            # A thread may be between two frames; that is nobody's time.
            samples.take_idle(now)
        elif samples.waits:
            samples.take_idle(now)
            if self.loop is not None and self.awaits.has_missed and self.awaits.may_look(now, self.loop):
                self.awaits.look(self._waits_since, self.loop)
        else:
            samples.take_busy(now, frame, waited)
            if self.loop is not None and self._heartbeat is None:
                self._callbacks.take_sample(now, now - samples.woke_at, frame)

    def _end_turn(self, woke_at, now):
        busy = now - woke_at
        self._busy_ns += busy
        self._turns += 1
        self._turns_by_length.add(woke_at, now)
        self._longest_ns = max(self._longest_ns, busy)
        if busy >= self._stall_ns:
            self._tell_stall(t0=woke_at / 1000, t1=now / 1000, activeUs=busy / 1000, **self._callbacks.counted(woke_at, now))

    def _tell_stall(self, **turn):
        self.log.append('turn', **turn)
        self.log.flush()
        # What has held the loop is worth keeping, whatever comes next.
        now = System.clock()
        if now - self._chunk_at >= self._chunk_ns // 10:
            self.write_chunk(now)

    def served(self, began, ended):
        """A request, by a server that this thread runs."""
        self._requests.add(began, ended)

    def streamed(self, code, line, began, first, ended, chunks, size):
        times = {'t0': began / 1000, 'first': None if first is None else first / 1000, 't1': ended / 1000}
        self.log.append('stream', url=url_of(code), line=line, chunks=chunks, bytes=size, **times)

    def tell_created(self, sites, is_last=False):
        """Of tasks of all threads; before the end as often as their number has grown by half."""
        count = sum(site[-1] for site in sites)
        if count > self._told_created * (1 if is_last else 1.5):
            self._told_created = count
            self.log.append('created', sites=sites)

    def tell_memory(self, lines):
        self.log.append('memory', lines=lines)

    def tell_progress(self, now):
        """Also writes a chunk of samples when it is time."""
        self.log.append('tick', **self._progress(now))
        self.log.flush()
        if now - self._chunk_at >= self._chunk_ns:
            self.write_chunk(now)

    def write_chunk(self, now, is_last=False):
        """Beside the program, which goes on at once; the last one when writing is finished."""
        samples = self.samples
        samples.is_locked = True
        profile = samples.take_chunk(now)
        samples.is_locked = False
        self._chunk_at = now
        self._tell_tables(now)
        for path in new_files():
            self.log.append('script', scriptId=path, url=path, sourceMapUrl='')
        if profile is not None:
            self._writer.write(profile, now, is_last)

    def _tell_tables(self, now):
        """Each stands for all of its kind before."""
        awaits = self.awaits.table(now)
        if awaits:
            self.log.append('awaits', lines=awaits)
        for of, histogram in (('turns', self._turns_by_length), ('requests', self._requests)):
            table = histogram.table()
            if table:
                self.log.append('durations', of=of, counts=table, t0=histogram.began / 1000, t1=histogram.ended / 1000)

    def finish_writing(self):
        self._writer.finish()
        self.log.flush()

    def end(self, now, code, signal):
        samples = self.samples
        if samples.waits:
            samples.take_idle(now)
        else:
            samples.end_turn(now)
            if self._heartbeat is not None:
                self._beats(self._heartbeat.beaten_at, now)
            elif self.loop is not None:
                self._end_turn(samples.woke_at, now)
        self.write_chunk(now, is_last=True)
        self._writer.finish()
        idle = max(0, now - self._started_at - self._busy_ns)
        self.log.append('end', code=code, signal=signal, idleUs=idle / 1000, cpuUs=System.process_time() / 1000, **self._progress(now))
        self.log.flush()

    def _progress(self, now):
        return {'t': now / 1000, 'turns': self._turns, 'longestTurnUs': self._longest_ns / 1000, 'busyUs': self._busy_ns / 1000, **({'tasks': self.awaits.take_most_alive()} if self.awaits.has_looked else {})}


def _waits_in_trio(frame):
    """Trio has a loop of its own, which asks the system for events in one place."""
    code = frame.f_code
    return code.co_name == 'get_events' and 'trio' in code.co_filename


def _free_path(folder, name):
    """A process that became another program keeps its number; so may one that comes after it."""
    path, further = os.path.join(folder, name), 0
    while os.path.exists(path + '.events.jsonl'):
        further += 1
        path = os.path.join(folder, '%s-%d' % (name, further))
    return path
