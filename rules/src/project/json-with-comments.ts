/** The JSON that TypeScript's configuration files are written in: comments and trailing commas allowed. Null for anything else. */
export function parseJsonWithComments(text: string): unknown {
  try {
    return JSON.parse(plainJson(text));
  } catch {
    return null;
  }
}

function plainJson(text: string): string {
  const withoutComments = text.replace(/("(?:\\.|[^"\\\n])*")|\/\/[^\n]*|\/\*[\s\S]*?\*\//g, (_, literal: string | undefined) => literal ?? ' ');
  return withoutComments.replace(/("(?:\\.|[^"\\\n])*")|,(?=\s*[}\]])/g, (_, literal: string | undefined) => literal ?? '');
}
