import type { ExtractKind } from '#domain/canonical-fields.ts';
import type { Column } from '#domain/columns.ts';
import { sql } from '../workspace/sql.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { randomId } from './random-id.ts';

const prefix = 'rows-';

export interface StagedBatch {
  batchId: string;
  kind: ExtractKind;
  rowCount: number;
}

/** Stores the rows of one file. They belong to no extract yet, and so nobody sees them until the import's last commit. */
export function stageRows(workspace: Workspace, kind: ExtractKind, rowCount: number, columns: Map<string, Column>): StagedBatch {
  const batchId = prefix + randomId(workspace.environment);
  workspace.transaction(() => workspace.segments.write(batchId, rowCount, takeColumns(columns)));
  return { batchId, kind, rowCount };
}

/** Lets go of each column once it is written, so that memory falls while the file grows. */
function* takeColumns(columns: Map<string, Column>): Generator<{ name: string; column: Column }> {
  for (const name of [...columns.keys()]) {
    const column = columns.get(name)!;
    columns.delete(name);
    yield { name, column };
  }
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
