"""Writes down how CPython reads files, in a form that our own tree can be written down in too.

    python3 cpython-ast.py < paths        a line of JSON for each path: digests of its tree, or why there is none
    python3 cpython-ast.py --dump path    the tree itself, a node or value a line
    python3 cpython-ast.py --library      the folder of the standard library
"""
import ast
import hashlib
import json
import re
import struct
import sys
import sysconfig
import warnings

LEFT_OUT = {"ctx", "type_comment", "type_ignores", "kind", "simple", "conversion", "str"}
RENAMED = {"type": "exc_type"}


class Writer:
    """The lines of one tree, with places and without. Characters written by name, `\\N{DASH}`, are not compared."""

    def __init__(self, text):
        self.text = text
        self.starts = [0] + [match.end() for match in re.finditer(r"\r\n|\r|\n", text)]
        self.ends = [match.start() for match in re.finditer(r"\r\n|\r|\n", text)] + [len(text)]
        self.shift = self.wide_before_lines()
        self.structure = []
        self.places = []

    def wide_before_lines(self):
        """For each line, how many characters before it take two UTF-16 units."""
        if self.text.isascii():
            return [0] * len(self.starts)
        shift, seen = [], 0
        for start, following in zip(self.starts, self.starts[1:] + [len(self.text)]):
            shift.append(seen)
            seen += sum(1 for character in self.text[start:following] if ord(character) > 0xFFFF)
        return shift

    def place(self, node):
        """Where a node starts and ends, in UTF-16 units."""
        return self.units(node.lineno, node.col_offset), self.units(node.end_lineno, node.end_col_offset)

    def units(self, line, column):
        start = self.starts[line - 1]
        index = self.index(line, column)
        return index + self.shift[line - 1] + sum(1 for character in self.text[start:index] if ord(character) > 0xFFFF)

    def index(self, line, column):
        """CPython counts columns in bytes of UTF-8."""
        start = self.starts[line - 1]
        content = self.text[start : self.ends[line - 1]]
        return start + (column if content.isascii() else len(content.encode("utf-8")[:column].decode("utf-8")))

    def is_named(self, node):
        return "\\N{" in self.text[self.index(node.lineno, node.col_offset) : self.index(node.end_lineno, node.end_col_offset)]

    def write(self, node, has_places=True):
        name = type(node).__name__
        self.structure.append(f"({name}")
        if has_places and hasattr(node, "lineno"):
            self.places.append("{} {} {}".format(name, *self.place(node)))
        if name in ("JoinedStr", "TemplateStr"):
            for field in fields_of(node):
                self.write(field.value, False)
        elif name == "Constant":
            self.structure.append("named" if has_places and self.is_named(node) else constant(node.value))
        else:
            fields = {RENAMED.get(field, field): getattr(node, field) for field in node._fields if field not in LEFT_OUT}
            for field, value in sorted(fields.items()):
                self.write_field(field, value, has_places)
        self.structure.append(")")

    def write_field(self, field, value, has_places):
        if value is None or value == []:
            return
        self.structure.append(f"{field}:")
        if not isinstance(value, list):
            return self.write_one(value, has_places)
        for one in value:
            self.write_one(one, has_places)

    def write_one(self, value, has_places):
        if isinstance(value, (ast.operator, ast.unaryop, ast.boolop, ast.cmpop)):
            self.structure.append(type(value).__name__)
        elif isinstance(value, ast.AST):
            self.write(value, has_places)
        else:
            self.structure.append("-" if value is None else str(value))


def fields_of(node):
    """The replacement fields of an f-string, those of format specifications after the one that they belong to."""
    for value in node.values:
        if type(value).__name__ in ("FormattedValue", "Interpolation"):
            yield value
            if value.format_spec is not None:
                yield from fields_of(value.format_spec)


def constant(value):
    if value is ...:
        return "Ellipsis"
    if value is None or isinstance(value, bool):
        return str(value)
    if isinstance(value, str):
        return "str " + json.dumps(value)
    if isinstance(value, bytes):
        return "bytes " + json.dumps(value.decode("latin-1"))
    if isinstance(value, int):
        return f"int {value}"
    number = value.imag if isinstance(value, complex) else value
    return f"{type(value).__name__} {struct.pack('>d', number).hex()}"


def written(path):
    with open(path, "rb") as file:
        text = file.read().decode("utf-8").removeprefix("\ufeff")
    writer = Writer(text)
    writer.write(ast.parse(text))
    return writer


def digest(lines):
    return hashlib.md5("\n".join(lines).encode("utf-8", "surrogatepass")).hexdigest()


def main():
    warnings.simplefilter("ignore")
    sys.setrecursionlimit(20_000)
    if hasattr(sys, "set_int_max_str_digits"):
        sys.set_int_max_str_digits(0)
    sys.stdin.reconfigure(encoding="utf-8")
    sys.stdout.reconfigure(encoding="utf-8", errors="surrogatepass", newline="\n")
    if sys.argv[1:] == ["--library"]:
        print(sysconfig.get_path("stdlib"))
        return
    if sys.argv[1:2] == ["--dump"]:
        writer = written(sys.argv[2])
        print(json.dumps({"structure": writer.structure, "places": writer.places}))
        return
    for path in sys.stdin.read().splitlines():
        try:
            writer = written(path)
            answer = {"structure": digest(writer.structure), "places": digest(writer.places)}
        except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
            answer = {"error": f"{type(error).__name__}: {error}"}
        print(json.dumps(answer), flush=True)


main()
