import type { ColumnPiece } from './column-sink.ts';
import type { SlabStore } from './slab-store.ts';

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

/** Copies the texts between pairs of bounds and hashes them as the interner does, in one walk over their words. */
export function putPlainTexts(texts: PlainTexts, view: DataView, bounds: Int32Array, from: number, count: number, row: number): void {
  const { offsets, hashes } = texts;
  let into = texts.view;
  let to = offsets[row]!;
  for (let at = from; at < from + 2 * count; at += 2, row++) {
    const start = bounds[at]!;
    const end = bounds[at + 1]!;
    const length = end - start;
    if (to + length > into.byteLength) {
      grow(texts, to + length, to);
      into = texts.view;
    }
    let hash = Math.imul(length, 0x9e3779b1) ^ 0x7feb352d;
    if (length < 4) {
      for (let i = 0; i < length; i++) {
        const byte = view.getUint8(start + i);
        into.setUint8(to + i, byte);
        hash = Math.imul(hash ^ byte, 0x85ebca6b);
      }
    } else {
      const last = end - 4;
      let q = to;
      for (let p = start; p < last; p += 4, q += 4) {
        const word = view.getInt32(p, true);
        into.setInt32(q, word, true);
        hash = Math.imul(hash ^ word, 0x85ebca6b);
        hash ^= hash >>> 15;
      }
      const word = view.getInt32(last, true);
      into.setInt32(to + length - 4, word, true);
      hash = Math.imul(hash ^ word, 0x85ebca6b);
    }
    hash ^= hash >>> 15;
    hash = Math.imul(hash, 0xc2b2ae35);
    hashes[row] = hash ^ (hash >>> 13);
    to += length;
    offsets[row + 1] = to;
  }
}

/** Moves a row's text and hash up to an earlier row, whose text before is the last one kept. */
export function movePlainText({ bytes, offsets, hashes }: PlainTexts, from: number, to: number): void {
  const start = offsets[from]!;
  const end = offsets[from + 1]!;
  bytes.copyWithin(offsets[to]!, start, end);
  offsets[to + 1] = offsets[to]! + end - start;
  hashes[to] = hashes[from]!;
}

export function takePlainTexts({ bytes, offsets, hashes }: PlainTexts, rows: number, store: SlabStore): ColumnPiece {
  return {
    kind: 'plain',
    bytes: store.keep(0, bytes.subarray(0, offsets[rows]!)),
    offsets: store.keep(1, offsets.subarray(0, rows + 1)),
    hashes: store.keep(2, hashes.subarray(0, rows)),
  };
}

function grow(texts: PlainTexts, needed: number, used: number): void {
  const grown = new Uint8Array(Math.max(needed, texts.bytes.length * 2));
  grown.set(texts.bytes.subarray(0, used));
  texts.bytes = grown;
  texts.view = new DataView(grown.buffer);
}
