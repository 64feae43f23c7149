"""Does a fixed amount of one kind of work, and prints what it took of the main thread and of the process, and how quick each piece was."""
import asyncio
import json
import socket
import subprocess
import sys
import threading
import time
import zlib

try:
    import resource
except ImportError:  # Windows
    resource = None

# Bytes of a request and of its answer.
REQUEST = 64
ANSWER = 256


def main(name, amount):
    began, thread_began, process_began = time.perf_counter(), time.thread_time(), time.process_time()
    latencies = SCENARIOS[name](amount)
    wall, thread, process = time.perf_counter() - began, time.thread_time() - thread_began, time.process_time() - process_began
    latencies.sort()
    told = {'wallMs': wall * 1000, 'mainThreadMs': thread * 1000, 'processMs': process * 1000, 'perSecond': amount / wall, 'peakMb': peak_memory()}
    for percent in (50, 95, 99):
        told['p%dMs' % percent] = latencies[min(len(latencies) - 1, len(latencies) * percent // 100)] * 1000
    print(json.dumps(told))


def peak_memory():
    """In megabytes. What the system says of a process may be from before it ran this program; Linux also tells it of the program alone."""
    try:
        with open('/proc/self/status') as status:
            return next(int(line.split()[1]) / 1024 for line in status if line.startswith('VmHWM:'))
    except (OSError, StopIteration):
        pass
    if resource is None:
        return 0
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 * 1024 if sys.platform == 'darwin' else 1024)


def web_server(amount):
    """Serves clients of another process, which knows nothing of any profiler."""

    async def answer(reader, writer):
        try:
            while True:
                request = await reader.readexactly(REQUEST)
                writer.write((request * (ANSWER // REQUEST)).upper())
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    async def serve():
        async with await asyncio.start_server(answer, '127.0.0.1', 0) as server:
            port = server.sockets[0].getsockname()[1]
            client = await asyncio.create_subprocess_exec(sys.executable, '-I', __file__, 'client', str(amount), str(port), stdout=subprocess.PIPE, env={})
            output, _ = await client.communicate()
        return json.loads(output)

    return asyncio.run(serve())


def client(amount, port):
    latencies = []

    def ask(count):
        with socket.create_connection(('127.0.0.1', port)) as connection:
            for _ in range(count):
                began = time.perf_counter()
                connection.sendall(b'x' * REQUEST)
                missing = ANSWER
                while missing:
                    missing -= len(connection.recv(missing))
                latencies.append(time.perf_counter() - began)

    threads = [threading.Thread(target=ask, args=(amount // 8,)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(json.dumps(latencies))


def computing_threads(amount):
    latencies = []

    def compute():
        for _ in range(amount // 4):
            began = time.perf_counter()
            total = 0
            for number in range(4000):
                total += number * number % 7
            zlib.crc32(b'x' * 20000)
            latencies.append(time.perf_counter() - began)

    threads = [threading.Thread(target=compute) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return latencies


def queue_of_work(amount):
    async def run():
        queue, latencies = asyncio.Queue(64), []

        async def produce():
            for _ in range(amount // 4):
                await queue.put(time.perf_counter())

        async def consume():
            for _ in range(amount // 4):
                began = await queue.get()
                sum(range(60))
                latencies.append(time.perf_counter() - began)

        await asyncio.gather(*(produce() for _ in range(4)), *(consume() for _ in range(4)))
        return latencies

    return asyncio.run(run())


def short_coroutines(amount):
    async def run():
        latencies = []

        async def work():
            began = time.perf_counter()
            await asyncio.sleep(0)
            sum(range(60))
            await asyncio.sleep(0)
            latencies.append(time.perf_counter() - began)

        for _ in range(amount // 100):
            await asyncio.gather(*(work() for _ in range(100)))
        return latencies

    return asyncio.run(run())


SCENARIOS = {'web-server': web_server, 'computing-threads': computing_threads, 'queue-of-work': queue_of_work, 'short-coroutines': short_coroutines}

if __name__ == '__main__':
    if sys.argv[1] == 'client':
        client(int(sys.argv[2]), int(sys.argv[3]))
    else:
        main(sys.argv[1], int(sys.argv[2]))
