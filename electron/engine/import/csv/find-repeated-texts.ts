import { releaseMemory } from './release-memory.ts';

/** Texts one after the other, each with its hash. Text i stands in bytes[offsets[i]] up to bytes[offsets[i + 1]]. */
export interface TextRun {
  count: number;
  bytes: Uint8Array;
  offsets: Uint32Array;
  hashes: Int32Array;
}

const bucketTexts = 16_384;

/**
 * Finds texts that occur more than once in some runs, whose texts are numbered through.
 * By partitions of the hash that fit a processor's cache: a table over millions of texts would miss it at every step.
 * @returns for every text the number of the first equal one (itself where it is the first); undefined where no text occurs twice.
 * Empty texts are left alone. The runs' hashes are given up.
 */
export function findRepeatedTexts(runs: readonly TextRun[]): Uint32Array | undefined {
  const total = runs.reduce((sum, run) => sum + run.count, 0);
  const bits = Math.max(0, Math.ceil(Math.log2(Math.max(1, total / bucketTexts))));
  const { numbers, hashes, bounds } = partition(runs, total, bits);
  const firsts = runs.map(() => 0);
  for (let run = 1; run < runs.length; run++) firsts[run] = firsts[run - 1]! + runs[run - 1]!.count;
  let repeated: Uint32Array | undefined;
  let table = new Int32Array(0);
  for (let bucket = 0; bucket + 1 < bounds.length; bucket++) {
    const from = bounds[bucket]!;
    const to = bounds[bucket + 1]!;
    const slots = 1 << Math.ceil(Math.log2(Math.max(2, (to - from) * 2)));
    if (table.length < slots) table = new Int32Array(slots);
    else table.fill(0, 0, slots);
    const mask = slots - 1;
    for (let i = from; i < to; i++) {
      const hash = hashes[i]!;
      let slot = hash & mask;
      let other = table[slot]!;
      while (other !== 0 && !(hashes[other - 1] === hash && sameText(runs, firsts, numbers[other - 1]!, numbers[i]!))) {
        slot = (slot + 1) & mask;
        other = table[slot]!;
      }
      if (other === 0) {
        table[slot] = i + 1;
      } else {
        repeated ??= identity(total);
        repeated[numbers[i]!] = numbers[other - 1]!;
      }
    }
  }
  releaseMemory(numbers, hashes);
  return repeated;
}

/** Numbers and hashes of all texts that are not empty, by the upper bits of the hash, in order inside each bucket. */
function partition(runs: readonly TextRun[], total: number, bits: number) {
  const buckets = 1 << bits;
  const shift = 31 - bits;
  const bounds = new Uint32Array(buckets + 1);
  for (const { count, offsets, hashes } of runs) {
    for (let i = 0; i < count; i++) if (offsets[i] !== offsets[i + 1]) bounds[((hashes[i]! >>> 1) >>> shift) + 1]!++;
  }
  for (let bucket = 0; bucket < buckets; bucket++) bounds[bucket + 1] = bounds[bucket + 1]! + bounds[bucket]!;
  const next = bounds.slice(0, buckets);
  const numbers = new Uint32Array(total);
  const sorted = new Int32Array(total);
  let number = 0;
  for (const { count, offsets, hashes } of runs) {
    for (let i = 0; i < count; i++, number++) {
      if (offsets[i] === offsets[i + 1]) continue;
      const hash = hashes[i]!;
      const at = next[(hash >>> 1) >>> shift]!++;
      numbers[at] = number;
      sorted[at] = hash;
    }
  }
  for (const { hashes } of runs) releaseMemory(hashes);
  return { numbers, hashes: sorted, bounds };
}

function sameText(runs: readonly TextRun[], firsts: readonly number[], a: number, b: number): boolean {
  const runA = runOf(firsts, a);
  const runB = runOf(firsts, b);
  const { bytes, offsets } = runs[runA]!;
  const { bytes: otherBytes, offsets: otherOffsets } = runs[runB]!;
  const start = offsets[a - firsts[runA]!]!;
  const length = offsets[a - firsts[runA]! + 1]! - start;
  const otherStart = otherOffsets[b - firsts[runB]!]!;
  if (otherOffsets[b - firsts[runB]! + 1]! - otherStart !== length) return false;
  for (let i = 0; i < length; i++) if (bytes[start + i] !== otherBytes[otherStart + i]) return false;
  return true;
}

function runOf(firsts: readonly number[], number: number): number {
  let low = 0;
  let high = firsts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (firsts[middle]! <= number) low = middle;
    else high = middle - 1;
  }
  return low;
}

function identity(length: number): Uint32Array {
  const numbers = new Uint32Array(length);
  for (let i = 0; i < length; i++) numbers[i] = i;
  return numbers;
}
