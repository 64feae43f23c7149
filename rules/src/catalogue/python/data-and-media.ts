import {members, membersOfEach, MESSAGE_ONLY, words, type BlockingGroup} from '../knowledge.ts';
import {library} from './library.ts';

const THREAD = 'a worker thread';
const PROCESS = 'a process pool or a service of its own';

const TO_THREAD = '`await asyncio.to_thread(…)`';

const SLOW_BY_DESIGN: Partial<BlockingGroup> = {reason: 'A password hash is slow by design.'};
const FINDS_PRIMES: Partial<BlockingGroup> = {reason: 'Finding the primes takes from tenths of a second to seconds.'};

/** Data frames, documents, images, sound, models: reading files, and computing. */
export const dataAndMedia: readonly BlockingGroup[] = [
  library('pandas', 'file', THREAD, members('pandas', `
    read_csv read_excel read_feather read_hdf read_html read_json read_orc read_parquet read_pickle read_sql read_sql_query
    read_sql_table read_stata read_table read_xml
  `)),
  library('pandas', 'file', THREAD, members('pandas.DataFrame()', 'to_csv to_excel to_feather to_hdf to_html to_json to_parquet to_pickle'), {
    when: [{test: 'has position', position: 0}],
    reason: 'With a path it writes a file; without one it gives the text.',
  }),
  library('pandas', 'database', THREAD, ['pandas.DataFrame().to_sql']),
  library('pandas', 'computation', PROCESS, members('pandas.DataFrame()', 'apply groupby merge pivot_table sort_values'), {confidence: 'possible'}),
  library('polars', 'file', THREAD, [...members('polars', 'read_csv read_database read_excel read_json read_parquet'), ...members('polars.DataFrame()', 'write_csv write_json write_parquet')]),
  library('polars', 'computation', '`await frame.collect_async()`', ['polars.LazyFrame().collect', ...members('polars', 'scan_csv scan_parquet').map(name => `${name}().collect`)]),
  library('numpy 2.4.6', 'file', THREAD, members('numpy', 'load save savez savez_compressed loadtxt savetxt genfromtxt fromfile memmap')),
  library('numpy 2.4.6', 'computation', THREAD, members('numpy.linalg', 'eig eigh inv solve svd'), {confidence: 'possible'}),
  library('pyarrow', 'file', THREAD, members('pyarrow.parquet', 'read_table write_table')),
  library('h5py', 'file', THREAD, ['h5py.File']),
  library('joblib', 'file', THREAD, members('joblib', 'load dump')),
  library('joblib', 'wait', '`loop.run_in_executor` with a `ProcessPoolExecutor`', ['joblib.Parallel()']),
  library('dask', 'computation', PROCESS, ['dask.compute']),
  library('openpyxl', 'file', THREAD, ['openpyxl.load_workbook', 'openpyxl.Workbook().save']),
  ...[
    ['python-docx', 'docx.Document'], ['python-pptx', 'pptx.Presentation'], ['pypdf', 'pypdf.PdfReader'], ['PyPDF2', 'PyPDF2.PdfReader'],
    ['pdfplumber', 'pdfplumber.open'], ['PyMuPDF', 'fitz.open'], ['smart_open', 'smart_open.open'], ['py7zr', 'py7zr.SevenZipFile().extractall'],
    ['moviepy', 'moviepy.editor.VideoFileClip'], ['spacy', 'spacy.load'], ['openai-whisper', 'whisper.load_model'],
  ].map(([of = '', name = '']) => library(of, 'file', THREAD, [name])),
  library('toml', 'file', THREAD, members('toml', 'load dump'), {confidence: 'possible'}),
  library('nbformat', 'file', THREAD, members('nbformat', 'read write')),
  library('lxml', 'file', THREAD, ['lxml.etree.parse', 'lxml.html.parse']),
  library('imageio', 'file', THREAD, members('imageio', 'imread imwrite')),
  library('soundfile', 'file', THREAD, members('soundfile', 'read write')),
  library('pydub', 'file', THREAD, ['pydub.AudioSegment.from_file', 'pydub.AudioSegment().export']),
  library('Pillow', 'file', THREAD, ['PIL.Image.open', 'PIL.Image.open().save', 'PIL.Image.Image().save']),
  library('Pillow', 'computation', THREAD, membersOfEach(['PIL.Image.open()', 'PIL.Image.Image()'], 'convert filter load resize rotate thumbnail'), {confidence: 'possible'}),
  library('opencv-python', 'file', THREAD, [...members('cv2', 'imread imwrite'), 'cv2.VideoCapture', 'cv2.VideoCapture().read']),
  library('opencv-python', 'computation', THREAD, members('cv2', 'resize cvtColor'), {confidence: 'possible'}),
  library('opencv-python', 'wait', THREAD, ['cv2.waitKey']),
  library('pytesseract', 'process', THREAD, members('pytesseract', 'image_to_string image_to_data')),
  library('ffmpeg-python', 'process', '`await asyncio.create_subprocess_exec(…)`', members('ffmpeg', 'run probe')),
  library('matplotlib', 'computation', THREAD, members('matplotlib.pyplot', 'savefig show'), {confidence: 'possible'}),
  library('torch', 'file', THREAD, members('torch', 'load save')),
  library('torch', 'wait', THREAD, ['torch.cuda.synchronize']),
  library('transformers', 'file', 'it once, at start-up', [
    ...membersOfEach(words('transformers.AutoModel transformers.AutoModelForCausalLM transformers.AutoTokenizer'), 'from_pretrained'),
    'transformers.pipeline',
  ]),
  library('transformers', 'computation', PROCESS, membersOfEach(words('transformers.AutoModelForCausalLM.from_pretrained() transformers.GenerationMixin()'), 'generate')),
  library('transformers', 'computation', PROCESS, ['transformers.pipeline()']),
  library('sentence-transformers', 'computation', PROCESS, ['sentence_transformers.SentenceTransformer().encode', ...members('sentence_transformers.CrossEncoder()', 'predict rank')]),
  library('sentence-transformers', 'file', 'it once, at start-up', ['sentence_transformers.SentenceTransformer', 'sentence_transformers.CrossEncoder']),
  library('onnxruntime', 'computation', PROCESS, ['onnxruntime.InferenceSession().run']),
  library('onnxruntime', 'file', 'it once, at start-up', ['onnxruntime.InferenceSession']),
  library('tensorflow', 'computation', PROCESS, membersOfEach(['tensorflow.keras.Model()', 'keras.Model()'], 'fit predict evaluate')),
  library('faiss', 'computation', THREAD, members('faiss.IndexFlatL2()', 'add search'), {confidence: 'possible'}),
  library('nltk', 'computation', THREAD, members('nltk', 'sent_tokenize word_tokenize'), {confidence: 'possible'}),
  library('nltk', 'network', 'it once, at start-up', ['nltk.download']),
  library('scikit-learn', 'computation', PROCESS, members('sklearn.base.BaseEstimator()', 'fit fit_transform predict transform'), {confidence: 'possible'}),
  library('openai-whisper', 'computation', PROCESS, ['whisper.transcribe', 'whisper.load_model().transcribe']),

  library('bcrypt 5.0.0', 'computation', TO_THREAD, members('bcrypt', 'hashpw checkpw kdf'), SLOW_BY_DESIGN),
  library('argon2-cffi 25.1.0', 'computation', TO_THREAD, members('argon2.PasswordHasher()', 'hash verify'), SLOW_BY_DESIGN),
  library('passlib 1.7.4', 'computation', TO_THREAD, [...members('passlib.context.CryptContext()', 'hash verify'), ...members('passlib.hash.bcrypt', 'hash verify')], SLOW_BY_DESIGN),
  library('PyNaCl 1.6.2', 'computation', TO_THREAD, members('nacl.pwhash', 'str verify'), SLOW_BY_DESIGN),
  library('pwdlib', 'computation', TO_THREAD, members('pwdlib.PasswordHash()', 'hash verify'), SLOW_BY_DESIGN),
  library('Werkzeug 3.1.8', 'computation', TO_THREAD, members('werkzeug.security', 'generate_password_hash check_password_hash'), SLOW_BY_DESIGN),
  library('cryptography 50.0.2', 'computation', TO_THREAD, ['cryptography.hazmat.primitives.asymmetric.rsa.generate_private_key'], FINDS_PRIMES),
  library('pycryptodome 4.4.0', 'computation', TO_THREAD, ['Crypto.PublicKey.RSA.generate'], FINDS_PRIMES),
  library('PyYAML 6.0.3', 'computation', TO_THREAD, members('yaml', 'load safe_load full_load load_all dump safe_dump'), {
    confidence: 'possible', growsWithInput: true, rewrite: MESSAGE_ONLY, reason: 'The parser is slow, and given a file it reads it besides.',
  }),
  library('orjson 3.13.0', 'computation', THREAD, members('orjson', 'loads dumps'), {confidence: 'possible', growsWithInput: true}),
];
