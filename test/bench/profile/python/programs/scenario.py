"""Does one kind of work piece by piece, as it is told to, and prints of each what it took of the main thread and of the process, and how quick its parts were.

An empty line on standard input asks for one piece; its end ends the program. With further words it does so in a child for each, and each line begins with the number
of the child that is to work. The line `start` starts the agent that is in the folder of that name, and none for `-`: what the same process did before is what it takes alone.
"""
import asyncio
import atexit
import json
import os
import selectors
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

CONNECTIONS = 8
NO_AGENT, START, STARTED = '-', 'start', '{"started":true}'
REQUEST = b'GET /orders/%d?page=2&size=20 HTTP/1.1\r\nHost: localhost\r\nAccept: application/json\r\nUser-Agent: load\r\nCookie: session=0123456789abcdef\r\n\r\n'


def main(name, amount, requests, answers, agent=NO_AGENT):
    settle()
    do_pieces = SCENARIOS[name](amount)
    while do_pieces(lambda: Piece(amount, answers), requests) == START:
        start(agent)
        print(STARTED, file=answers, flush=True)


def settle():
    """
    On one processor, where whoever is woken up waits until the other has nothing to do: a server and its clients then take turns in one way only. Otherwise it is
    settled anew now and then who interrupts whom: for 800 requests the same loop turned 206 to 370 times, and here 203 to 213 times.
    """
    if hasattr(os, 'SCHED_BATCH'):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
        os.sched_setscheduler(0, os.SCHED_BATCH, os.sched_param(0))


def start(agent):
    if agent != NO_AGENT:
        sys.path.insert(0, agent)
        import loopsight_agent

        sys.path.remove(agent)
        loopsight_agent.start()


class Piece:
    """Of work, which begins now."""

    def __init__(self, amount, answers):
        self._amount, self._answers = amount, answers
        self._began, self._thread_began, self._process_began = time.perf_counter(), time.thread_time(), time.process_time()

    def ends(self):
        wall, thread, process = time.perf_counter() - self._began, time.thread_time() - self._thread_began, time.process_time() - self._process_began
        self._told = {'wallMs': wall * 1000, 'mainThreadMs': thread * 1000, 'processMs': process * 1000, 'perSecond': self._amount / wall, 'peakMb': peak_memory()}

    def tell(self, latencies):
        """The seconds that its parts took."""
        print(json.dumps({**self._told, **percentiles(latencies)}), file=self._answers, flush=True)


def in_children(name, amount, agents):
    """Children of one process have the same hashes, and their objects at the same places: by both alone the same program differed by 10 % from itself."""
    children = [child(name, amount, agent) for agent in agents]
    for line in sys.stdin:
        number, *request = line.split()
        requests, answers = children[int(number)]
        print(*request, file=requests, flush=True)
        print(answers.readline(), end='', flush=True)


def child(name, amount, agent):
    asked, requests = os.pipe()
    answers, answered = os.pipe()
    if os.fork():
        os.close(asked)
        os.close(answered)
        return open(requests, 'w'), open(answers)
    os.close(requests)
    os.close(answers)
    main(name, amount, open(asked), open(answered, 'w'), agent)
    sys.exit()


