"""Which lines allocated what is still held: by `tracemalloc`, which makes allocation several times as slow and so is started only when asked for."""
from .code_places import is_path, url_of_file

MOST_LINES = 200


def watch_memory():
    import tracemalloc

    tracemalloc.start()


def table_of_memory():
    """[file, line, bytes, count] of the lines of files that hold most."""
    import tracemalloc

    table = []
    for each in tracemalloc.take_snapshot().statistics('lineno'):
        url = url_of_file(each.traceback[0].filename)
        if is_path(url):
            table.append([url, each.traceback[0].lineno, each.size, each.count])
    return table[:MOST_LINES]
