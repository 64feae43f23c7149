import {members, MOVE_OFF_LOOP, MESSAGE_ONLY, type BlockingGroup} from '../knowledge.ts';
import type {ArgumentTest} from '../types.ts';

const SOURCE = 'introspected CPython 3.11';

const IN_MEMORY: readonly ArgumentTest[] = ['/proc/', '/sys/', '/dev/null'].map(prefix => ({test: 'position starts with', position: 0, prefix}));

const REASON = 'It looks up metadata, which is quick on a local disk and slow on a network one.';

/** Cheap, local look-ups and what is as cheap. */
export const metadata: readonly BlockingGroup[] = [
  {
    names: [
      ...members('os.path', 'exists lexists isfile isdir islink ismount isjunction isdevdrive getsize getmtime getatime getctime realpath samefile sameopenfile'),
      ...members('os', 'access stat lstat fstat statvfs fstatvfs statx readlink mkdir makedirs chdir fchdir getxattr listxattr'),
      ...members('shutil', 'disk_usage which'),
    ],
    kind: 'metadata',
    confidence: 'definite',
    unless: IN_MEMORY,
    rewrite: MOVE_OFF_LOOP,
    instead: '`await asyncio.to_thread(…)` or `anyio.Path`',
    reason: REASON,
    source: 'introspected CPython 3.11; isjunction from CPython 3.12, isdevdrive from 3.13, statx from 3.15 documentation',
  },
  {
    names: members('pathlib.Path()', `
      exists is_file is_dir is_symlink is_mount is_socket is_fifo is_block_device is_char_device is_junction stat lstat resolve readlink
      samefile mkdir owner group
    `),
    kind: 'metadata',
    confidence: 'definite',
    rewrite: MOVE_OFF_LOOP,
    instead: '`await asyncio.to_thread(…)` or `anyio.Path`',
    reason: REASON,
    source: 'introspected CPython 3.11; is_junction from CPython 3.12 documentation',
  },
  {
    // Of a link that the entry is, `is_file` and `is_dir` ask too; of all else they know from the listing.
    names: ['os.DirEntry().stat'],
    kind: 'metadata',
    confidence: 'definite',
    rewrite: MOVE_OFF_LOOP,
    instead: '`await asyncio.to_thread(…)`',
    reason: 'Each entry is looked up by itself, except on Windows.',
    source: 'CPython 3.11 documentation of os.DirEntry',
  },
  {
    names: [...members('pathlib.Path()', 'absolute expanduser'), ...members('pathlib.Path', 'cwd home'), ...members('os', 'getcwd getcwdb')],
    kind: 'metadata',
    confidence: 'possible',
    rewrite: MESSAGE_ONLY,
    instead: 'it once, at start-up',
    reason: 'It asks the operating system, which answers from memory nearly always.',
    source: SOURCE,
  },
];
