import { releaseMemory } from './release-memory.ts';
import { mostBatchRows } from './row-batch.ts';

/**
 * Distinct byte texts with their codes, by open addressing over the bytes. Code 0 is the empty text and stands in no slot.
 * Laid out for few cache misses: a slot holds hash and place, and at its place a text stands with its code and length.
 */
export interface TextInterner {
  /** Codes given, the empty text's included. */
  size: number;
  /** Hash and place of a text, side by side; place 0 is free. */
  slots: Int32Array;
  /** Code, length and bytes of each text, one after the other. */
  arena: Uint8Array;
  arenaView: DataView;
  arenaEnd: number;
  /** By code. */
  hashes: Int32Array;
  /** Of the batch at hand: hashes, and the places they lead to first. */
  batchHashes: Int32Array;
  batchPlaces: Int32Array;
  touched: number;
}

/** The texts of an interner by code: text i stands in bytes[offsets[i]] up to bytes[offsets[i + 1]]. */
export interface InternedTexts {
  size: number;
  bytes: Uint8Array;
  offsets: Uint32Array;
  hashes: Int32Array;
}

const headBytes = 8;

/** Slots up to this length stay in a processor's cache without help. */
const slotsInCache = 1 << 16;

export function createTextInterner(): TextInterner {
  const arena = new Uint8Array(8192);
  return {
    size: 1,
    slots: new Int32Array(1024),
    arena,
    arenaView: new DataView(arena.buffer),
    arenaEnd: headBytes,
    hashes: new Int32Array(257),
    batchHashes: new Int32Array(mostBatchRows),
    batchPlaces: new Int32Array(mostBatchRows),
    touched: 0,
  };
}

/**
 * Codes of the texts between pairs of bounds, put into `codes` from `row` on; texts not met before get the next codes.
 * Hashes like `putPlainTexts`. All hashes come first, and in large dictionaries the slots and texts they lead to are touched before they
 * are compared: so the processor waits for many of them at once instead of one after the other.
 */
export function internTexts(
  interner: TextInterner,
  view: DataView,
  bounds: Int32Array,
  from: number,
  count: number,
  codes: Uint32Array,
  row: number,
): void {
  const hashes = interner.batchHashes;
  hashTexts(view, bounds, from, count, hashes);
  if (interner.slots.length > slotsInCache) touch(interner, hashes, count);
  let { slots, arenaView } = interner;
  let mask = slots.length - 2;
  for (let i = 0, at = from; i < count; i++, at += 2) {
    const start = bounds[at]!;
    const end = bounds[at + 1]!;
    const length = end - start;
    if (length === 0) {
      codes[row + i] = 0;
      continue;
    }
    const hash = hashes[i]!;
    let slot = (hash << 1) & mask;
    for (;;) {
      const place = slots[slot + 1]!;
      if (place === 0) {
        codes[row + i] = addText(interner, view, start, end, hash, slot);
        slots = interner.slots;
        arenaView = interner.arenaView;
        mask = slots.length - 2;
        break;
      }
      if (slots[slot] === hash && arenaView.getInt32(place + 4, true) === length) {
        let same = true;
        let q = place + headBytes;
        if (length < 4) {
          for (let p = start; p < end; p++, q++) same = same && view.getUint8(p) === arenaView.getUint8(q);
        } else {
          const last = end - 4;
          const lastKnown = q + length - 4;
          for (let p = start; p < last && same; p += 4, q += 4) same = view.getInt32(p, true) === arenaView.getInt32(q, true);
          same = same && view.getInt32(last, true) === arenaView.getInt32(lastKnown, true);
        }
        if (same) {
          codes[row + i] = arenaView.getInt32(place, true);
          break;
        }
      }
      slot = (slot + 2) & mask;
    }
  }
}