def percentiles(latencies):
    latencies.sort()
    return {'p%dMs' % percent: latencies[min(len(latencies) - 1, len(latencies) * percent // 100)] * 1000 for percent in (50, 95, 99)}


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


# Each is made once, with its loop and all that a long run has once, and gives what does pieces of work as they are asked for, until another line comes, which it gives.


def web_server(amount):
    """Serves clients of another process, which knows nothing of any profiler."""
    loop = asyncio.new_event_loop()
    answered, is_done = 0, None

    async def answer(reader, writer):
        nonlocal answered
        try:
            while True:
                writer.write(answer_to(await reader.readuntil(b'\r\n\r\n')))
                await writer.drain()
                answered += 1
                if answered == amount:
                    is_done.set()
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    server = loop.run_until_complete(asyncio.start_server(answer, '127.0.0.1', 0))
    port = server.sockets[0].getsockname()[1]
    clients = subprocess.Popen([sys.executable, '-I', os.path.abspath(sys.argv[0]), 'clients', str(amount), str(port)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env={})

    async def work():
        nonlocal answered, is_done
        answered, is_done = 0, asyncio.Event()
        clients.stdin.write('\n')
        clients.stdin.flush()
        await is_done.wait()
        return lambda: json.loads(clients.stdout.readline())

    def end():
        clients.stdin.close()
        loop.run_until_complete(asyncio.gather(*asyncio.all_tasks(loop)))

    atexit.register(end)

    return in_loop(loop, work)


def answer_to(request):
    line, *headers = request.decode('latin-1').rstrip().split('\r\n')
    _, target, _ = line.split(' ')
    path, _, query = target.partition('?')
    wanted = dict(part.split('=') for part in query.split('&'))
    headers = {name.lower(): value for name, value in (header.split(': ') for header in headers)}
    orders = [{'id': number, 'of': path, 'page': wanted['page'], 'total': number * 12.5} for number in range(5)]
    body = json.dumps({'orders': orders, 'session': headers['cookie']}).encode()
    return b'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%b' % (len(body), body)


def clients(amount, port):
    """All on one thread: several would hand the interpreter's lock to each other in rhythms that last for minutes, and a server has twice as much to do in some of them."""
    connections = [socket.create_connection(('127.0.0.1', port)) for _ in range(CONNECTIONS)]
    selector = selectors.DefaultSelector()
    for connection in connections:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        selector.register(connection, selectors.EVENT_READ)
    for _ in sys.stdin:
        latencies, asked = [], dict.fromkeys(connections, 0)
        left = dict.fromkeys(connections, amount // CONNECTIONS)
        for connection in connections:
            ask(connection, asked)
        while len(latencies) < amount:
            for key, _ in selector.select():
                connection = key.fileobj
                # So short an answer comes in one piece.
                connection.recv(1 << 16)
                latencies.append(time.perf_counter() - asked[connection])
                left[connection] -= 1
                if left[connection]:
                    ask(connection, asked)
        print(json.dumps(latencies), flush=True)


def ask(connection, asked):
    asked[connection] = time.perf_counter()
    connection.sendall(REQUEST % 7)


def computing_threads(amount):
    def compute(latencies):
        for _ in range(amount // 4):
            began = time.perf_counter()
            total = 0
            for number in range(4000):
                total += number * number % 7
            zlib.crc32(b'x' * 20000)
            latencies.append(time.perf_counter() - began)

    def do_pieces(begin, requests):
        for request in requests:
            if request.strip():
                return request.strip()
            latencies, piece = [], begin()
            in_threads(compute, [(latencies,)] * 4)
            piece.ends()
            piece.tell(latencies)

    return do_pieces


def in_threads(run, arguments):
    threads = [threading.Thread(target=run, args=each) for each in arguments]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


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
        return lambda: latencies

    return in_loop(asyncio.new_event_loop(), run)


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
        return lambda: latencies

    return in_loop(asyncio.new_event_loop(), run)


def in_loop(loop, work):
    """One that goes on between the pieces, as it does in a long run, and waits there."""

    async def pieces(begin, requests):
        while True:
            request = await next_line(loop, requests)
            if request != '\n':
                return request.strip()
            piece = begin()
            latencies = await work()
            piece.ends()
            piece.tell(latencies())

    return lambda begin, requests: loop.run_until_complete(pieces(begin, requests))


async def next_line(loop, file):
    if sys.platform != 'win32':
        ready = loop.create_future()
        loop.add_reader(file, ready.set_result, None)
        await ready
        loop.remove_reader(file)
    return file.readline()


SCENARIOS = {'web-server': web_server, 'computing-threads': computing_threads, 'queue-of-work': queue_of_work, 'short-coroutines': short_coroutines}

if __name__ == '__main__':
    if sys.argv[1] == 'clients':
        clients(int(sys.argv[2]), int(sys.argv[3]))
    elif len(sys.argv) > 3:
        in_children(sys.argv[1], int(sys.argv[2]), sys.argv[3:])
    else:
        main(sys.argv[1], int(sys.argv[2]), sys.stdin, sys.stdout)
