import {members, membersOfEach, words, type BlockingGroup} from '../knowledge.ts';
import {library} from './library.ts';

const VERBS = 'get post put patch delete head options request';

export const httpClients: readonly BlockingGroup[] = [
  library('requests 2.34.2', 'network', '`httpx.AsyncClient` or `aiohttp.ClientSession`', [
    ...members('requests', VERBS),
    ...members('requests.Session()', `${VERBS} send`),
  ]),
  library('requests 2.34.2', 'network', '`httpx.AsyncClient().stream` or `aiohttp.ClientSession`', membersOfEach(
    ['requests.Response()', ...members('requests', 'get post request').map(name => `${name}()`), ...members('requests.Session()', 'get post request').map(name => `${name}()`)],
    'iter_content iter_lines',
  ), {
    confidence: 'probable',
    when: [{test: 'result is iterated'}],
    reason: 'With `stream=True` each turn waits for the next part of the answer.',
  }),
  library('httpx 0.28.1', 'network', '`httpx.AsyncClient`', [
    ...members('httpx', `${VERBS} stream`),
    ...members('httpx.Client()', `${VERBS} send stream`),
  ]),
  library('httpx2 2.16.2', 'network', '`httpx2.AsyncClient`', [
    ...members('httpx2', `${VERBS} stream`),
    ...members('httpx2.Client()', `${VERBS} send stream`),
  ]),
  library('urllib3 2.8.0', 'network', '`httpx.AsyncClient` or `aiohttp.ClientSession`', [
    'urllib3.request',
    ...membersOfEach(
      words('urllib3.PoolManager() urllib3.ProxyManager() urllib3.HTTPConnectionPool() urllib3.HTTPSConnectionPool()'),
      'request request_encode_body request_encode_url urlopen',
    ),
  ]),
  library('curl_cffi 0.16.3', 'network', '`curl_cffi.requests.AsyncSession`', [
    ...members('curl_cffi.requests', VERBS),
    ...members('curl_cffi.requests.Session()', VERBS),
  ]),
  library('websockets 17.4', 'network', '`websockets.connect`', ['websockets.sync.client.connect', ...members('websockets.sync.client.connect()', 'send recv')]),
  library('websocket-client 1.9.2', 'network', '`websockets.connect` or `aiohttp`', words('websocket.create_connection websocket.WebSocketApp().run_forever')),
  library('dnspython 2.9.2', 'network', '`await dns.asyncresolver.resolve(…)`', words(`
    dns.resolver.resolve dns.resolver.query dns.resolver.Resolver().resolve dns.resolver.Resolver().query
  `)),
  library('starlette', 'network', '`httpx.AsyncClient(transport=ASGITransport(app))`', membersOfEach(['starlette.testclient.TestClient()', 'fastapi.testclient.TestClient()'], VERBS), {
    confidence: 'possible',
    reason: 'It runs the application in a thread of its own and waits for the answer.',
  }),
  library('cloudscraper', 'network', 'a worker thread', [...members('cloudscraper.create_scraper()', VERBS), 'cloudscraper.get']),
  library('pycurl', 'network', '`aiohttp.ClientSession` or a worker thread', ['pycurl.Curl().perform']),
  library('paramiko 5.1.0', 'network', '`asyncssh`', [
    ...members('paramiko.SSHClient()', 'connect exec_command open_sftp'),
    ...membersOfEach(['paramiko.SFTPClient()', 'paramiko.SSHClient().open_sftp()'], 'get put listdir'),
  ]),
  library('fabric', 'network', '`asyncssh`', members('fabric.Connection()', 'run sudo get put')),
  library('selenium 4.51.0', 'network', 'a worker thread, or Playwright\'s asynchronous API', [
    ...members('selenium.webdriver', 'Chrome Edge Firefox Remote'),
    ...membersOfEach(
      [...members('selenium.webdriver', 'Chrome Edge Firefox Remote').map(name => `${name}()`), 'selenium.webdriver.remote.webdriver.WebDriver()'],
      'get find_element find_elements execute_script quit',
    ),
    ...membersOfEach(['selenium.webdriver.support.ui.WebDriverWait()', 'selenium.webdriver.support.wait.WebDriverWait()'], 'until until_not'),
  ]),
  library('playwright 1.65.2', 'network', '`playwright.async_api.async_playwright`', ['playwright.sync_api.sync_playwright'], {rewrite: {kind: 'message only'}}),
  library('PyGithub', 'network', 'a worker thread', members('github.Github()', 'get_repo get_user search_repositories')),
  library('trafilatura', 'network', 'a worker thread', ['trafilatura.fetch_url']),
  library('feedparser', 'network', 'a worker thread', ['feedparser.parse'], {confidence: 'possible', reason: 'Given an address it downloads it; given a text it only parses.'}),
  library('python-whois', 'network', 'a worker thread', ['whois.whois']),
  library('wget', 'network', 'a worker thread', ['wget.download']),
  library('wikipedia', 'network', 'a worker thread', members('wikipedia', 'page search summary')),
  library('newspaper3k', 'network', 'a worker thread', ['newspaper.Article().download']),
  library('geopy', 'network', '`geopy.adapters.AioHTTPAdapter`', members('geopy.geocoders.Nominatim()', 'geocode reverse')),
  library('arxiv', 'network', 'a worker thread', ['arxiv.Client().results'], {when: [{test: 'result is iterated'}]}),
  library('pymodbus', 'network', '`pymodbus.client.AsyncModbusTcpClient`', members('pymodbus.client.ModbusTcpClient()', 'connect read_holding_registers')),
  library('yt-dlp', 'network', 'a worker thread', members('yt_dlp.YoutubeDL()', 'download extract_info')),
  library('duckduckgo-search', 'network', 'a worker thread', membersOfEach(['duckduckgo_search.DDGS()', 'ddgs.DDGS()'], 'text news images')),
  library('pyserial', 'wait', '`serial_asyncio`', members('serial.Serial()', 'read readline write flush')),
];
