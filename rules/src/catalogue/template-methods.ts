import type {QualifiedName} from './types.ts';

/**
 * Methods of a library's classes that leave the work to a method which a subclass defines, with the names of that method: what they do to
 * the loop is what it does. Source: langchain-core 1.7, its base classes.
 */
export const templateMethods: ReadonlyMap<QualifiedName, readonly string[]> = new Map([
  // Of a retriever, a tool, a chat model and a completion model.
  ['langchain_core.runnables.Runnable().invoke', ['_get_relevant_documents', '_run', '_generate', '_call']],
  ['langchain_core.document_loaders.BaseLoader().load', ['lazy_load']],
]);
