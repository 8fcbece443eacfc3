import type { ColumnPiece } from './column-sink.ts';
import type { TextRun } from './find-repeated-texts.ts';
import type { KeptColumn } from './range-parser.ts';
import type { TimeSpellings } from './read-time.ts';

type HeldPieces = readonly { executor: number; piece: ColumnPiece }[];

/** A piece of a text column: codes of an executor's dictionary, or the texts themselves. */
export type TextPiece = { executor: number; codes: Uint8Array | Uint16Array | Uint32Array } | { executor: number; run: TextRun };

export interface ValuePiece {
  values: Float64Array;
  scale: number;
  spellings?: TimeSpellings;
}

export function openTextPieces(pieces: HeldPieces, kept: readonly KeptColumn[]): TextPiece[] {
  return pieces.flatMap(({ executor, piece }): TextPiece[] => {
    const { slabs } = kept[executor]!;
    if (piece.kind === 'codes') {
      const { slab, offset, length } = piece.codes;
      const Codes = piece.width === 1 ? Uint8Array : piece.width === 2 ? Uint16Array : Uint32Array;
      return [{ executor, codes: new Codes(slabs[slab]!, offset, length) }];
    }
    if (piece.kind !== 'plain') return [];
    const { bytes, offsets, hashes } = piece;
    const run: TextRun = {
      count: hashes.length,
      bytes: new Uint8Array(slabs[bytes.slab]!, bytes.offset, bytes.length),
      offsets: new Uint32Array(slabs[offsets.slab]!, offsets.offset, offsets.length),
      hashes: new Int32Array(slabs[hashes.slab]!, hashes.offset, hashes.length),
    };
    return [{ executor, run }];
  });
}

export function openValuePieces(pieces: HeldPieces, kept: readonly KeptColumn[]): ValuePiece[] {
  return pieces.flatMap(({ executor, piece }) => {
    if (piece.kind !== 'values') return [];
    const { slab, offset, length } = piece.values;
    return [{ values: new Float64Array(kept[executor]!.slabs[slab]!, offset, length), scale: piece.scale, spellings: piece.spellings }];
  });
}

export function openFlagPieces(pieces: HeldPieces, kept: readonly KeptColumn[]): Uint8Array[] {
  return pieces.flatMap(({ executor, piece }) => {
    if (piece.kind !== 'flags') return [];
    const { slab, offset, length } = piece.flags;
    return [new Uint8Array(kept[executor]!.slabs[slab]!, offset, length)];
  });
}
