import type { Column, TextColumn } from '#domain/columns.ts';
import { byteTextDictionary } from '#engine/workspace/byte-text-dictionary.ts';
import type { ColumnPlan, ParsedFile } from '../parsed-file.ts';
import { type AssembledText, assembleText } from './assemble-text.ts';
import { assembleFlags, assembleValues, oversizeAmounts } from './assemble-values.ts';
import type { ColumnPiece } from './column-sink.ts';
import { openFlagPieces, openTextPieces, openValuePieces } from './open-pieces.ts';
import type { KeptColumn } from './range-parser.ts';
import { releaseMemory } from './release-memory.ts';
import { noteTexts } from './text-notes.ts';

/** All that is needed to make one column of a file. */
export interface ColumnTask {
  plan: ColumnPlan;
  /** In file order, with the executor that holds them. */
  pieces: { executor: number; piece: ColumnPiece }[];
  /** By executor. */
  kept: KeptColumn[];
  rows: number;
}

/** A column in a form that passes between threads. */
export interface AssembledColumn {
  column: Exclude<Column, TextColumn> | AssembledText;
  notes: ParsedFile['notes'];
  /** Rows with amounts too large for the column's scale. */
  oversize: number[];
}

export function assembleColumn({ plan, pieces, kept, rows }: ColumnTask): AssembledColumn {
  if (plan.type === 'id' || plan.type === 'text') {
    const text = assembleText(
      openTextPieces(pieces, kept),
      kept.map(({ texts }) => texts!),
      rows,
      plan.missing,
    );
    return { column: text, notes: noteTexts(plan.header, text), oversize: [] };
  }
  const column =
    plan.type === 'boolean' ? assembleFlags(openFlagPieces(pieces, kept), rows) : assembleValues(openValuePieces(pieces, kept), rows, plan);
  for (const { slabs } of kept) releaseMemory(...slabs);
  return { column, notes: [], oversize: column.kind === 'money' ? oversizeAmounts(column) : [] };
}

export function columnOf({ column }: AssembledColumn, plan: ColumnPlan): Column {
  if ('kind' in column) return column;
  return { kind: 'text', id: plan.type === 'id', codes: column.codes, dictionary: byteTextDictionary(column.bytes, column.offsets) };
}

export function buffersOfKept({ slabs, texts }: KeptColumn): ArrayBuffer[] {
  return [...slabs, ...(texts === undefined ? [] : [texts.bytes, texts.offsets, texts.hashes].map(({ buffer }) => buffer as ArrayBuffer))];
}

export function buffersOfColumn({ column }: AssembledColumn): ArrayBuffer[] {
  const arrays = 'kind' in column ? [column.values] : [column.codes, column.bytes, column.offsets];
  return arrays.map(({ buffer }) => buffer as ArrayBuffer);
}
