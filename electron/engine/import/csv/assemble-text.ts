import { findRepeatedTexts, type TextRun } from './find-repeated-texts.ts';
import { type MissingTest, missingTest } from './missing-test.ts';
import type { TextPiece } from './open-pieces.ts';
import { releaseMemory } from './release-memory.ts';
import type { InternedTexts } from './text-interner.ts';

/** Codes of the rows and the distinct texts behind them; code 0 is the empty text. */
export interface AssembledText {
  codes: Uint32Array;
  bytes: Uint8Array;
  offsets: Uint32Array;
}

const unset = 0xffff_ffff;

/**
 * One text column from the pieces of a file, its codes in order of first appearance, whatever the pieces and the executors were.
 * Empties the pieces.
 */
export function assembleText(
  pieces: readonly TextPiece[],
  texts: readonly InternedTexts[],
  rows: number,
  missing: readonly string[] | undefined,
): AssembledText {
  const runs: TextRun[] = texts.map(({ size, bytes, offsets, hashes }) => ({ count: size, bytes, offsets, hashes }));
  for (const piece of pieces) if ('run' in piece) runs.push(piece.run);
  const firstOf = findRepeatedTexts(runs);
  const isMissing = missingTest(missing);
  const numbers = new Uint32Array(firstOf === undefined ? texts.reduce((sum, { size }) => sum + size, 0) : firstOf.length).fill(unset);
  const codes = new Uint32Array(rows);
  const into = textWriter(runs);
  const firsts: number[] = [];
  let plainFirst = 0;
  for (const { size } of texts) {
    firsts.push(plainFirst);
    plainFirst += size;
  }
  const users = buffersByUse(pieces);
  let row = 0;
  for (const piece of pieces) {
    if ('codes' in piece) {
      writeCoded(into, piece.codes, runs[piece.executor]!, firsts[piece.executor]!, numbers, firstOf, isMissing, codes, row);
      row += piece.codes.length;
      users.leave(piece.codes);
    } else {
      writePlain(into, piece.run, plainFirst, numbers, firstOf, isMissing, codes, row);
      row += piece.run.count;
      plainFirst += piece.run.count;
      users.leave(piece.run.bytes, piece.run.offsets);
    }
  }
  for (const { bytes, offsets } of texts) releaseMemory(bytes, offsets);
  return {
    codes,
    bytes: into.bytes.length - into.at > into.at / 8 ? into.bytes.slice(0, into.at) : into.bytes.subarray(0, into.at),
    offsets: into.offsets.slice(0, into.size + 1),
  };
}

/** Releases each buffer with the last piece that stands in it. */
function buffersByUse(pieces: readonly TextPiece[]) {
  const left = new Map<ArrayBufferLike, number>();
  const arraysOf = (piece: TextPiece) => ('codes' in piece ? [piece.codes] : [piece.run.bytes, piece.run.offsets]);
  for (const piece of pieces) for (const { buffer } of arraysOf(piece)) left.set(buffer, (left.get(buffer) ?? 0) + 1);
  return {
    leave(...arrays: ArrayBufferView[]) {
      for (const { buffer } of arrays) {
        const uses = left.get(buffer)! - 1;
        left.set(buffer, uses);
        if (uses === 0) releaseMemory(buffer);
      }
    },
  };
}

interface TextWriter {
  bytes: Uint8Array;
  offsets: Uint32Array;
  size: number;
  at: number;
}

function textWriter(runs: readonly TextRun[]): TextWriter {
  let bytes = 0;
  let texts = 1;
  for (const { count, offsets } of runs) {
    bytes += offsets[count]!;
    texts += count;
  }
  return { bytes: new Uint8Array(bytes), offsets: new Uint32Array(texts + 1), size: 1, at: 0 };
}

function writeCoded(
  into: TextWriter,
  locals: Uint8Array | Uint16Array | Uint32Array,
  own: TextRun,
  first: number,
  numbers: Uint32Array,
  firstOf: Uint32Array | undefined,
  isMissing: MissingTest | undefined,
  codes: Uint32Array,
  row: number,
): void {
  for (let i = 0; i < locals.length; i++) {
    const local = locals[i]!;
    if (local === 0) continue;
    let code = numbers[first + local]!;
    if (code === unset) {
      const canonical = firstOf === undefined ? first + local : firstOf[first + local]!;
      code = numbers[canonical]!;
      if (code === unset) {
        const start = own.offsets[local]!;
        const end = own.offsets[local + 1]!;
        if (isMissing?.(own.bytes, start, end)) {
          code = 0;
        } else {
          code = into.size++;
          for (let p = start; p < end; p++) into.bytes[into.at++] = own.bytes[p]!;
          into.offsets[into.size] = into.at;
        }
        numbers[canonical] = code;
      }
      numbers[first + local] = code;
    }
    codes[row + i] = code;
  }
}

function writePlain(
  into: TextWriter,
  { count, bytes, offsets }: TextRun,
  first: number,
  numbers: Uint32Array,
  firstOf: Uint32Array | undefined,
  isMissing: MissingTest | undefined,
  codes: Uint32Array,
  row: number,
): void {
  let copied = 0;
  let shift = into.at;
  const copyUpTo = (end: number, next: number) => {
    into.bytes.set(bytes.subarray(copied, end), into.at);
    into.at += end - copied;
    copied = next;
    shift = into.at - next;
  };
  for (let i = 0; i < count; i++) {
    const start = offsets[i]!;
    const end = offsets[i + 1]!;
    if (start === end) continue;
    const canonical = firstOf === undefined ? first + i : firstOf[first + i]!;
    const known = firstOf === undefined ? unset : numbers[canonical]!;
    if (known !== unset) {
      codes[row + i] = known;
      copyUpTo(start, end);
    } else if (isMissing?.(bytes, start, end)) {
      if (firstOf !== undefined) numbers[canonical] = 0;
      copyUpTo(start, end);
    } else {
      const code = into.size++;
      into.offsets[into.size] = end + shift;
      codes[row + i] = code;
      if (firstOf !== undefined) numbers[canonical] = code;
    }
  }
  copyUpTo(offsets[count]!, offsets[count]!);
}
