"""Counts of durations, close enough to tell percentiles: each stands for those that differ from it by less than a thirtieth."""


class Histogram:
    def __init__(self):
        self._counts = {}
        self.began = self.ended = 0

    def add(self, began, ended):
        self.began, self.ended = self.began or began, ended
        microseconds = (ended - began) // 1000
        shift = microseconds.bit_length() - 6
        if shift > 0:
            microseconds = microseconds >> shift << shift
        counts = self._counts
        counts[microseconds] = counts.get(microseconds, 0) + 1

    def table(self):
        """[lower bound in microseconds, count], the shortest first."""
        return sorted(map(list, self._counts.items()))
