import {members, MESSAGE_ONLY, words, type BlockingGroup} from '../knowledge.ts';

const SOURCE = 'introspected CPython 3.11';

const ELSEWHERE = 'a process pool, or `asyncio.to_thread` where the library releases the interpreter lock';

/** Computation of the standard library. None of it has an asynchronous twin. */
export const computation: readonly BlockingGroup[] = [
  {
    names: words('hashlib.pbkdf2_hmac hashlib.scrypt crypt.crypt'),
    kind: 'computation',
    confidence: 'definite',
    rewrite: MESSAGE_ONLY,
    instead: '`await asyncio.to_thread(…)`',
    reason: 'It is slow by design, and releases the interpreter lock while it computes.',
    source: SOURCE,
  },
  {
    names: [...members('bz2', 'compress decompress'), ...members('gzip', 'compress decompress'), ...members('lzma', 'compress decompress'), ...members('zlib', 'compress decompress')],
    kind: 'computation',
    confidence: 'possible',
    growsWithInput: true,
    rewrite: MESSAGE_ONLY,
    instead: '`await asyncio.to_thread(…)`',
    reason: 'How long it takes depends on the size of the data; the interpreter lock is released meanwhile.',
    source: SOURCE,
  },
  {
    names: [...members('timeit', 'timeit repeat'), ...members('cProfile', 'run runctx'), 'doctest.testmod', 'tracemalloc.take_snapshot', 'gc.collect'],
    kind: 'computation',
    confidence: 'possible',
    rewrite: MESSAGE_ONLY,
    instead: ELSEWHERE,
    reason: 'It measures or inspects the whole program and takes as long as that needs.',
    source: SOURCE,
  },
  {
    names: [
      ...members('json', 'loads dumps'), ...members('pickle', 'loads dumps'), ...words('tomllib.loads ast.parse ast.literal_eval copy.deepcopy'),
      ...members('base64', 'b64decode b64encode'), ...members('difflib', 'ndiff unified_diff get_close_matches'), 'difflib.SequenceMatcher().ratio',
      'difflib.SequenceMatcher().get_opcodes', ...members('xml.etree.ElementTree', 'fromstring tostring'), 'xml.dom.minidom.parseString',
    ],
    kind: 'computation',
    confidence: 'possible',
    growsWithInput: true,
    rewrite: MESSAGE_ONLY,
    instead: ELSEWHERE,
    reason: 'How long it takes depends on the size of the data, and large data holds the thread.',
    source: SOURCE,
  },
];
