import { hashBytes } from './hash-bytes.ts';

/**
 * Distinct byte texts with their codes, by open addressing over the bytes. Code 0 is the empty text and stands in no slot.
 * Plain fields rather than closures: every text column of a file runs through the same few functions.
 */
export interface TextInterner {
  size: number;
  bytes: Uint8Array;
  view: DataView;
  /** `size + 1` positions in `bytes`. */
  offsets: Uint32Array;
  hashes: Int32Array;
  /** Code by slot; 0 is free. */
  slots: Int32Array;
}

export function createTextInterner(slots = 1024): TextInterner {
  const bytes = new Uint8Array(slots * 8);
  return {
    size: 1,
    bytes,
    view: new DataView(bytes.buffer),
    offsets: new Uint32Array(slots / 2 + 2),
    hashes: new Int32Array(slots / 2 + 1),
    slots: new Int32Array(slots),
  };
}

/** The code of a text that is not empty and may be new; `view` covers the same memory as the bytes. */
export function internText(interner: TextInterner, bytes: Uint8Array, view: DataView, start: number, end: number): number {
  const hash = hashBytes(view, start, end);
  const { slots, hashes, offsets } = interner;
  const mask = slots.length - 1;
  let slot = hash & mask;
  let code = slots[slot]!;
  while (code !== 0) {
    if (hashes[code] === hash) {
      const known = offsets[code]!;
      if (offsets[code + 1]! - known === end - start && equalBytes(interner.view, known, view, start, end)) return code;
    }
    slot = (slot + 1) & mask;
    code = slots[slot]!;
  }
  return addText(interner, bytes, start, end, hash, slot);
}

function equalBytes(knownView: DataView, known: number, view: DataView, start: number, end: number): boolean {
  const length = end - start;
  if (length < 4) {
    for (let p = start, q = known; p < end; p++, q++) if (view.getUint8(p) !== knownView.getUint8(q)) return false;
    return true;
  }
  const last = end - 4;
  let q = known;
  for (let p = start; p < last; p += 4, q += 4) if (view.getInt32(p, true) !== knownView.getInt32(q, true)) return false;
  return view.getInt32(last, true) === knownView.getInt32(known + length - 4, true);
}

function addText(interner: TextInterner, bytes: Uint8Array, start: number, end: number, hash: number, slot: number): number {
  const code = interner.size++;
  const from = interner.offsets[code]!;
  const to = from + end - start;
  if (to > interner.bytes.length) growBytes(interner, to);
  const own = interner.bytes;
  for (let p = start, q = from; p < end; p++, q++) own[q] = bytes[p]!;
  interner.offsets[code + 1] = to;
  interner.hashes[code] = hash;
  interner.slots[slot] = code;
  if (interner.size * 2 > interner.slots.length) growSlots(interner);
  return code;
}

function growBytes(interner: TextInterner, needed: number): void {
  const grown = new Uint8Array(Math.max(needed, Math.floor(interner.bytes.length * 1.6)));
  grown.set(interner.bytes);
  interner.bytes = grown;
  interner.view = new DataView(grown.buffer);
}

function growSlots(interner: TextInterner): void {
  const length = interner.slots.length * 2;
  const offsets = new Uint32Array(length / 2 + 2);
  offsets.set(interner.offsets);
  const hashes = new Int32Array(length / 2 + 1);
  hashes.set(interner.hashes);
  const slots = new Int32Array(length);
  const mask = length - 1;
  for (let code = 1; code < interner.size; code++) {
    let slot = hashes[code]! & mask;
    while (slots[slot] !== 0) slot = (slot + 1) & mask;
    slots[slot] = code;
  }
  interner.offsets = offsets;
  interner.hashes = hashes;
  interner.slots = slots;
}
