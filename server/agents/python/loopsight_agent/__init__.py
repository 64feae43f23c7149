"""What runs inside a profiled Python process: started before the program, also in its child processes.

Measures, writes into the run's folder, and never changes what the program does, prints or exits with. Needs the standard library only, from Python 3.9; this
file and `too_old` are read by older ones as well.
"""
import os
import sys

OLDEST = (3, 9)


def start():
    """Does nothing outside of a run."""
    if not os.environ.get('LOOPSIGHT_OUT') or _is_of_python():
        return
    if sys.version_info < OLDEST or not hasattr(sys, '_current_frames'):
        from .too_old import tell

        tell(os.environ['LOOPSIGHT_OUT'], OLDEST)
        return
    from .agent import Agent
    from .settings import Settings

    Agent(Settings(os.environ)).start()


def _is_of_python():
    """A process that `multiprocessing` keeps for itself runs nothing of the program."""
    return any(word.startswith('from multiprocessing.resource_tracker ') for word in getattr(sys, 'orig_argv', ()))
