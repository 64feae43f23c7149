"""When the collector of garbage runs, and for how long."""
import gc

from .system import System

# Shorter ones are not worth a sample of their own.
SHORTEST_NS = 300_000


def watch_collections(on_collection):
    """`on_collection(since, now, frame)` is called on the thread in which one ran. What is returned ends it."""
    clock, frame, began = System.clock, System.frame, [0]

    def on_phase(phase, _):
        if phase == 'start':
            began[0] = clock()
        else:
            now = clock()
            try:
                if now - began[0] >= SHORTEST_NS:
                    on_collection(began[0], now, frame(0).f_back)
            except RecursionError:  # It would be printed.
                pass

    gc.callbacks.append(on_phase)
    return lambda: on_phase in gc.callbacks and gc.callbacks.remove(on_phase)
