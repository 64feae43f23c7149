"""Processes that `multiprocessing` has started, and ends by a signal when they wait for work."""
import sys

SPAWNED = 'from multiprocessing.spawn '
# The files whose functions fork one.
FORKING = ('popen_fork.py', 'forkserver.py')


def is_pool_worker():
    """Of a process that begins with this."""
    return any(word.startswith(SPAWNED) for word in getattr(sys, 'orig_argv', ()))


def forks_pool_worker(frame):
    """Whether the code that has just forked, at this frame, makes such a process."""
    return frame is not None and frame.f_code.co_filename.endswith(FORKING)
