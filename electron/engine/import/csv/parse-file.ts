import { closeSync } from 'node:fs';
import type { Column, TextColumn } from '#domain/columns.ts';
import { ParleyError } from '#domain/errors.ts';
import type { JobContext } from '#engine/job.ts';
import type { ColumnPlan, ParsedFile, ParseRequest, RejectedRow } from '../parsed-file.ts';
import { assembleColumns } from './assemble-columns.ts';
import { dropRows } from './drop-rows.ts';
import { findRepeats } from './find-repeats.ts';
import { locateRows } from './locate-rows.ts';
import { inlineExecutor, workerExecutor } from './range-executor.ts';
import type { FileLayout } from './range-task.ts';
import { readFully } from './read-fully.ts';
import { type ReadRows, readRanges } from './read-ranges.ts';
import { openRegularFile, type RegularFile, requireUnchanged } from './regular-file.ts';
import { rejectReason } from './reject-reasons.ts';
import { skipRecords } from './skip-records.ts';

const defaultChunkBytes = 4 << 20;
const defaultLookaheadBytes = 64 << 10;

/** Files up to this size are read on the calling thread: starting threads would take longer. */
const inlineBytes = 2 << 20;

/**
 * Reads a CSV file into typed columns. The same file gives the same columns for every chunk size and number of workers.
 * @throws ParleyError for what refuses the whole file: E_NOT_REGULAR, E_EMPTY, E_NUL, E_ENCODING, E_UNTERMINATED_QUOTE, E_BACKSLASH_QUOTE,
 * E_TOO_WIDE, E_FIELD_TOO_LARGE, E_CHANGED, E_CANCELLED.
 */
export async function parseFile(request: ParseRequest, job: JobContext): Promise<ParsedFile> {
  const file = openRegularFile(request.path);
  try {
    let plan = request.columns;
    for (;;) {
      const read = await readColumns(request, plan, file, job);
      requireUnchanged(request.path, file);
      if ('columns' in read) return settleRows(request, file, plan, read);
      plan = plan.map((column) => (read.misfits[column.index] === 1 ? { ...column, type: 'text' as const } : column));
    }
  } finally {
    closeSync(file.fd);
  }
}

interface ReadColumns {
  layout: FileLayout;
  rows: ReadRows;
  columns: Map<string, Column>;
  notes: ParsedFile['notes'];
}

/** Reads the file by a plan; answers with the columns that did not fit it where there are any. */
async function readColumns(
  request: ParseRequest,
  plan: readonly ColumnPlan[],
  file: RegularFile,
  job: JobContext,
): Promise<ReadColumns | { misfits: Uint8Array }> {
  const layout = layoutOf(request, plan);
  const end = endOfText(file, layout);
  if (end === 0) throw new ParleyError('E_EMPTY', 'The file has no bytes. Export it again.');
  const start = skipRecords(file, end, layout.encoding, layout.delimiter, request.skipRecords);
  const inline = request.workers < 1 || (request.chunkBytes === undefined && end <= inlineBytes);
  const executors = inline ? [inlineExecutor(layout)] : Array.from({ length: request.workers }, () => workerExecutor(layout));
  try {
    const options = {
      chunkBytes: request.chunkBytes ?? defaultChunkBytes,
      lookaheadBytes: request.lookaheadBytes ?? defaultLookaheadBytes,
    };
    const rows = await readRanges(file, layout, start, end, executors, options, job);
    if (rows.misfits.includes(1)) return { misfits: rows.misfits };
    return { layout, rows, ...(await assembleColumns(plan, rows, executors, job)) };
  } finally {
    for (const executor of executors) executor.close();
  }
}

function layoutOf(request: ParseRequest, plan: readonly ColumnPlan[]): FileLayout {
  const columns: FileLayout['columns'] = Array.from({ length: request.headerCount });
  for (const column of plan) {
    if (column.index < 0 || column.index >= request.headerCount) {
      throw new ParleyError('E_INTERNAL', `Column ${column.index} is planned, but the file has ${request.headerCount} columns.`);
    }
    if (column.type !== 'skip') columns[column.index] = column;
  }
  const id = plan.find(({ name, type }) => name === request.idColumn && type !== 'skip');
  return { encoding: request.encoding, delimiter: request.delimiter, headerCount: request.headerCount, columns, idIndex: id?.index ?? -1 };
}

