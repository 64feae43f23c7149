"""Counts of durations, close enough to tell percentiles: each stands for those that differ from it by less than a thirtieth."""


class Histogram:
    def __init__(self, counts=None):
        self._counts = counts or {}

    def add(self, nanoseconds, count=1):
        microseconds = nanoseconds // 1000
        shift = microseconds.bit_length() - 6
        if shift > 0:
            microseconds = microseconds >> shift << shift
        counts = self._counts
        counts[microseconds] = counts.get(microseconds, 0) + count

    def copy(self):
        return Histogram(dict(self._counts))

    def table(self):
        """[lower bound in microseconds, count], the shortest first."""
        return sorted(map(list, self._counts.items()))
