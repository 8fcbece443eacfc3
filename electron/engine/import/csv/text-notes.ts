import type { TextColumn } from '#domain/columns.ts';
import { isByteTextDictionary } from '#engine/workspace/byte-text-dictionary.ts';
import type { ParsedFile } from '../parsed-file.ts';

const suspicious: [code: string, pattern: RegExp][] = [
  ['controlCharacters', /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/],
  ['bidiControls', /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/],
  ['zeroWidth', /[\u200b-\u200d\u2060\ufeff]/],
  ['spreadsheetDamage', /^[+-]?\d(?:[.,]\d+)?E\+\d{2}$/],
];

/** Counts the cells of a text column that hold invisible characters or what spreadsheets leave of long ids. */
export function noteTexts(header: string, column: TextColumn): ParsedFile['notes'] {
  const { dictionary, codes } = column;
  const found = suspicious.map(() => new Set<number>());
  for (let code = 1; code < dictionary.size; code++) {
    if (isByteTextDictionary(dictionary) && !mayBeSuspicious(dictionary.bytes, dictionary.offsets[code]!, dictionary.offsets[code + 1]!))
      continue;
    const text = dictionary.at(code);
    suspicious.forEach(([, pattern], index) => {
      if (pattern.test(text)) found[index]!.add(code);
    });
  }
  return suspicious.flatMap(([code], index) => {
    const own = found[index]!;
    if (own.size === 0) return [];
    let count = 0;
    for (const value of codes) if (own.has(value)) count++;
    return [{ code, header, count, example: dictionary.at(own.values().next().value!) }];
  });
}

/** Whether a text has a control byte, a byte of a character that could be invisible, or ends as `E+17` does. */
function mayBeSuspicious(bytes: Uint8Array, start: number, end: number): boolean {
  for (let p = start; p < end; p++) {
    const byte = bytes[p]!;
    if (byte < 32 || byte === 0x7f || byte === 0xc2 || byte === 0xd8 || byte === 0xe2 || byte === 0xef) return true;
  }
  return end - start >= 5 && bytes[end - 3] === 43 && bytes[end - 4] === 69;
}
