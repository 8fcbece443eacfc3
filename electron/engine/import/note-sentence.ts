import type { ParsedFile } from './parsed-file.ts';

const words: Readonly<Record<string, string>> = {
  controlCharacters: 'control characters',
  bidiControls: 'characters that turn the direction of writing',
  zeroWidth: 'characters without width',
  spreadsheetDamage: 'what a spreadsheet leaves of long numbers, such as 1.23E+15',
};

/** What was noticed in a column's texts, without showing any of them. */
export function noteSentence(fileName: string, { code, header, count }: ParsedFile['notes'][number]): string {
  return `${fileName}, column ${header}: ${count} ${count === 1 ? 'value holds' : 'values hold'} ${words[code] ?? code}; kept exactly as they are.`;
}
