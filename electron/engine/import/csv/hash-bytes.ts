/**
 * A 32-bit hash of the bytes from `start` to `end`, four at a time; `view` covers the same memory as the bytes.
 * Reads no byte past `end`.
 */
export function hashBytes(view: DataView, start: number, end: number): number {
  const length = end - start;
  let hash = Math.imul(length, 0x9e3779b1) ^ 0x7feb352d;
  if (length < 4) {
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
  return hash ^ (hash >>> 13);
}
