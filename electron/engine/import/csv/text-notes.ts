import { Buffer } from 'node:buffer';
import type { ParsedFile } from '../parsed-file.ts';
import type { AssembledText } from './assemble-text.ts';

const suspicious: [code: string, pattern: RegExp][] = [
  ['controlCharacters', /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/],
  ['bidiControls', /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/],
  ['zeroWidth', /[\u200b-\u200d\u2060\ufeff]/],
  ['spreadsheetDamage', /^[+-]?\d(?:[.,]\d+)?E\+\d{2}$/],
];

/** Counts the cells of a text column that hold invisible characters or what spreadsheets leave of long ids. */
export function noteTexts(header: string, { codes, bytes, offsets }: AssembledText): ParsedFile['notes'] {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const found = suspicious.map(() => new Set<number>());
  const examine = (code: number) => {
    const text = buffer.toString('utf8', offsets[code], offsets[code + 1]);
    suspicious.forEach(([, pattern], index) => {
      if (pattern.test(text)) found[index]!.add(code);
    });
  };
  for (let at = nextSuspiciousByte(bytes, 0); at >= 0; ) {
    const code = codeAt(offsets, at);
    examine(code);
    at = nextSuspiciousByte(bytes, offsets[code + 1]!);
  }
  for (let at = buffer.indexOf('E+'); at >= 0; ) {
    const code = codeAt(offsets, at);
    examine(code);
    at = buffer.indexOf('E+', offsets[code + 1]);
  }
  return suspicious.flatMap(([code], index) => {
    const own = found[index]!;
    if (own.size === 0) return [];
    let count = 0;
    for (const value of codes) if (own.has(value)) count++;
    const first = Math.min(...own);
    return [{ code, header, count, example: buffer.toString('utf8', offsets[first], offsets[first + 1]) }];
  });
}

/** The next control byte, or byte of a character that could be invisible, from a position; -1 where there is none. */
function nextSuspiciousByte(bytes: Uint8Array, from: number): number {
  const words = new Int32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength >> 2);
  for (let p = from; p < bytes.length; p++) {
    if ((p & 3) === 0) {
      let word = p >> 2;
      while (word < words.length && plainWord(words[word]!)) word++;
      p = word << 2;
      if (p >= bytes.length) return -1;
    }
    const byte = bytes[p]!;
    if (byte < 32 || byte === 0x7f || byte === 0xc2 || byte === 0xd8 || byte === 0xe2 || byte === 0xef) return p;
  }
  return -1;
}

/** Four bytes of printable ASCII. */
function plainWord(word: number): boolean {
  return (((word - 0x20202020) | (word + 0x01010101) | word) & 0x80808080) === 0;
}

function codeAt(offsets: Uint32Array, position: number): number {
  let low = 1;
  let high = offsets.length - 2;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (offsets[middle]! <= position) low = middle;
    else high = middle - 1;
  }
  return low;
}
