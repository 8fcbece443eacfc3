import type { ExtractKind } from '#domain/canonical-fields.ts';
import type { Column } from '#domain/columns.ts';
import { isByteTextDictionary } from '../workspace/byte-text-dictionary.ts';
import { sql } from '../workspace/sql.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { releaseMemory } from './csv/release-memory.ts';
import { randomId } from './random-id.ts';

const prefix = 'rows-';

export interface StagedBatch {
  batchId: string;
  kind: ExtractKind;
  rowCount: number;
}

/**
 * Stores the rows of one file. They belong to no extract yet, and so nobody sees them until the import's last commit. The columns are used up.
 * @param further columns that are still needed afterwards and may share memory with these.
 */
export function stageRows(
  workspace: Workspace,
  kind: ExtractKind,
  rowCount: number,
  columns: Map<string, Column>,
  further: Iterable<Column> = [],
): StagedBatch {
  const batchId = prefix + randomId(workspace.environment);
  workspace.transaction(() => workspace.segments.write(batchId, rowCount, takeColumns(columns, further)));
  return { batchId, kind, rowCount };
}

/** Gives each column's memory back once it is written, unless a column still to come stands on it, so that memory falls while the file grows. */
function* takeColumns(columns: Map<string, Column>, further: Iterable<Column>): Generator<{ name: string; column: Column }> {
  const inUse = new Map<ArrayBufferLike, number>();
  const count = (column: Column, change: number) => {
    for (const { buffer } of memoryOf(column)) inUse.set(buffer, (inUse.get(buffer) ?? 0) + change);
  };
  for (const column of [...columns.values(), ...further]) count(column, 1);
  for (const name of [...columns.keys()]) {
    const column = columns.get(name)!;
    columns.delete(name);
    yield { name, column };
    count(column, -1);
    releaseMemory(...memoryOf(column).filter(({ buffer }) => inUse.get(buffer) === 0));
  }
}

function memoryOf(column: Column): ArrayBufferView[] {
  if (column.kind !== 'text') return [column.values];
  return isByteTextDictionary(column.dictionary) ? [column.codes, column.dictionary.bytes, column.dictionary.offsets] : [column.codes];
}

/** Removes rows that an import left behind when it was killed, cancelled or refused; returns how many batches there were. */
export function cleanStaging(workspace: Workspace): number {
  const stale = workspace.all(
    sql
      .selectFrom('batches')
      .leftJoin('extract_batches', 'extract_batches.batch_id', 'batches.id')
      .where('batches.id', 'like', `${prefix}%`)
      .where('extract_batches.batch_id', 'is', null)
      .select('batches.id'),
  );
  if (stale.length === 0) return 0;
  workspace.transaction(() => {
    for (const { id } of stale) workspace.segments.drop(id);
  });
  return stale.length;
}
