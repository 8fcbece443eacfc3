/** Where an array was put: bytes `offset` of slab `slab`, `length` elements. */
export interface Kept {
  slab: number;
  offset: number;
  length: number;
}

type KeptArray = Uint8Array | Uint16Array | Uint32Array | Int32Array | Float64Array;

/**
 * Keeps arrays one behind the other in few large buffers. Allocators hand buffers of this size straight back to the system when they are
 * released, where thousands of small ones would leave memory in pieces that nobody can use.
 */
export interface SlabStore {
  slabs: ArrayBuffer[];
  /** Copies an array in. Arrays of one group share slabs, and so can be released apart from those of others. */
  keep(group: number, array: KeptArray): Kept;
}

const firstSlabBytes = 1 << 16;
const alignment = 8;

/** @param slabBytes size of every slab of a group but the first. */
export function createSlabStore(slabBytes: number): SlabStore {
  const slabs: ArrayBuffer[] = [];
  const groups: { slab: number; used: number }[] = [];
  return {
    slabs,
    keep(group, array) {
      const bytes = array.byteLength;
      let place = groups[group];
      if (place === undefined || place.used + bytes > slabs[place.slab]!.byteLength) {
        slabs.push(new ArrayBuffer(Math.max(bytes, place === undefined ? firstSlabBytes : slabBytes)));
        place = { slab: slabs.length - 1, used: 0 };
        groups[group] = place;
      }
      const kept = { slab: place.slab, offset: place.used, length: array.length };
      new Uint8Array(slabs[place.slab]!, place.used, bytes).set(new Uint8Array(array.buffer, array.byteOffset, bytes));
      place.used += (bytes + alignment - 1) & -alignment;
      return kept;
    },
  };
}

const largestSlab = 36 << 20;

/** Of all columns together: some systems count memory that is asked for, not only memory that is used. */
const virtualBytes = 2 ** 30;

/** Slabs past the size up to which allocators keep freed memory; smaller for small files and very wide ones, whose columns have a slab each. */
export function slabBytesFor(columns: number, fileBytes: number): number {
  return Math.max(firstSlabBytes, Math.min(largestSlab, Math.floor(virtualBytes / columns), fileBytes * 4));
}
