"""Reads qualified names as JSON from standard input, and writes for each whether this Python has it, and why not."""
import importlib
import inspect
import json
import sys


def status(name):
    parts = name.replace("[]", "").replace("()", ".()").split(".")
    module, value = 0, None
    for length in range(len(parts), 0, -1):
        if "()" in parts[:length]:
            continue
        try:
            value = importlib.import_module(".".join(parts[:length]))
            module = length
            break
        except ImportError as error:
            reason = str(error)
    if not module:
        return f"cannot be imported: {reason}"
    for at, part in enumerate(parts[module:]):
        if part == "()":
            if inspect.isclass(value):
                continue
            return "made at run time" if callable(value) else "missing: what is called is no function"
        if isinstance(value, property) or type(value).__name__ == "cached_property" or part == "*":
            return "made at run time"
        if not hasattr(value, part):
            return "made at run time" if hasattr(value, "__getattr__") or part in getattr(value, "__annotations__", {}) else f"missing: no {part}"
        value = getattr(value, part)
    return "there"


print(json.dumps([status(name) for name in json.load(sys.stdin)]))
