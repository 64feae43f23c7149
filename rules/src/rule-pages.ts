const PAGES = 'https://github.com/loopsight/loopsight/blob/main/rules/docs';

/** Where a rule's page stands, for a reader with a browser. */
export function pageOf(ruleId: string): string {
  return `${PAGES}/${ruleId}.md`;
}
