/**
 * Whether two ids name the same record: equal to the letter, or one a 15-character and the other an 18-character Salesforce id with the
 * same first 15 (the last three only carry the others' case).
 */
export function sameId(a: string, b: string): boolean {
  return a === b || (a.length === 15 && b.length === 18 && b.startsWith(a)) || (a.length === 18 && b.length === 15 && a.startsWith(b));
}
