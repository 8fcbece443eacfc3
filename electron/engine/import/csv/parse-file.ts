import { closeSync } from 'node:fs';
import { ParleyError } from '#domain/errors.ts';
import type { JobContext } from '#engine/job.ts';
import type { ColumnPlan, ParsedFile, ParseRequest } from '../parsed-file.ts';
import { assembleColumns, type MadeColumns } from './assemble-columns.ts';
import { inlineExecutor, threadExecutor } from './range-executor.ts';
import type { FileLayout } from './range-task.ts';
import { readFully } from './read-fully.ts';
import { type ReadRows, readRanges } from './read-ranges.ts';
import { openRegularFile, type RegularFile, requireUnchanged } from './regular-file.ts';
import { settleRows } from './settle-rows.ts';
import { skipRecords } from './skip-records.ts';

const defaultChunkBytes = 2 << 20;
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
      if ('columns' in read) return parsedFile(request, file, plan, read);
      plan = plan.map((column) => (read.misfits[column.index] === 1 ? { ...column, type: 'text' as const } : column));
    }
  } finally {
    closeSync(file.fd);
  }
}

interface ReadColumns extends MadeColumns {
  layout: FileLayout;
  rows: ReadRows;
}

/** Reads the file by a plan; answers with the columns that did not fit it where there are any. */
async function readColumns(
  request: ParseRequest,
  plan: readonly ColumnPlan[],
  file: RegularFile,
  job: JobContext,
): Promise<ReadColumns | { misfits: Uint8Array }> {
  const layout = layoutOf(request, plan, file.size);
  const end = endOfText(file, layout);
  if (end === 0) throw new ParleyError('E_EMPTY', 'The file has no bytes. Export it again.');
  const start = skipRecords(file, end, layout.encoding, layout.delimiter, request.skipRecords);
  const inline = request.workers < 1 || (request.chunkBytes === undefined && end <= inlineBytes);
  const executors = inline ? [inlineExecutor(layout)] : Array.from({ length: request.workers }, () => threadExecutor(layout));
  try {
    const options = {
      chunkBytes: request.chunkBytes ?? defaultChunkBytes,
      lookaheadBytes: request.lookaheadBytes ?? defaultLookaheadBytes,
    };
    const rows = await readRanges(file, layout, start, end, executors, options, job);
    if (rows.misfits.includes(1)) return { misfits: rows.misfits };
    const made = await assembleColumns(plan, rows, executors, job);
    const toText = plan.filter(({ index, onMisfit }) => onMisfit === 'text' && made.oversize.has(index));
    for (const { index } of toText) rows.misfits[index] = 1;
    return toText.length > 0 ? { misfits: rows.misfits } : { layout, rows, ...made };
  } finally {
    for (const executor of executors) executor.close();
  }
}

function layoutOf(request: ParseRequest, plan: readonly ColumnPlan[], fileBytes: number): FileLayout {
  const columns: FileLayout['columns'] = Array.from({ length: request.headerCount });
  for (const column of plan) {
    if (column.index < 0 || column.index >= request.headerCount) {
      throw new ParleyError('E_INTERNAL', `Column ${column.index} is planned, but the file has ${request.headerCount} columns.`);
    }
    if (column.type !== 'skip') columns[column.index] = column;
  }
  const id = plan.find(({ name, type }) => name === request.idColumn && type !== 'skip');
  return {
    encoding: request.encoding,
    delimiter: request.delimiter,
    headerCount: request.headerCount,
    fileBytes,
    columns,
    idIndex: id?.index ?? -1,
  };
}

/** The end of the text: a ^Z at the very end is what old systems wrote there and no text. */
function endOfText(file: RegularFile, { encoding }: FileLayout): number {
  if (file.size === 0 || encoding.startsWith('utf-16')) return file.size;
  const last = new Uint8Array(1);
  readFully(file.fd, last, 1, file.size - 1);
  return last[0] === 0x1a ? file.size - 1 : file.size;
}

function parsedFile(request: ParseRequest, file: RegularFile, plan: ColumnPlan[], read: ReadColumns): ParsedFile {
  const { layout, rows, columns, notes, oversize } = read;
  const { accepted, duplicates, rejected } = settleRows(file.fd, layout, rows, columns, request.idColumn, oversize);
  return {
    rowsRead: accepted + rejected.length + duplicates,
    accepted,
    duplicates,
    rejected,
    columns,
    plan,
    sha256: rows.sha256,
    bytes: file.size,
    notes: [...fileNotes(request, file, layout, plan, rows), ...notes],
  };
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
