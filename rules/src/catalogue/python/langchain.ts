import {lastMember, members, membersOfEach, MESSAGE_ONLY, words, type BlockingGroup} from '../knowledge.ts';
import type {QualifiedName, RewriteClass} from '../types.ts';

const SOURCE = 'introspected langchain-core 1.7.2, whose base classes the integrations extend';

const RUNNABLE = 'langchain_core.runnables.Runnable()';
const GRAPH = 'langgraph.graph.state.CompiledStateGraph()';
const STORE = 'langchain_core.vectorstores.VectorStore()';
const EMBEDDINGS = 'langchain_core.embeddings.Embeddings()';

const STORE_CLASSES = words(`
  langchain_core.vectorstores.VectorStore langchain_core.vectorstores.InMemoryVectorStore langchain_chroma.Chroma
  langchain_community.vectorstores.FAISS langchain_community.vectorstores.Chroma langchain_pinecone.PineconeVectorStore
  langchain_qdrant.QdrantVectorStore langchain_postgres.PGVector langchain_milvus.Milvus
`);

/** Everything in LangChain has an asynchronous method of the same name with an `a` before it. */
export const langchain: readonly BlockingGroup[] = [
  {
    names: [...members(RUNNABLE, 'invoke batch'), ...members(GRAPH, 'invoke batch')],
    kind: 'network',
    confidence: 'definite',
    rewrite: awaitedMethod,
    instead: awaited,
    reason: 'The model, tool or retriever behind it is waited for on the thread of the loop.',
    source: SOURCE,
  },
  {
    names: [...members(RUNNABLE, 'stream batch_as_completed transform'), ...members(GRAPH, 'stream')],
    kind: 'network',
    confidence: 'definite',
    when: [{test: 'result is iterated'}],
    rewrite: name => ({kind: 'iterate', method: `a${lastMember(name)}`}),
    instead: name => `\`async for … in a${lastMember(name)}(…)\``,
    reason: 'Each turn waits for the next part on the thread of the loop.',
    source: SOURCE,
  },
  {
    names: [
      ...members(EMBEDDINGS, 'embed_documents embed_query'),
      ...members(STORE, 'add_documents add_texts delete similarity_search similarity_search_with_score max_marginal_relevance_search'),
      'langchain_core.language_models.BaseLLM().generate',
    ],
    kind: 'network',
    confidence: 'definite',
    rewrite: awaitedMethod,
    instead: awaited,
    reason: 'The service behind it is waited for on the thread of the loop.',
    source: SOURCE,
  },
  {
    names: membersOfEach(STORE_CLASSES, 'from_documents from_texts'),
    kind: 'network',
    confidence: 'definite',
    rewrite: awaitedMethod,
    instead: awaited,
    reason: 'Every document is embedded and stored before it returns.',
    source: SOURCE,
  },
  {
    names: members('langchain_core.document_loaders.BaseLoader()', 'load load_and_split'),
    kind: 'file',
    confidence: 'probable',
    rewrite: MESSAGE_ONLY,
    instead: '`await aload(…)`',
    reason: 'The documents are read or downloaded on the thread of the loop.',
    source: SOURCE,
  },
  {
    names: members(GRAPH, 'get_state update_state'),
    kind: 'database',
    confidence: 'probable',
    rewrite: awaitedMethod,
    instead: awaited,
    reason: 'The state is read from the checkpointer, often a database.',
    source: 'introspected langgraph 1.2.22',
  },
];

function awaitedMethod(name: QualifiedName): RewriteClass {
  return {kind: 'await method', method: `a${lastMember(name)}`};
}

function awaited(name: QualifiedName): string {
  return `\`await a${lastMember(name)}(…)\``;
}

/** Where the class was, and where it is. */
const RUNNABLE_LAMBDA = words(`
  langchain_core.runnables.base.RunnableLambda langchain.schema.runnable.RunnableLambda langchain.schema.runnable.base.RunnableLambda langchain.runnables.RunnableLambda
`);

/** Instances of these are runnables, stores and embeddings. */
export const langchainSameNames: readonly (readonly [QualifiedName, QualifiedName])[] = [
  ...RUNNABLE_LAMBDA.map(name => [name, 'langchain_core.runnables.RunnableLambda'] as const),
  ...words(`
    langchain_core.language_models.BaseChatModel() langchain_core.language_models.chat_models.BaseChatModel() langchain_core.language_models.BaseLanguageModel()
    langchain_core.runnables.RunnableLambda() langchain_core.runnables.RunnableSequence() langchain_core.runnables.RunnableParallel()
    langchain_core.runnables.RunnablePassthrough() langchain_core.runnables.RunnableBranch() langchain_core.runnables.base.Runnable()
    langchain_core.runnables.base.RunnableSequence()
    langchain_core.tools.BaseTool() langchain_core.tools.StructuredTool() langchain_core.retrievers.BaseRetriever()
    langchain.agents.AgentExecutor()
    langchain_openai.ChatOpenAI() langchain_openai.AzureChatOpenAI() langchain_openai.OpenAI() langchain_anthropic.ChatAnthropic()
    langchain_google_genai.ChatGoogleGenerativeAI() langchain_google_vertexai.ChatVertexAI() langchain_ollama.ChatOllama()
    langchain_ollama.OllamaLLM() langchain_groq.ChatGroq() langchain_mistralai.ChatMistralAI() langchain_aws.ChatBedrock()
    langchain_aws.ChatBedrockConverse() langchain_cohere.ChatCohere() langchain_deepseek.ChatDeepSeek()
    langchain_community.chat_models.ChatOpenAI() langchain_community.chat_models.ChatOllama() langchain.chat_models.init_chat_model()
    langchain.chat_models.ChatOpenAI()
    langchain_core.output_parsers.StrOutputParser() langchain_core.output_parsers.JsonOutputParser() langchain_core.output_parsers.PydanticOutputParser()
    langgraph.prebuilt.create_react_agent() langchain.agents.create_agent()
  `).map(name => [name, RUNNABLE] as const),
  ...words(`
    langchain_openai.OpenAIEmbeddings() langchain_openai.AzureOpenAIEmbeddings() langchain_ollama.OllamaEmbeddings()
    langchain_huggingface.HuggingFaceEmbeddings() langchain_cohere.CohereEmbeddings() langchain_google_genai.GoogleGenerativeAIEmbeddings()
  `).map(name => [name, EMBEDDINGS] as const),
  ...STORE_CLASSES.filter(name => `${name}()` !== STORE).map(name => [`${name}()`, STORE] as const),
];

/** Calls that give a runnable again. */
export const langchainResults: readonly (readonly [QualifiedName, QualifiedName])[] = [
  ...members(RUNNABLE, '__or__ __ror__ bind bind_tools with_config with_retry with_fallbacks with_structured_output with_listeners pipe assign configurable_fields').map(name => [name, RUNNABLE] as const),
  // A template is filled in at once; what it is piped into is waited for.
  ...membersOfEach(words('langchain_core.prompts.PromptTemplate langchain_core.prompts.ChatPromptTemplate'), 'from_template from_messages').flatMap(name => [[`${name}().__or__`, RUNNABLE], [`${name}().__ror__`, RUNNABLE]] as const),
  [`${STORE}.as_retriever`, RUNNABLE],
  ['langgraph.graph.StateGraph().compile', GRAPH],
];
