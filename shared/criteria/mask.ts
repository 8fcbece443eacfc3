/** One byte a row, 1 met and 0 not, in a buffer padded to whole words so that masks combine four rows at a time. */
export type Mask = Uint8Array;

/** A mask of `length` zeros. */
export function newMask(length: number): Mask {
  return new Uint8Array(new ArrayBuffer((length + 3) & ~3), 0, length);
}

/** Keeps in `into` only what `other` has too. Both of one length, made by `newMask`. */
export function andMask(into: Mask, other: Mask): void {
  const a = words(into);
  const b = words(other);
  for (let i = 0; i < a.length; i++) a[i]! &= b[i]!;
}

/** Adds to `into` what `other` has. */
export function orMask(into: Mask, other: Mask): void {
  const a = words(into);
  const b = words(other);
  for (let i = 0; i < a.length; i++) a[i]! |= b[i]!;
}

/** Turns each row of a mask round. */
export function notMask(into: Mask): void {
  const a = words(into);
  for (let i = 0; i < a.length; i++) a[i]! ^= 0x01010101;
}

/** A mask of its own with the same rows. */
export function copyMask(mask: Mask): Mask {
  const copy = newMask(mask.length);
  copy.set(mask);
  return copy;
}

/** The rows that a mask has. */
export function countMask(mask: Mask): number {
  const whole = mask.length >> 2;
  const view = words(mask);
  let count = 0;
  for (let from = 0; from < whole; from += 255) {
    let sums = 0;
    const to = Math.min(whole, from + 255);
    for (let i = from; i < to; i++) sums += view[i]!;
    count += (sums & 255) + ((sums >>> 8) & 255) + ((sums >>> 16) & 255) + (sums >>> 24);
  }
  for (let i = whole << 2; i < mask.length; i++) count += mask[i]!;
  return count;
}

function words(mask: Mask): Uint32Array {
  return new Uint32Array(mask.buffer, mask.byteOffset, (mask.length + 3) >> 2);
}
