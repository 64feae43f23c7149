import {members, membersOfEach, MESSAGE_ONLY, MOVE_OFF_LOOP, words, type BlockingGroup} from '../knowledge.ts';
import type {ArgumentTest} from '../types.ts';

const SOURCE = 'introspected CPython 3.11';

/** Files that the kernel makes up in memory. */
const IN_MEMORY: readonly ArgumentTest[] = [
  ...['/proc/', '/sys/', '/dev/null'].map(prefix => ({test: 'position starts with', position: 0, prefix}) as const),
  {test: 'names flag', flag: 'devnull'},
];

/** What `open` gives is `builtins.open()`, whoever opened it. */
const FILE_OBJECT = 'builtins.open()';

export const files: readonly BlockingGroup[] = [
  {
    names: ['builtins.open', 'io.open_code', 'codecs.open', 'tokenize.open', 'os.fdopen'],
    kind: 'file',
    confidence: 'definite',
    unless: IN_MEMORY,
    rewrite: MOVE_OFF_LOOP,
    instead: '`aiofiles.open`, `anyio.open_file`, or a function with the whole file work in `asyncio.to_thread`',
    reason: 'Opening waits for the disk, and so does every read and write that follows.',
    source: SOURCE,
  },
  {
    names: members('pathlib.Path()', 'open'),
    kind: 'file',
    confidence: 'definite',
    rewrite: MOVE_OFF_LOOP,
    instead: '`aiofiles.open`, `anyio.Path`, or a function with the whole file work in `asyncio.to_thread`',
    reason: 'Opening waits for the disk, and so does every read and write that follows.',
    source: SOURCE,
  },
  {
    names: members('pathlib.Path()', 'read_text read_bytes write_text write_bytes'),
    kind: 'file',
    confidence: 'definite',
    rewrite: MOVE_OFF_LOOP,
    instead: '`await asyncio.to_thread(…)` or `anyio.Path`',
    reason: 'The whole file is read or written while the thread waits.',
    source: SOURCE,
  },
  {
    names: [
      ...members('pathlib.Path()', 'rename replace unlink rmdir symlink_to hardlink_to touch chmod lchmod copy copy_into move move_into'),
      ...members('os', `
        open remove unlink removedirs rmdir rename renames replace link symlink chmod lchmod fchmod chown lchown fchown truncate ftruncate
        utime mkfifo mknod sync fsync fdatasync copy_file_range setxattr removexattr posix_fallocate
      `),
    ],
    kind: 'file',
    confidence: 'definite',
    unless: IN_MEMORY,
    rewrite: MOVE_OFF_LOOP,
    instead: '`await asyncio.to_thread(…)`',
    reason: 'It waits for the disk, for long when that is a network one.',
    source: 'introspected CPython 3.11; copy and move of Path from CPython 3.14 documentation',
  },
  {
    names: members('os', 'listdir scandir lockf'),
    kind: 'file',
    confidence: 'definite',
    unless: IN_MEMORY,
    rewrite: MOVE_OFF_LOOP,
    instead: '`await asyncio.to_thread(…)`',
    reason: 'A folder may have any number of entries, and each is read from the disk.',
    source: SOURCE,
  },
  {
    names: members('glob', 'glob'),
    kind: 'file',
    confidence: 'definite',
    rewrite: MOVE_OFF_LOOP,
    instead: '`await asyncio.to_thread(…)`',
    reason: 'It reads every folder that the pattern may match in.',
    source: SOURCE,
  },
  {
    names: [...members('pathlib.Path()', 'iterdir glob rglob walk'), 'os.walk', 'os.fwalk', 'glob.iglob', 'xml.etree.ElementTree.iterparse', 'sqlite3.Connection().iterdump'],
    kind: 'file',
    confidence: 'definite',
    when: [{test: 'result is iterated'}],
    rewrite: MESSAGE_ONLY,
    instead: 'a function with the loop in it, run by `asyncio.to_thread`',
    reason: 'The disk is read turn by turn, as the result is iterated.',
    source: 'introspected CPython 3.11; Path.walk from CPython 3.12 documentation',
  },
  {
    // Pipes and sockets share these calls; on a descriptor that does not block they return at once.
    names: members('os', 'read write pread pwrite preadv pwritev readv writev sendfile lseek'),
    kind: 'file',
    confidence: 'possible',
    rewrite: MOVE_OFF_LOOP,
    instead: '`await asyncio.to_thread(…)`',
    reason: 'On a descriptor that blocks the whole loop waits for the data.',
    source: SOURCE,
  },
  {
    names: [
      ...members(FILE_OBJECT, 'read readline readlines readinto readall read1 peek write writelines flush truncate'),
      // The archive may be in memory.
      ...members('zipfile.ZipFile()', 'open read testzip write writestr'),
      ...members('tarfile.TarFile()', 'addfile getmembers'),
    ],
    kind: 'file',
    // Where the file was opened on the loop, that is what is reported.
    confidence: 'possible',
    rewrite: MOVE_OFF_LOOP,
    instead: '`aiofiles`, or a function with the whole file work in `asyncio.to_thread`',
    reason: 'It waits for the disk whenever the buffer is empty or full.',
    source: SOURCE,
  },
  {
    names: [
      ...members('shutil', 'copy copy2 copyfile copyfileobj copytree move rmtree make_archive unpack_archive chown copymode copystat'),
      ...members('filecmp', 'cmp cmpfiles'),
      ...members('compileall', 'compile_dir compile_file'),
      ...words('py_compile.compile hashlib.file_digest venv.create ensurepip.bootstrap'),
    ],
    kind: 'file',
    confidence: 'definite',
    rewrite: MOVE_OFF_LOOP,
    instead: '`await asyncio.to_thread(…)`',
    reason: 'Whole files are read and written while the thread waits.',
    source: SOURCE,
  },
  {
    names: [
      ...words('gzip.open gzip.GzipFile bz2.open bz2.BZ2File lzma.open lzma.LZMAFile tarfile.open tarfile.TarFile zipfile.ZipFile wave.open shelve.open dbm.open'),
      ...members('zipfile.ZipFile()', 'extract extractall'),
      ...membersOfEach(['tarfile.TarFile()'], 'add extract extractall'),
      ...words('zipfile.is_zipfile tarfile.is_tarfile'),
    ],
    kind: 'file',
    confidence: 'definite',
    rewrite: MOVE_OFF_LOOP,
    instead: 'a function with the whole file work, run by `asyncio.to_thread`',
    reason: 'The file is read or written, and compressed besides, while the thread waits.',
    source: SOURCE,
  },
  {
    names: members('tempfile', 'NamedTemporaryFile TemporaryFile TemporaryDirectory mkstemp mkdtemp'),
    kind: 'file',
    confidence: 'definite',
    rewrite: MOVE_OFF_LOOP,
    instead: '`aiofiles.tempfile`, `anyio.NamedTemporaryFile`, or a worker thread',
    reason: 'It writes to the disk at once, and removes what it made at the end.',
    source: SOURCE,
  },
  {
    names: [
      ...members('json', 'load dump'), ...members('pickle', 'load dump'), ...members('marshal', 'load dump'), ...members('plistlib', 'load dump'),
      ...words('tomllib.load configparser.ConfigParser().read_file configparser.ConfigParser().write xml.etree.ElementTree.parse xml.dom.minidom.parse'),
      ...members('csv', 'reader DictReader'),
    ],
    kind: 'file',
    // What they are given may be in memory, and where it was opened on the loop, that is what is reported.
    confidence: 'possible',
    rewrite: MOVE_OFF_LOOP,
    instead: 'a function with the whole file work, run by `asyncio.to_thread`',
    reason: 'It reads or writes the file that it is given, and parses it besides.',
    source: SOURCE,
  },
  {
    names: [
      ...words('configparser.ConfigParser().read netrc.netrc logging.config.fileConfig'),
      ...words('readline.read_history_file readline.write_history_file runpy.run_path runpy.run_module pkgutil.get_data'),
      ...members('importlib.resources', 'open_binary open_text read_binary read_text'),
      ...words('importlib.resources.files().read_text importlib.resources.files().read_bytes'),
    ],
    kind: 'file',
    confidence: 'probable',
    rewrite: MOVE_OFF_LOOP,
    instead: '`await asyncio.to_thread(…)`, or do it once at start-up',
    reason: 'It reads a file while the thread waits.',
    source: SOURCE,
  },
  {
    names: [
      ...members('importlib.metadata', 'distribution distributions entry_points metadata version'),
      ...members('inspect', 'getsource getsourcelines'), ...members('pkgutil', 'iter_modules walk_packages'),
      ...members('importlib', 'import_module reload'), ...words('zoneinfo.ZoneInfo mimetypes.init mimetypes.guess_type locale.setlocale'),
      ...words('logging.FileHandler logging.handlers.RotatingFileHandler logging.handlers.TimedRotatingFileHandler'),
      ...members('platform', 'platform uname architecture libc_ver freedesktop_os_release mac_ver win32_ver'), ...members('uuid', 'uuid1 getnode'),
      ...words('linecache.getline linecache.getlines mmap.mmap os.getlogin'),
    ],
    kind: 'file',
    confidence: 'possible',
    rewrite: MESSAGE_ONLY,
    instead: 'it once, at start-up',
    reason: 'The first call reads files or runs a command; later ones may be answered from memory.',
    source: SOURCE,
  },
  {
    names: members('ssl', 'create_default_context'),
    kind: 'file',
    confidence: 'possible',
    rewrite: MESSAGE_ONLY,
    instead: 'one context that is made at start-up',
    reason: 'It reads and parses the certificates of the system, which takes tens of milliseconds.',
    source: SOURCE,
  },
  {
    names: members('ssl.SSLContext()', 'load_cert_chain load_default_certs load_verify_locations set_default_verify_paths'),
    kind: 'file',
    confidence: 'probable',
    unless: [{test: 'has keyword', keyword: 'cadata'}],
    rewrite: MOVE_OFF_LOOP,
    instead: 'one context that is made at start-up',
    reason: 'It reads and parses certificates from the disk.',
    source: SOURCE,
  },
];
