import type { TextColumn } from '#domain/columns.ts';
import { byteTextDictionary } from '#engine/workspace/byte-text-dictionary.ts';
import type { ColumnPiece } from './column-sink.ts';
import type { ExecutorTexts } from './range-executor.ts';
import { createTextInterner, internHashed, type TextInterner } from './text-interner.ts';

export interface TextPiece {
  executor: number;
  piece: ColumnPiece;
}

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
const unmapped = 0xffff_ffff;

/** One text column from the pieces of a file: codes in order of first appearance, whatever the pieces and executors. */
export function assembleText(
  pieces: readonly TextPiece[],
  texts: readonly ExecutorTexts[],
  rows: number,
  id: boolean,
  missing: readonly string[] | undefined,
): TextColumn {
  const interner = createTextInterner(slotsFor(pieces, texts));
  const isMissing = missingTest(missing);
  const codes = new Uint32Array(rows);
  const remaps = texts.map(({ size }) => {
    const remap = new Uint32Array(size).fill(unmapped);
    remap[0] = 0;
    return remap;
  });
  let row = 0;
  for (const { executor, piece } of pieces) {
    if (piece.kind === 'codes') {
      const remap = remaps[executor]!;
      const own = texts[executor]!;
      for (const local of piece.codes) {
        let code = remap[local]!;
        if (code === unmapped) {
          const start = own.offsets[local]!;
          const end = own.offsets[local + 1]!;
          code = isMissing(own.bytes, start, end) ? 0 : internHashed(interner, own.bytes, start, end, own.hashes[local]!);
          remap[local] = code;
        }
        codes[row++] = code;
      }
    } else if (piece.kind === 'plain') {
      let start = 0;
      for (let index = 0; index < piece.ends.length; index++) {
        const end = piece.ends[index]!;
        codes[row++] =
          start === end || isMissing(piece.bytes, start, end) ? 0 : internHashed(interner, piece.bytes, start, end, piece.hashes[index]!);
        start = end;
      }
    }
  }
  return { kind: 'text', id, codes, dictionary: dictionaryOf(interner) };
}

export function dictionaryOf({ bytes, offsets, size }: TextInterner) {
  return byteTextDictionary(bytes.slice(0, offsets[size]!), offsets.slice(0, size + 1));
}

function slotsFor(pieces: readonly TextPiece[], texts: readonly ExecutorTexts[]): number {
  let most = Math.max(8, ...texts.map(({ size }) => size));
  for (const { piece } of pieces) if (piece.kind === 'plain') most += piece.ends.length;
  return 1 << Math.ceil(Math.log2(most * 2));
}

function missingTest(missing: readonly string[] | undefined): (bytes: Uint8Array, start: number, end: number) => boolean {
  if (missing === undefined || missing.length === 0) return () => false;
  const spellings = new Set(missing);
  const longest = Math.max(...missing.map((spelling) => spelling.length)) * 4 + 16;
  return (bytes, start, end) => end - start <= longest && spellings.has(decoder.decode(bytes.subarray(start, end)).trim().toLowerCase());
}
