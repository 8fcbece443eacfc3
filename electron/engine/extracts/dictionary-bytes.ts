import type { TextDictionary } from '#domain/columns.ts';
import { type ByteTextDictionary, byteTextDictionary } from '../workspace/byte-text-dictionary.ts';

/** A dictionary of texts in memory as UTF-8 bytes; codes stay. */
export function dictionaryBytes(dictionary: TextDictionary): ByteTextDictionary {
  const pieces: Buffer[] = [];
  const offsets = new Uint32Array(dictionary.size + 1);
  for (let code = 0; code < dictionary.size; code++) {
    const piece = Buffer.from(dictionary.at(code));
    pieces.push(piece);
    offsets[code + 1] = offsets[code]! + piece.length;
  }
  return byteTextDictionary(Buffer.concat(pieces), offsets);
}
