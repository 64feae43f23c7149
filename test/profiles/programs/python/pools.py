"""Has pools of processes work, which end their workers by a signal while these wait for more."""
import multiprocessing
import time


def work(number):
    until = time.perf_counter() + 0.1
    while time.perf_counter() < until:
        pass
    return number


if __name__ == '__main__':
    for method in ('fork', 'spawn', 'spawn', 'forkserver'):
        with multiprocessing.get_context(method).Pool(2) as pool:
            print(method, pool.map(work, range(4)))
