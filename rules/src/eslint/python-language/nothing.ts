/** A scope in which nothing is declared or used. */
const emptyScope = {
  type: 'global', isStrict: false, functionExpressionScope: false, block: {type: 'Program', body: [], range: [0, 0]}, upper: null,
  childScopes: [], variables: [], references: [], through: [], set: new Map(), implicit: {variables: [], set: new Map()},
};

/**
 * What a file of another language has for rules of JavaScript. Configurations turn such rules on for every file, and some ask for
 * scopes, tokens or types before they are shown a node; in Python they must find nothing, rather than fail and end the whole run.
 */
export const javascriptNothing: Readonly<Record<string, unknown>> = {
  ...named('getAllComments getCommentsBefore getCommentsAfter getCommentsInside getDeclaredVariables getTokens getFirstTokens getLastTokens getTokensBefore getTokensAfter getTokensBetween getFirstTokensBetween getLastTokensBetween', () => []),
  ...named('getJSDocComment getNodeByRangeIndex getTokenByRangeStart getFirstToken getLastToken getTokenBefore getTokenAfter getFirstTokenBetween getLastTokenBetween getTokenOrCommentBefore getTokenOrCommentAfter', () => null),
  ...named('isSpaceBetween isSpaceBetweenTokens commentsExistBetween isGlobalReference markVariableAsUsed', () => false),
  getScope: () => emptyScope,
  scopeManager: {scopes: [emptyScope], globalScope: emptyScope, getDeclaredVariables: () => [], acquire: () => emptyScope, acquireAll: () => [emptyScope]},
  tokensAndComments: [],
};

function named(names: string, method: () => unknown): Record<string, () => unknown> {
  return Object.fromEntries(names.split(' ').map(name => [name, method]));
}

/** A thing without anything in it, however deep one looks: typed rules ask for a program, its checker and options before they see a node. */
const nothing: object = new Proxy(function nothing() {}, {
  get: (_target, name) => (name === Symbol.toPrimitive ? () => '' : name === 'then' ? undefined : nothing),
  apply: () => nothing,
  construct: () => nothing,
});

/** Says that type information is there, so that rules that insist on it do not end the run; no node is ever looked up in it. */
export const typesOfNothing = {program: nothing, esTreeNodeToTSNodeMap: new WeakMap(), tsNodeToESTreeNodeMap: new WeakMap(), getSymbolAtLocation: () => undefined, getTypeAtLocation: () => nothing};
