/**
 * A spreadsheet can start to read a formula at the start of a cell, of a line in it, or after a delimiter of another locale. Between there and the sign may
 * stand blanks, quotes and guards. The signs are = + - @ with their full-width and typographic forms; a cell must not start with TAB, CR or LF either.
 */
const boundary = /([\n\r\t;|])/;
const runs = /^[\s\u00a0\u200b-\u200f\u2060\ufeff"']*[=+\-@\uff1d\uff0b\uff0d\uff20\u2212\ufe62\ufe63\ufe66\ufe6b]/u;
const plainNumber = /^-\d+(?:[.,]\d+)?$/;
const quick = /[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20\u2212\ufe62\ufe63\ufe66\ufe6b]/;

/** A cell with an apostrophe at every place where a spreadsheet could run it; plain negative numbers stay. `unguardCell` gives the text back exactly. */
export function guardCell(text: string): string {
  if (!quick.test(text) || plainNumber.test(text)) return text;
  return mapSegments(text, (segment, needsGuard) => (needsGuard(segment) ? `'${segment}` : segment));
}

/** Takes away the apostrophes that `guardCell` put in. */
export function unguardCell(text: string): string {
  if (!text.includes("'")) return text;
  return mapSegments(text, (segment, needsGuard) => (segment.startsWith("'") && needsGuard(segment.slice(1)) ? segment.slice(1) : segment));
}

/** What needs a guard still needs one with an apostrophe before it: that makes taking it away exact. */
function mapSegments(text: string, map: (segment: string, needsGuard: (segment: string) => boolean) => string): string {
  const parts = text.split(boundary);
  const isFirst = (segment: string) => runs.test(segment) || (/^'*$/.test(segment) && /[\t\r\n]/.test(parts[1] ?? ''));
  return parts.map((part, index) => (index % 2 === 1 ? part : map(part, index === 0 ? isFirst : (segment) => runs.test(segment)))).join('');
}