function hashTexts(view: DataView, bounds: Int32Array, from: number, count: number, hashes: Int32Array): void {
  for (let i = 0, at = from; i < count; i++, at += 2) {
    const start = bounds[at]!;
    const end = bounds[at + 1]!;
    let hash = Math.imul(end - start, 0x9e3779b1) ^ 0x7feb352d;
    if (end - start < 4) {
      for (let p = start; p < end; p++) hash = Math.imul(hash ^ view.getUint8(p), 0x85ebca6b);
    } else {
      const last = end - 4;
      for (let p = start; p < last; p += 4) {
        hash = Math.imul(hash ^ view.getInt32(p, true), 0x85ebca6b);
        hash ^= hash >>> 15;
      }
      hash = Math.imul(hash ^ view.getInt32(last, true), 0x85ebca6b);
    }
    hash ^= hash >>> 15;
    hash = Math.imul(hash, 0xc2b2ae35);
    hashes[i] = hash ^ (hash >>> 13);
  }
}

/** Brings the slots and texts of some hashes into the cache. What it adds up means nothing; it keeps the reads from being optimised away. */
function touch(interner: TextInterner, hashes: Int32Array, count: number): void {
  const { slots, arenaView, batchPlaces } = interner;
  const mask = slots.length - 2;
  for (let i = 0; i < count; i++) batchPlaces[i] = slots[((hashes[i]! << 1) & mask) + 1]!;
  let sum = 0;
  for (let i = 0; i < count; i++) sum += arenaView.getInt32(batchPlaces[i]!, true);
  interner.touched = sum | 0;
}

function addText(interner: TextInterner, view: DataView, start: number, end: number, hash: number, slot: number): number {
  const code = interner.size++;
  const place = interner.arenaEnd;
  const length = end - start;
  const next = (place + headBytes + length + 3) & ~3;
  if (next > interner.arena.length) growArena(interner, next);
  const { arena, arenaView } = interner;
  arenaView.setInt32(place, code, true);
  arenaView.setInt32(place + 4, length, true);
  for (let p = start, q = place + headBytes; p < end; p++, q++) arena[q] = view.getUint8(p);
  interner.arenaEnd = next;
  interner.slots[slot] = hash;
  interner.slots[slot + 1] = place;
  if (code === interner.hashes.length) {
    const grown = new Int32Array(interner.hashes.length * 2);
    grown.set(interner.hashes);
    interner.hashes = grown;
  }
  interner.hashes[code] = hash;
  if (interner.size * 4 > interner.slots.length) growSlots(interner);
  return code;
}

function growArena(interner: TextInterner, needed: number): void {
  const grown = new Uint8Array(Math.max(needed, Math.floor(interner.arena.length * 1.6)));
  grown.set(interner.arena.subarray(0, interner.arenaEnd));
  interner.arena = grown;
  interner.arenaView = new DataView(grown.buffer);
}

function growSlots(interner: TextInterner): void {
  const { slots } = interner;
  const grown = new Int32Array(slots.length * 2);
  const mask = grown.length - 2;
  for (let old = 0; old < slots.length; old += 2) {
    const place = slots[old + 1]!;
    if (place === 0) continue;
    const hash = slots[old]!;
    let slot = (hash << 1) & mask;
    while (grown[slot + 1] !== 0) slot = (slot + 2) & mask;
    grown[slot] = hash;
    grown[slot + 1] = place;
  }
  interner.slots = grown;
}

/** The texts without what the interner needs beside them; the interner is given up. */
export function internedTexts(interner: TextInterner): InternedTexts {
  const { size, arena, arenaView, arenaEnd, hashes } = interner;
  releaseMemory(interner.slots);
  const bytes = new Uint8Array(arenaEnd - headBytes * size);
  const offsets = new Uint32Array(size + 1);
  let at = 0;
  let place = headBytes;
  for (let code = 1; code < size; code++) {
    const length = arenaView.getInt32(place + 4, true);
    for (let q = place + headBytes, to = q + length; q < to; q++) bytes[at++] = arena[q]!;
    offsets[code + 1] = at;
    place = (place + headBytes + length + 3) & ~3;
  }
  releaseMemory(arena);
  return { size, bytes, offsets, hashes };
}
