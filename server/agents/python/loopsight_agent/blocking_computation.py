"""Which lines call what computes outside of Python, for long: crypto and compression. To a loop that is as bad as waiting, and is told as such.

What a line calls is told by the names in its code, and by what they stand for in the program at that moment: an import under another name is known too.
"""
import dis  # Now: where a sample is taken the program may be importing, and an import within that one breaks it (before Python 3.12).
import sys
from types import ModuleType

# Slow by design, whatever they are given.
SLOW = {'hashlib': 'pbkdf2_hmac scrypt', 'crypt': 'crypt', 'bcrypt': 'hashpw checkpw kdf'}
# As slow as their data is long.
GROWING = {
    'hashlib': 'new md5 sha1 sha224 sha256 sha384 sha512 sha3_224 sha3_256 sha3_384 sha3_512 blake2b blake2s',
    'hmac': 'digest',
    'zlib': 'compress decompress crc32 adler32',
    'bz2': 'compress decompress',
    'lzma': 'compress decompress',
}
GROWING_METHODS = {'update', 'compress', 'decompress', 'flush'}
MODULES_OF_OBJECTS = {'_hashlib', '_blake2', '_md5', '_sha1', '_sha2', '_sha256', '_sha512', '_sha3', 'zlib', '_bz2', '_lzma'}

_SLOW_NAMES = {name for names in SLOW.values() for name in names.split()}
LOADS_NAME, LOADS_VARIABLE = ('LOAD_GLOBAL', 'LOAD_NAME', 'LOAD_ATTR', 'LOAD_METHOD'), ('LOAD_FAST', 'LOAD_DEREF', 'LOAD_CLOSURE')


def calls_slow(frame):
    """Whether the line at which a frame is calls what is slow by design. To be asked once for each place: it reads the code, where that names one of them."""
    slow, code, scope = _identities(SLOW), frame.f_code, frame.f_globals
    if _SLOW_NAMES.isdisjoint(code.co_names) and slow.isdisjoint(id(scope.get(name)) for name in code.co_names):
        return False
    names, _ = _names_on_line(code, frame.f_lineno)
    return not slow.isdisjoint(_called(names, scope))


def calls_growing(frame):
    """The same of what is as slow as its data is long."""
    names, variables = _names_on_line(frame.f_code, frame.f_lineno)
    scope = frame.f_globals
    if not _identities(GROWING).isdisjoint(_called(names, scope)):
        return True
    if GROWING_METHODS.isdisjoint(names):
        return False
    held = frame.f_locals if variables else {}
    objects = [*(held.get(name) for name in variables), *(scope.get(name) for name in names)]
    return any(type(each).__module__ in MODULES_OF_OBJECTS for each in objects)


def _called(names, scope):
    """The identities of what the names may stand for, by themselves and in modules."""
    objects = [scope[name] for name in names if name in scope]
    called = {id(each) for each in objects}
    called.update(id(each.__dict__[name]) for each in objects if isinstance(each, ModuleType) for name in names if name in each.__dict__)
    return called


def _identities(table):
    """Of the functions that are loaded."""
    loaded = [(sys.modules.get(module), names) for module, names in table.items()]
    return {id(module.__dict__[name]) for module, names in loaded if isinstance(module, ModuleType) for name in names.split() if name in module.__dict__}


def _names_on_line(code, line):
    """Of globals and attributes, and of variables."""
    names, variables, at = set(), set(), None
    starts = dict(dis.findlinestarts(code))
    for instruction in dis.get_instructions(code):
        at = starts.get(instruction.offset, at)
        if at == line:
            # Newer versions load two variables at once.
            loaded = instruction.argval if isinstance(instruction.argval, tuple) else (instruction.argval,)
            if instruction.opname.startswith(LOADS_NAME):
                names.update(loaded)
            elif instruction.opname.startswith(LOADS_VARIABLE):
                variables.update(loaded)
    return names, variables
