import type { Column, TextColumn } from '#domain/columns.ts';
import { foldText } from './fold-text.ts';
import { sameId } from './id-match.ts';
import type { Interval } from './interval.ts';
import { type Mask, newMask } from './mask.ts';

const blockRows = 4096;
const warmed = new Float64Array(1);

/**
 * Reads one value of each 64-byte cache line of a stretch, so that the loop after it finds all of them near. These reads do not wait for
 * one another, which halves the time of a whole rule where columns come from main memory.
 */
function warm(values: Float64Array | Uint32Array, from: number, to: number): void {
  const step = 64 / values.BYTES_PER_ELEMENT;
  let sum = 0;
  for (let i = from; i < to; i += step) sum += values[i]!;
  warmed[0] = sum;
}

/** The rows whose value lies in an interval; an empty field lies in none. `+` keeps the loop free of branches: five times quicker than `&&`. */
export function maskOfInterval(values: Float64Array, { low, high }: Interval): Mask {
  const mask = newMask(values.length);
  for (let from = 0; from < values.length; from += blockRows) {
    const to = Math.min(values.length, from + blockRows);
    warm(values, from, to);
    for (let i = from; i < to; i++) mask[i] = +(values[i]! >= low) & +(values[i]! <= high);
  }
  return mask;
}

/** The rows whose value lies in one of several intervals. */
export function maskOfIntervals(values: Float64Array, intervals: readonly Interval[]): Mask {
  if (intervals.length === 1) return maskOfInterval(values, intervals[0]!);
  const mask = newMask(values.length);
  if (intervals.every(({ low, high }) => low === high)) {
    const points = new Set(intervals.map(({ low }) => low));
    for (let i = 0; i < values.length; i++) mask[i] = points.has(values[i]!) ? 1 : 0;
    return mask;
  }
  for (const { low, high } of intervals) {
    for (let i = 0; i < values.length; i++) mask[i]! |= +(values[i]! >= low) & +(values[i]! <= high);
  }
  return mask;
}

/** The rows with one of the given truths. */
export function maskOfBoolean(values: Uint8Array, truths: readonly boolean[]): Mask {
  const mask = newMask(values.length);
  const met = Uint8Array.of(truths.includes(false) ? 1 : 0, truths.includes(true) ? 1 : 0, 0);
  for (let i = 0; i < values.length; i++) mask[i] = met[values[i]!]!;
  return mask;
}

/** The rows whose field is filled. Text of white space alone is empty. */
export function maskOfFilled(column: Column): Mask {
  if (column.kind === 'text') return maskOfText(column, () => true);
  if (column.kind === 'boolean') return maskOfBoolean(column.values, [true, false]);
  return maskOfInterval(column.values, { low: -Infinity, high: Infinity });
}

/**
 * The rows whose text passes a test; empty texts never do.
 * @param test gets folded text, for ids the text as it stands; it is asked once for each distinct text that occurs.
 */
export function maskOfText(column: TextColumn, test: (text: string) => boolean): Mask {
  const { codes, dictionary } = column;
  const mask = newMask(codes.length);
  const unknown = 2;
  const met = new Uint8Array(dictionary.size).fill(unknown);
  const ask = (code: number): number => {
    const text = column.id ? dictionary.at(code) : foldText(dictionary.at(code));
    return text !== '' && test(text) ? 1 : 0;
  };
  if (dictionary.size <= codes.length >> 3) {
    for (let code = 0; code < met.length; code++) met[code] = ask(code);
    for (let from = 0; from < codes.length; from += blockRows) {
      const to = Math.min(codes.length, from + blockRows);
      warm(codes, from, to);
      for (let i = from; i < to; i++) mask[i] = met[codes[i]!]!;
    }
    return mask;
  }
  for (let i = 0; i < codes.length; i++) {
    let answer = met[codes[i]!]!;
    if (answer === unknown) answer = met[codes[i]!] = ask(codes[i]!);
    mask[i] = answer;
  }
  return mask;
}

/** A test for being one of several texts: ids by `sameId`, other text folded. Empty texts among them equal nothing. */
export function equalsAny(texts: readonly string[], id: boolean): (text: string) => boolean {
  const wanted = new Set(id ? texts : texts.map(foldText));
  wanted.delete('');
  if (!id || !texts.some((text) => text.length === 15 || text.length === 18)) return (text) => wanted.has(text);
  return (text) => wanted.has(text) || (isSalesforceLength(text) && texts.some((one) => one !== '' && sameId(one, text)));
}

function isSalesforceLength(text: string): boolean {
  return text.length === 15 || text.length === 18;
}
