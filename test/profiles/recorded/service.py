import time


def compute(seconds):
    until = time.perf_counter() + seconds
    total = 0
    while time.perf_counter() < until:
        total += sum(range(3000))  # @compute
    return total


def wait(seconds):
    time.sleep(seconds)  # @wait


def main():
    compute(0.4)
    wait(0.3)


main()
