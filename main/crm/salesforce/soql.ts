/** Texts of SOQL, Salesforce's query language. Source: SOQL and SOSL Reference, "Quoted String Escape Sequences", "Date Formats". */

export function quoted(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&').replace(/\n/g, '\\n').replace(/\r/g, '\\r')}'`;
}

/** For `IN`. */
export function listed(texts: readonly string[]): string {
  return `(${texts.map(quoted).join(', ')})`;
}

/** Salesforce answers times as `2026-01-05T08:00:01.000+0000`, and asks for them with a colon or a Z. */
export function timeLiteral(answered: string): string {
  return answered.replace(/\+0000$/, 'Z');
}
