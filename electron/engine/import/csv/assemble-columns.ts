import type { Column } from '#domain/columns.ts';
import type { JobContext } from '#engine/job.ts';
import type { ColumnPlan, ParsedFile } from '../parsed-file.ts';
import { type ColumnTask, columnOf } from './assemble-column.ts';
import { cancelled } from './cancelled.ts';
import type { RangeExecutor } from './range-executor.ts';
import type { ReadRows } from './read-ranges.ts';

export interface MadeColumns {
  columns: Map<string, Column>;
  notes: ParsedFile['notes'];
  /** Rows with amounts too large for their column's scale, by position of the column in the file. */
  oversize: Map<number, number[]>;
}

/** Makes the columns from the pieces, each by the next free executor, the largest first. Takes the pieces away from the ranges. */
export async function assembleColumns(
  plan: readonly ColumnPlan[],
  { ranges, rows }: ReadRows,
  executors: readonly RangeExecutor[],
  job: JobContext,
): Promise<MadeColumns> {
  const held = await Promise.all(executors.map((executor) => executor.finish()));
  const tasks = plan
    .filter(({ type }) => type !== 'skip')
    .map((column): ColumnTask => {
      const pieces = ranges.flatMap(({ executor, pieces: own }) => own.map((piece) => ({ executor, piece: piece.columns[column.index]! })));
      return { plan: column, pieces, kept: held.map((byColumn) => byColumn[column.index]!), rows };
    });
  for (const { pieces } of ranges) for (const piece of pieces) piece.columns = [];
  const waiting = [...tasks].sort((a, b) => weight(b) - weight(a));
  tasks.length = 0;
  const made = new Map<string, { column: Column; notes: ParsedFile['notes'] }>();
  const oversize = new Map<number, number[]>();
  await Promise.all(
    executors.map(async (executor) => {
      for (let task = waiting.shift(); task !== undefined; task = waiting.shift()) {
        if (job.signal.aborted) throw cancelled();
        const assembled = await executor.assemble(task);
        made.set(task.plan.name, { column: columnOf(assembled, task.plan), notes: assembled.notes });
        if (assembled.oversize.length > 0) oversize.set(task.plan.index, assembled.oversize);
      }
    }),
  );
  const columns = new Map<string, Column>();
  const notes: ParsedFile['notes'] = [];
  for (const { name, type } of plan) {
    if (type === 'skip') continue;
    columns.set(name, made.get(name)!.column);
    notes.push(...made.get(name)!.notes);
  }
  return { columns, notes, oversize };
}

function weight({ kept }: ColumnTask): number {
  return kept.reduce(
    (sum, { slabs, texts }) => sum + (texts?.bytes.length ?? 0) + slabs.reduce((own, slab) => own + slab.byteLength, 0),
    0,
  );
}
