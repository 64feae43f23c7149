"""Python imports this before any program, because its folder is named first in PYTHONPATH.

It starts the agent, takes the folder off the program's path, and hands over to the sitecustomize that the program would have had. It is read by any Python that
the program may start, so it says nothing that an old one does not know.
"""
import os
import sys


def _start_agent():
    folder = os.path.dirname(os.path.abspath(__file__))
    try:
        import loopsight_agent

        loopsight_agent.start()
    except Exception:  # A program that cannot be measured still runs.
        pass
    sys.path[:] = [entry for entry in sys.path if os.path.abspath(entry) != folder]
    sys.path_importer_cache.pop(folder, None)


def _hand_over():
    own = sys.modules.pop(__name__, None)
    try:
        import sitecustomize  # noqa: F401  The program's own, if it has one.
    except ImportError as error:
        if getattr(error, 'name', __name__) != __name__:
            raise
    finally:
        if own is not None:
            sys.modules.setdefault(__name__, own)


_start_agent()
_hand_over()
