import type { Column } from '#domain/columns.ts';
import type { ColumnPlan, RejectedRow } from '../parsed-file.ts';
import { dropRows } from './drop-rows.ts';
import { findRepeats } from './find-repeats.ts';
import { locateRows } from './locate-rows.ts';
import type { FileLayout } from './range-task.ts';
import type { ReadRows } from './read-ranges.ts';
import { rejectReason } from './reject-reasons.ts';

export interface SettledRows {
  accepted: number;
  duplicates: number;
  rejected: RejectedRow[];
}

/** What only the whole file tells of a row. Without a code it is a duplicate. */
interface LateFinding {
  row: number;
  index: number;
  code?: 'missingId' | 'duplicateId' | 'badMoney';
  firstRow?: number;
}

/**
 * Takes out of the columns, in place, the rows that repeat an earlier id, have none, or hold an amount too large for its column's scale,
 * and puts the rejected rows in file order.
 * @param oversize rows with such amounts, by position of the column in the file.
 */
export function settleRows(
  fd: number,
  layout: FileLayout,
  rows: ReadRows,
  columns: Map<string, Column>,
  idColumn: string | undefined,
  oversize: ReadonlyMap<number, readonly number[]>,
): SettledRows {
  const drop = new Uint8Array(rows.rows);
  const late: LateFinding[] = [];
  for (const [index, found] of oversize) {
    for (const row of found) {
      if (drop[row] !== 0) continue;
      drop[row] = 1;
      late.push({ row, index, code: 'badMoney' });
    }
  }
  const id = idColumn === undefined ? undefined : columns.get(idColumn);
  if (id?.kind === 'text') {
    const index = layout.idIndex;
    for (let row = id.codes.indexOf(0); row >= 0; row = id.codes.indexOf(0, row + 1)) {
      if (drop[row] === 0) late.push({ row, index, code: 'missingId' });
    }
    for (const { row, firstRow, identical } of findRepeats(id, columns.values(), late.length > 0 ? drop : undefined)) {
      late.push(identical ? { row, index } : { row, index, code: 'duplicateId', firstRow });
    }
  }
  const accepted = rows.rows - late.length;
  if (late.length > 0) {
    for (const { row } of late) drop[row] = 1;
    for (const [name, column] of columns) columns.set(name, dropRows(column, drop, accepted));
  }
  const rejected = [...rejectedWhileReading(layout, rows), ...lateRejects(fd, layout, rows, late)].sort(
    (a, b) => a.fileOffset - b.fileOffset,
  );
  return {
    accepted,
    duplicates: late.reduce((count, { code }) => count + (code === undefined ? 1 : 0), 0),
    rejected: rejected.map(({ fileOffset: _, ...row }) => row),
  };
}

type PlacedReject = RejectedRow & { fileOffset: number };

function rejectedWhileReading(layout: FileLayout, rows: ReadRows): PlacedReject[] {
  return rows.rejects.map(({ line, column, code, fields, raw, fileOffset }) => {
    const plan: ColumnPlan | undefined = layout.columns[column - 1];
    return {
      line,
      column,
      header: plan?.header ?? '',
      code,
      reason: rejectReason(code, plan, layout.headerCount, fields),
      raw,
      fileOffset,
    };
  });
}

function lateRejects(fd: number, layout: FileLayout, rows: ReadRows, late: readonly LateFinding[]): PlacedReject[] {
  const wanted = new Set<number>();
  for (const { row, code, firstRow } of late) {
    if (code !== undefined) wanted.add(row);
    if (firstRow !== undefined) wanted.add(firstRow);
  }
  const ascending = Uint32Array.from(wanted).sort();
  const located = locateRows(fd, layout, rows.ranges, ascending);
  return late.flatMap(({ row, index, code, firstRow }) => {
    if (code === undefined) return [];
    const plan = layout.columns[index]!;
    const { line, fileOffset, raw } = located.get(row)!;
    const reason =
      firstRow === undefined
        ? rejectReason(code, plan, layout.headerCount, layout.headerCount)
        : `Line ${located.get(firstRow)!.line} has the same id with other values.`;
    return [{ line, column: index + 1, header: plan.header, code, reason, raw, fileOffset }];
  });
}
