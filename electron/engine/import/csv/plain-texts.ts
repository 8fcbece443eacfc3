import type { TextRun } from './find-repeated-texts.ts';

/** Texts of a piece's rows, one after the other, while they are collected. */
export interface PlainTexts {
  bytes: Uint8Array;
  view: DataView;
  /** Row i stands in bytes[offsets[i]] up to bytes[offsets[i + 1]]. */
  offsets: Uint32Array;
  hashes: Int32Array;
}

export function createPlainTexts(rows: number): PlainTexts {
  const bytes = new Uint8Array(1 << 16);
  return { bytes, view: new DataView(bytes.buffer), offsets: new Uint32Array(rows + 1), hashes: new Int32Array(rows) };
}

export function putEmptyText(texts: PlainTexts, row: number): void {
  texts.offsets[row + 1] = texts.offsets[row]!;
  texts.hashes[row] = 0;
}

/** Copies a text that is not empty and hashes it as `hashBytes` does, in one walk over its words. */
export function putPlainText(texts: PlainTexts, bytes: Uint8Array, view: DataView, start: number, end: number, row: number): void {
  const length = end - start;
  const at = texts.offsets[row]!;
  if (at + length > texts.bytes.length) grow(texts, at + length);
  let hash = Math.imul(length, 0x9e3779b1) ^ 0x7feb352d;
  if (length < 4) {
    for (let i = 0; i < length; i++) {
      const byte = bytes[start + i]!;
      texts.bytes[at + i] = byte;
      hash = Math.imul(hash ^ byte, 0x85ebca6b);
    }
  } else {
    const into = texts.view;
    const last = end - 4;
    let q = at;
    for (let p = start; p < last; p += 4, q += 4) {
      const word = view.getInt32(p, true);
      into.setInt32(q, word, true);
      hash = Math.imul(hash ^ word, 0x85ebca6b);
      hash ^= hash >>> 15;
    }
    const word = view.getInt32(last, true);
    into.setInt32(at + length - 4, word, true);
    hash = Math.imul(hash ^ word, 0x85ebca6b);
  }
  hash ^= hash >>> 15;
  hash = Math.imul(hash, 0xc2b2ae35);
  texts.hashes[row] = hash ^ (hash >>> 13);
  texts.offsets[row + 1] = at + length;
}

export function takePlainTexts({ bytes, offsets, hashes }: PlainTexts, rows: number): { kind: 'plain' } & TextRun {
  return {
    kind: 'plain',
    count: rows,
    bytes: bytes.slice(0, offsets[rows]!),
    offsets: offsets.slice(0, rows + 1),
    hashes: hashes.slice(0, rows),
  };
}

function grow(texts: PlainTexts, needed: number): void {
  const grown = new Uint8Array(Math.max(needed, texts.bytes.length * 2));
  grown.set(texts.bytes);
  texts.bytes = grown;
  texts.view = new DataView(grown.buffer);
}