/** The end of the text: a ^Z at the very end is what old systems wrote there and no text. */
function endOfText(file: RegularFile, { encoding }: FileLayout): number {
  if (file.size === 0 || encoding.startsWith('utf-16')) return file.size;
  const last = new Uint8Array(1);
  readFully(file.fd, last, 1, file.size - 1);
  return last[0] === 0x1a ? file.size - 1 : file.size;
}

/** Takes out the rows that repeat an earlier id, and puts the rejected rows in file order. */
function settleRows(
  request: ParseRequest,
  file: RegularFile,
  plan: ColumnPlan[],
  { layout, rows, columns, notes }: ReadColumns,
): ParsedFile {
  const rejected: (RejectedRow & { fileOffset: number })[] = rows.rejects.map(({ line, column, code, fields, raw, fileOffset }) => {
    const columnPlan = plan.find(({ index }) => index === column - 1);
    return {
      line,
      column,
      header: columnPlan?.header ?? '',
      code,
      reason: rejectReason(code, columnPlan, layout.headerCount, fields),
      raw,
      fileOffset,
    };
  });
  const id = request.idColumn === undefined ? undefined : columns.get(request.idColumn);
  let accepted = rows.rows;
  let duplicates = 0;
  if (id?.kind === 'text') {
    const late = lateFindings(id, columns.values());
    const drop = new Uint8Array(rows.rows);
    const wanted = new Set<number>();
    for (const { row, firstRow, code } of late) {
      drop[row] = 1;
      accepted--;
      if (code === undefined) duplicates++;
      else wanted.add(row).add(firstRow);
    }
    const located = locateRows(
      file.fd,
      layout,
      rows.ranges,
      [...wanted].sort((a, b) => a - b),
    );
    for (const { row, firstRow, code } of late) {
      if (code === undefined) continue;
      const { line, fileOffset, raw } = located.get(row)!;
      const header = layout.columns[layout.idIndex]!.header;
      const reason =
        code === 'missingId'
          ? rejectReason(code, undefined, 0, 0)
          : `Line ${located.get(firstRow)!.line} has the same id with other values.`;
      rejected.push({ line, column: layout.idIndex + 1, header, code, reason, raw, fileOffset });
    }
    if (late.length > 0) for (const [name, column] of columns) columns.set(name, dropRows(column, drop, accepted));
  }
  rejected.sort((a, b) => a.fileOffset - b.fileOffset);
  return {
    rowsRead: accepted + rejected.length + duplicates,
    accepted,
    duplicates,
    rejected: rejected.map(({ fileOffset: _, ...row }) => row),
    columns,
    plan,
    sha256: rows.sha256,
    bytes: file.size,
    notes: [...fileNotes(request, file, layout, plan, rows), ...notes],
  };
}

/** Accepted rows that turn out to repeat an earlier id or to have none; a missing code means an identical row. */
function lateFindings(id: TextColumn, columns: Iterable<Column>): { row: number; firstRow: number; code?: 'missingId' | 'duplicateId' }[] {
  const late: { row: number; firstRow: number; code?: 'missingId' | 'duplicateId' }[] = findRepeats(id, columns).map(
    ({ row, firstRow, identical }) => (identical ? { row, firstRow } : { row, firstRow, code: 'duplicateId' }),
  );
  for (let row = id.codes.indexOf(0); row >= 0; row = id.codes.indexOf(0, row + 1)) late.push({ row, firstRow: row, code: 'missingId' });
  return late;
}

function fileNotes(
  request: ParseRequest,
  file: RegularFile,
  layout: FileLayout,
  plan: readonly ColumnPlan[],
  rows: ReadRows,
): ParsedFile['notes'] {
  const notes: ParsedFile['notes'] = [];
  if (rows.blanks > 0) notes.push({ code: 'blankLines', header: '', count: rows.blanks, example: '' });
  if (endOfText(file, layout) < file.size) notes.push({ code: 'trailingControlZ', header: '', count: 1, example: '' });
  plan.forEach(({ header, type }, index) => {
    if (type !== request.columns[index]!.type) notes.push({ code: 'becameText', header, count: 1, example: '' });
  });
  return notes;
}
