import type { TextDictionary } from '#domain/columns.ts';

/** Dictionaries up to this many texts keep what they decoded; larger ones decode again, so that a column of ids does not fill memory with strings. */
const cachedUpTo = 65_536;

/**
 * Distinct texts as UTF-8 bytes, decoded one at a time on first use.
 * The text of `code` stands in bytes[offsets[code]] up to bytes[offsets[code + 1]]; code 0 is the empty text.
 */
export interface ByteTextDictionary extends TextDictionary {
  readonly bytes: Uint8Array;
  /** `size + 1` ascending positions in `bytes`; the first two are 0. */
  readonly offsets: Uint32Array;
}

/** Wraps bytes and offsets without copying; neither may change afterwards. */
export function byteTextDictionary(bytes: Uint8Array, offsets: Uint32Array): ByteTextDictionary {
  const size = offsets.length - 1;
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const decode = (code: number) => buffer.toString('utf8', offsets[code], offsets[code + 1]);
  if (size > cachedUpTo) return { size, bytes, offsets, at: decode };
  const texts: string[] = [];
  return {
    size,
    bytes,
    offsets,
    at(code) {
      let text = texts[code];
      if (text === undefined) {
        text = decode(code);
        texts[code] = text;
      }
      return text;
    },
  };
}

export function isByteTextDictionary(dictionary: TextDictionary): dictionary is ByteTextDictionary {
  return 'bytes' in dictionary && 'offsets' in dictionary;
}
