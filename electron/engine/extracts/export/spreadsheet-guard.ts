/**
 * Places at which a spreadsheet could start to read a formula: the start of the cell, of a line in it, or what follows a delimiter of another locale;
 * blanks, quotes and guards may stand between. The signs are = + - @ and their full-width and typographic forms, TAB, CR and LF.
 */
const gap = '[\\s\\u00a0\\u200b-\\u200f\\u2060\\ufeff"\']*';
const sign = '[=+\\-@\\uff1d\\uff0b\\uff0d\\uff20\\u2212\\ufe62\\ufe63\\ufe66\\ufe6b]';
const unguarded = new RegExp(`(^|[\\n\\r\\t;|])(?=${gap}${sign})|^(?=[\\t\\r\\n])`, 'gu');
const guarded = new RegExp(`(^|[\\n\\r\\t;|])'(?=${gap}${sign})|^'(?='*[\\t\\r\\n])`, 'gu');
const plainNumber = /^-\d+(?:[.,]\d+)?$/;
const quick = /[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20\u2212\ufe62\ufe63\ufe66\ufe6b]/;

/** A cell with an apostrophe at every place where a spreadsheet could run it; plain negative numbers stay. `unguardCell` gives the text back exactly. */
export function guardCell(text: string): string {
  if (!quick.test(text) || plainNumber.test(text)) return text;
  return text.replace(unguarded, "$1'");
}

/** Takes away the apostrophes that `guardCell` put in. */
export function unguardCell(text: string): string {
  if (!text.includes("'")) return text;
  return text.replace(guarded, '$1');
}
