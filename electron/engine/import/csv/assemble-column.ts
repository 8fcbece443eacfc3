import type { Column, TextColumn } from '#domain/columns.ts';
import { byteTextDictionary } from '#engine/workspace/byte-text-dictionary.ts';
import type { ColumnPlan, ParsedFile } from '../parsed-file.ts';
import { type AssembledText, assembleText, type TextPiece } from './assemble-text.ts';
import { assembleFlags, assembleValues } from './assemble-values.ts';
import type { InternedTexts } from './text-interner.ts';
import { noteTexts } from './text-notes.ts';

/** All that is needed to make one column of a file. */
export interface ColumnTask {
  plan: ColumnPlan;
  pieces: TextPiece[];
  /** Dictionaries of a text column by executor. */
  texts: InternedTexts[];
  rows: number;
}

/** A column in a form that passes between threads. */
export interface AssembledColumn {
  column: Exclude<Column, TextColumn> | AssembledText;
  notes: ParsedFile['notes'];
}

export function assembleColumn({ plan, pieces, texts, rows }: ColumnTask): AssembledColumn {
  if (plan.type === 'id' || plan.type === 'text') {
    const text = assembleText(pieces, texts, rows, plan.missing);
    return { column: text, notes: noteTexts(plan.header, text) };
  }
  const own = pieces.map(({ piece }) => piece);
  return { column: plan.type === 'boolean' ? assembleFlags(own, rows) : assembleValues(own, rows, plan), notes: [] };
}

export function columnOf({ column }: AssembledColumn, plan: ColumnPlan): Column {
  if ('kind' in column) return column;
  return { kind: 'text', id: plan.type === 'id', codes: column.codes, dictionary: byteTextDictionary(column.bytes, column.offsets) };
}

export function buffersOfTask({ pieces, texts }: ColumnTask): ArrayBuffer[] {
  const arrays: ArrayBufferView[] = texts.flatMap(({ bytes, offsets, hashes }) => [bytes, offsets, hashes]);
  for (const { piece } of pieces) arrays.push(...arraysOfPiece(piece));
  return distinctBuffers(arrays);
}

export function buffersOfColumn({ column }: AssembledColumn): ArrayBuffer[] {
  return distinctBuffers('kind' in column ? [column.values] : [column.codes, column.bytes, column.offsets]);
}

export function arraysOfPiece(piece: TextPiece['piece']): ArrayBufferView[] {
  switch (piece.kind) {
    case 'codes':
      return [piece.codes];
    case 'values':
      return [piece.values];
    case 'flags':
      return [piece.flags];
    case 'plain':
      return [piece.bytes, piece.offsets, piece.hashes];
  }
}

export function distinctBuffers(arrays: readonly ArrayBufferView[]): ArrayBuffer[] {
  return [...new Set(arrays.map(({ buffer }) => buffer as ArrayBuffer))];
}
