import {lastMember, members, membersOfEach, MESSAGE_ONLY, type BlockingGroup} from '../knowledge.ts';
import {library} from './library.ts';

const AWAITED_METHOD = (name: string): string => `\`await ${lastMember(name)}(…)\``;

/** Clients of language models and what is built on them, LangChain apart. */
export const languageModels: readonly BlockingGroup[] = [
  library('openai 3.54.0', 'network', '`openai.AsyncOpenAI`', members('openai.OpenAI()', `
    chat.completions.create chat.completions.parse responses.create responses.parse completions.create embeddings.create
    images.generate files.create audio.transcriptions.create moderations.create models.list
  `)),
  library('openai before 1.0', 'network', '`acreate`', ['openai.ChatCompletion.create', 'openai.Completion.create', 'openai.Embedding.create'], {
    confidence: 'probable',
    rewrite: MESSAGE_ONLY,
    source: 'general knowledge of openai before 1.0',
  }),
  library('anthropic 2.12.0', 'network', '`anthropic.AsyncAnthropic`', members('anthropic.Anthropic()', 'messages.create messages.stream messages.count_tokens')),
  library('groq 1.7.0', 'network', '`groq.AsyncGroq`', ['groq.Groq().chat.completions.create']),
  library('cohere 7.3.1', 'network', '`cohere.AsyncClient`', members('cohere.Client()', 'chat embed rerank')),
  library('ollama 0.6.3', 'network', '`ollama.AsyncClient`', [...members('ollama', 'chat generate embeddings pull'), ...members('ollama.Client()', 'chat generate embeddings pull')]),
  library('google-genai 3.4.0', 'network', 'the same methods of `client.aio.models`', members('google.genai.Client().models', 'generate_content generate_content_stream embed_content'), {rewrite: MESSAGE_ONLY}),
  library('google-generativeai', 'network', '`await generate_content_async(…)`', ['google.generativeai.GenerativeModel().generate_content']),
  library('mistralai', 'network', '`complete_async` and `stream_async`', members('mistralai.Mistral().chat', 'complete stream')),
  ...['completion', 'embedding', 'image_generation', 'text_completion', 'transcription'].map(member => (
    library('litellm 1.106.2', 'network', AWAITED_METHOD(`litellm.a${member}`), [`litellm.${member}`], {
      rewrite: {kind: 'await twin', twins: {asyncio: {module: 'litellm', name: `a${member}`}}},
    })
  )),
  library('huggingface_hub 1.33.0', 'network', '`huggingface_hub.AsyncInferenceClient`', members('huggingface_hub.InferenceClient()', 'chat_completion text_generation')),
  library('huggingface_hub 1.33.0', 'network', 'a worker thread', members('huggingface_hub', 'hf_hub_download snapshot_download')),
  library('langsmith 0.15.0', 'network', '`langsmith.AsyncClient`', members('langsmith.Client()', 'create_run list_runs read_run update_run')),
  library('tavily-python 0.8.5', 'network', '`tavily.AsyncTavilyClient`', members('tavily.TavilyClient()', 'search extract')),
  library('tiktoken 0.14.0', 'network', 'it once, at start-up', members('tiktoken', 'get_encoding encoding_for_model'), {
    confidence: 'possible', rewrite: MESSAGE_ONLY, reason: 'The first call downloads the vocabulary.',
  }),
  library('replicate', 'network', '`await replicate.async_run(…)`', ['replicate.run']),
  library('dashscope', 'network', '`dashscope.AioGeneration.call`', ['dashscope.Generation.call']),
  library('zhipuai', 'network', 'a worker thread', ['zhipuai.ZhipuAI().chat.completions.create']),
  library('crewai', 'network', '`await crew.kickoff_async(…)`', ['crewai.Crew().kickoff']),
  library('pydantic-ai', 'network', '`await agent.run(…)`', members('pydantic_ai.Agent()', 'run_sync run_stream_sync')),
  library('openai-agents', 'network', '`await Runner.run(…)`', ['agents.Runner.run_sync']),
  library('llama-index', 'network', 'the methods that begin with `a`: `aquery`, `achat`, `acomplete`', [
    ...members('llama_index.core.llms.LLM()', 'chat complete predict'),
    ...membersOfEach(['llama_index.core.query_engine.BaseQueryEngine()', 'llama_index.core.VectorStoreIndex().as_query_engine()', 'llama_index.core.VectorStoreIndex.from_documents().as_query_engine()'], 'query'),
    ...membersOfEach(['llama_index.core.chat_engine.types.BaseChatEngine()', 'llama_index.core.VectorStoreIndex().as_chat_engine()'], 'chat stream_chat'),
    'llama_index.llms.openai.OpenAI().complete',
    'llama_index.llms.openai.OpenAI().chat',
  ]),
];
