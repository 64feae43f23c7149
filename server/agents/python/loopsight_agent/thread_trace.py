"""What is known of one thread: its samples, its loop's turns, and the files in which both are told."""
import os

from .awaits import Awaits
from .chunk_writer import ChunkWriter
from .code_places import url_of
from .event_log import EventLog
from .histogram import Histogram
from .loaded_files import new_files
from .loop_heartbeat import LoopHeartbeat
from .loop_turns import LENGTH_BITS, trace_turns
from .system import System
from .turn_callbacks import LONG_TURN_NS, TurnCallbacks


class ThreadTrace:
    def __init__(self, settings, tid, started_at, runtime, samples):
        self.log = EventLog(_free_path(settings.folder, '%d-%d' % (System.pid(), tid)))
        self.samples = samples
        self.turns = self.samples.turns
        self.awaits = Awaits()
        self.waiting = None
        self._heartbeat = self._stop_turns = self._observer = None
        self._idle_at_beat = 0
        self.loop = None
        self._callbacks = TurnCallbacks()
        self._long_turns, self._requests = Histogram(), Histogram()
        self._first_request_at = self._last_request_at = 0
        self._stall_ns = settings.stall_ns
        self._chunk_ns = settings.chunk_ns
        self._started_at = self._chunk_at = started_at
        self._writer = ChunkWriter(self.log)
        self._told_start_up = False
        self._told_created = 0
        # Of turns that were told of, and those that a sample fell into.
        self._told_turns = self._longest_ns = self._seen_ns = 0
        self.log.append('start', tid=tid, t=started_at / 1000, **runtime)
        self.log.flush()

    def runs_no_loop(self):
        """So it has no start-up either."""
        self._told_start_up = True
        self.log.append('startup', t0=self._started_at / 1000, t1=self._started_at / 1000)

    def loop_begins(self, now, loop, frame, observer):
        self.loop = loop
        self.samples.end_turn(now)
        self.samples.runs_loop(frame)
        self.awaits.loop_begins(now)
        self.turns.begins(now)
        self._stop_turns = trace_turns(loop, self.turns, observer)
        if self._stop_turns is None:
            self._heartbeat, self._observer = LoopHeartbeat(loop, self._beats), observer
        if not self._told_start_up:
            self._told_start_up = True
            self.log.append('startup', t0=self._started_at / 1000, t1=now / 1000)

    def loop_waits(self, now, loop):
        self._end_turn(now)
        self._look(now, loop)

    def loop_wakes(self, now):
        self.awaits.wakes(now)

    def loop_ends(self, now):
        loop, heartbeat, stop_turns = self.loop, self._heartbeat, self._stop_turns
        self.loop = self._heartbeat = self._stop_turns = None
        self.samples.runs_loop(None)
        if loop is not None:
            self.awaits.look(now, loop)
        if stop_turns is not None:
            stop_turns()
        if heartbeat is not None:
            heartbeat.stop()
            self.samples.end_turn(now)
        elif not self.turns.waits:
            self._end_turn(now)
        self.turns.begins(now)

    def _beats(self, since, now):
        """Several turns may lie between two beats: what the samples show as waiting is taken off, and the rest may have been one of them or all."""
        samples = self.samples
        active = now - since - (samples.idle_ns - self._idle_at_beat)
        self._idle_at_beat = samples.idle_ns
        self._observer.loop_beats()
        self._seen_ns += max(0, active)
        self._told_turns += 1
        if now - since >= self._stall_ns:
            self._tell_held(since, now)
        self.awaits.wakes(since)
        if self.awaits.may_look(now, self.loop):
            self.awaits.look(now, self.loop, now - since - max(0, active))

    def _tell_held(self, since, now):
        samples = self.samples
        samples.is_locked = True
        try:
            held = samples.take_held(since, now)
        finally:
            samples.is_locked = False
        if held >= self._stall_ns:
            self._longest_ns = max(self._longest_ns, held)
            self._tell_stall(t0=since / 1000, t1=now / 1000, activeUs=held / 1000, mayBeSeveral=True)

    def take_sample(self, now, frame, others_computed=None):
        """
        `others_computed` is how long other threads ran since the last sample, where it is to be told whether this one waited. Returns whether this one surely
        ran.
        """
        samples = self.samples
        if samples.is_locked:
            return True
        turns = self.turns
        woke_at, last_at = turns.woke_at, samples.last_at
        waited = others_computed is not None and self.waiting.waited(now - (woke_at if woke_at > last_at else last_at), woke_at > last_at, others_computed)
        if frame is None or _waits_in_trio(frame) or (self._heartbeat is not None and self._heartbeat.is_idle(frame)):
            # A thread may be between two frames; that is nobody's time.
            samples.take_idle(now)
            return False
        if turns.waits:
            samples.take_idle(now)
            if self.loop is not None and self.awaits.has_missed:
                self._look(turns.waits_since, self.loop)
            return False
        samples.take_busy(now, frame, waited, self.waiting.computed if self.waiting else 0)
        if now - woke_at >= LONG_TURN_NS and self.loop is not None and self._heartbeat is None:
            self._callbacks.take_sample(now, woke_at, frame)
            self.awaits.runs(now, woke_at, self.loop)
        return waited is False

    def _end_turn(self, now):
        samples, turns = self.samples, self.turns
        woke_at = turns.woke_at
        busy = now - woke_at
        samples.is_locked = True
        try:
            if samples.end_turn(now):
                self._seen_ns += busy
            else:
                turns.unseen_ns += busy
            turns.ends(now)
            self.awaits.turn_ends(now)
        finally:
            samples.is_locked = False
        self._told_turns += 1
        self._long_turns.add(busy)
        self._longest_ns = max(self._longest_ns, busy)
        if busy >= self._stall_ns:
            self._tell_stall(t0=woke_at / 1000, t1=now / 1000, activeUs=busy / 1000, **self._callbacks.counted(woke_at, now))

    def _look(self, now, loop):
        awaits = self.awaits
        if awaits.may_look(now, loop):
            awaits.look(now, loop)
            self.turns.tells_next = True
        self.turns.tells_waits = awaits.may_look_again

    @property
    def _busy_ns(self):
        return self._seen_ns + self.turns.unseen_ns

    def _tell_stall(self, **turn):
        self.log.append('turn', **turn)
        self.log.flush()
        # What has held the loop is worth keeping, whatever comes next.
        now = System.clock()
        if now - self._chunk_at >= self._chunk_ns // 10:
            self.write_chunk(now)

    def served(self, began, ended):
        """A request, by a server that this thread runs."""
        self._first_request_at = self._first_request_at or began
        self._last_request_at = ended
        self._requests.add(ended - began)

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
        try:
            profile = samples.take_chunk(now)
        finally:
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
        for of, histogram, since, until in (('turns', self._all_turns(), self._started_at, now), ('requests', self._requests, self._first_request_at, self._last_request_at)):
            table = histogram.table()
            if table:
                self.log.append('durations', of=of, counts=table, t0=since / 1000, t1=until / 1000)

    def _all_turns(self):
        turns = self._long_turns.copy()
        for length, count in enumerate(self.turns.short_turns):
            if count:
                turns.add(length << LENGTH_BITS, count)
        return turns

    def finish_writing(self):
        self._writer.finish()
        self.log.flush()

    def end(self, now, code, signal):
        samples = self.samples
        if self.turns.waits:
            samples.take_idle(now)
        elif self.loop is not None and self._heartbeat is None:
            self._end_turn(now)
        else:
            samples.end_turn(now)
            if self._heartbeat is not None:
                self._beats(self._heartbeat.beaten_at, now)
        self.write_chunk(now, is_last=True)
        self._writer.finish()
        self.log.append('tick', **self._progress(now))
        idle = max(0, now - self._started_at - self._busy_ns)
        # Its tasks are those that are left, and not the most since the last tick.
        self.log.append('end', code=code, signal=signal, idleUs=idle / 1000, cpuUs=System.process_time() / 1000, **self._progress(now))
        self.log.flush()

    def _progress(self, now):
        return {'t': now / 1000, 'turns': self._told_turns + sum(self.turns.short_turns), 'longestTurnUs': self._longest_ns / 1000, 'busyUs': self._busy_ns / 1000, **({'tasks': self.awaits.take_most_alive()} if self.awaits.has_looked else {})}


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
