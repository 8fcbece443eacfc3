import { ParleyError } from '#domain/errors.ts';
import type { Encoding } from '#domain/mapping.ts';

/** A stretch of a file as UTF-8. Positions are in `bytes`. */
export interface Utf8Range {
  bytes: Uint8Array;
  from: number;
  rangeEnd: number;
  dataEnd: number;
  /** Raw bytes from the buffer's start to a position. */
  rawLength(position: number): number;
}

const highWindows1252 = [
  0x20ac, 0x81, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8d, 0x017d, 0x8f, 0x90, 0x2018,
  0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0x9d, 0x017e, 0x0178,
];

/**
 * Turns raw bytes into UTF-8 with room behind them.
 * @param fileOffset where `raw` starts in the file; for errors.
 * @throws ParleyError E_ENCODING with the byte offset of half a character.
 */
export function transcode(
  raw: Uint8Array,
  length: number,
  from: number,
  rangeEnd: number,
  atEof: boolean,
  encoding: Exclude<Encoding, 'utf-8'>,
  fileOffset: number,
): Utf8Range {
  return encoding === 'windows-1252' || encoding === 'iso-8859-1'
    ? transcodeSingle(raw, length, from, rangeEnd, encoding === 'windows-1252')
    : transcodeUtf16(raw, length, from, rangeEnd, atEof, encoding === 'utf-16be', fileOffset);
}

function transcodeSingle(raw: Uint8Array, length: number, from: number, rangeEnd: number, windows: boolean): Utf8Range {
  const bytes = new Uint8Array(length * 6 + 64);
  let q = 0;
  let utf8From = 0;
  let utf8RangeEnd = -1;
  for (let p = 0; p < length; p++) {
    if (p === from) utf8From = q;
    if (p === rangeEnd) utf8RangeEnd = q;
    const byte = raw[p]!;
    if (byte < 0x80) bytes[q++] = byte;
    else q = putCodePoint(bytes, q, windows && byte < 0xa0 ? highWindows1252[byte - 0x80]! : byte);
  }
  return {
    bytes,
    from: utf8From,
    rangeEnd: utf8RangeEnd < 0 ? q : utf8RangeEnd,
    dataEnd: q,
    rawLength(position) {
      let count = 0;
      for (let p = 0; p < position; p++) if ((bytes[p]! & 0xc0) !== 0x80) count++;
      return count;
    },
  };
}

function transcodeUtf16(
  raw: Uint8Array,
  length: number,
  from: number,
  rangeEnd: number,
  atEof: boolean,
  bigEndian: boolean,
  fileOffset: number,
): Utf8Range {
  const bytes = new Uint8Array(length * 3 + 64);
  const low = bigEndian ? 1 : 0;
  const high = bigEndian ? 0 : 1;
  let q = 0;
  let utf8From = -1;
  let utf8RangeEnd = -1;
  const half = (at: number): never => {
    throw new ParleyError(
      'E_ENCODING',
      `The file was read as UTF-16, but the bytes at offset ${fileOffset + at} are half a character. Choose another encoding or export the file again.`,
      { data: { byteOffset: fileOffset + at } },
    );
  };
  let p = 0;
  for (; p + 1 < length; p += 2) {
    if (utf8From < 0 && p >= from) utf8From = q;
    if (utf8RangeEnd < 0 && p >= rangeEnd) utf8RangeEnd = q;
    const unit = raw[p + low]! | (raw[p + high]! << 8);
    if (unit < 0x80) {
      bytes[q++] = unit;
    } else if (unit >= 0xd800 && unit < 0xdc00) {
      if (p + 3 >= length) {
        if (atEof) half(p);
        break;
      }
      const next = raw[p + 2 + low]! | (raw[p + 2 + high]! << 8);
      if (next < 0xdc00 || next > 0xdfff) half(p);
      q = putCodePoint(bytes, q, 0x10000 + ((unit - 0xd800) << 10) + (next - 0xdc00));
      p += 2;
    } else if (unit >= 0xdc00 && unit < 0xe000) {
      if (p >= from || from === 0) half(p);
      bytes[q++] = 63;
    } else {
      q = putCodePoint(bytes, q, unit);
    }
  }
  if (atEof && length % 2 === 1) half(length - 1);
  return {
    bytes,
    from: utf8From < 0 ? q : utf8From,
    rangeEnd: utf8RangeEnd < 0 ? q : utf8RangeEnd,
    dataEnd: q,
    rawLength(position) {
      let units = 0;
      for (let i = 0; i < position; i++) {
        const byte = bytes[i]!;
        if ((byte & 0xc0) !== 0x80) units += byte >= 0xf0 ? 2 : 1;
      }
      return units * 2;
    },
  };
}

function putCodePoint(bytes: Uint8Array, at: number, codePoint: number): number {
  if (codePoint < 0x80) {
    bytes[at] = codePoint;
    return at + 1;
  }
  if (codePoint < 0x800) {
    bytes[at] = 0xc0 | (codePoint >> 6);
    bytes[at + 1] = 0x80 | (codePoint & 63);
    return at + 2;
  }
  if (codePoint < 0x10000) {
    bytes[at] = 0xe0 | (codePoint >> 12);
    bytes[at + 1] = 0x80 | ((codePoint >> 6) & 63);
    bytes[at + 2] = 0x80 | (codePoint & 63);
    return at + 3;
  }
  bytes[at] = 0xf0 | (codePoint >> 18);
  bytes[at + 1] = 0x80 | ((codePoint >> 12) & 63);
  bytes[at + 2] = 0x80 | ((codePoint >> 6) & 63);
  bytes[at + 3] = 0x80 | (codePoint & 63);
  return at + 4;
}
