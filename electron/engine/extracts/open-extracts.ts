import type { ExtractKind } from '#domain/canonical-fields.ts';
import type { Table } from '#domain/columns.ts';
import { sql } from '../workspace/sql.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { ExtractUse } from './as-of-tables.ts';
import { batchTable } from './batch-table.ts';
import { unionTables } from './union-tables.ts';

export interface OpenExtracts {
  /** The files behind the tables, oldest extract first. */
  extracts: readonly ExtractUse[];
  table(kind: ExtractKind): Table | undefined;
}

/** The union by id of some extracts. @param newestFirst their ids; the earlier in the list wins. */
export function openExtracts(workspace: Workspace, newestFirst: readonly string[]): OpenExtracts {
  const rank = new Map(newestFirst.map((id, index) => [id, index]));
  const batches = workspace
    .all(
      sql
        .selectFrom('extract_batches')
        .innerJoin('extract_files', (join) =>
          join
            .onRef('extract_files.extract_id', '=', 'extract_batches.extract_id')
            .onRef('extract_files.ordinal', '=', 'extract_batches.file_ordinal'),
        )
        .innerJoin('extracts', 'extracts.id', 'extract_batches.extract_id')
        .where('extract_batches.extract_id', 'in', [...newestFirst])
        .select([
          'extract_batches.batch_id',
          'extract_batches.extract_id',
          'extract_batches.file_ordinal',
          'extract_batches.kind',
          'extract_batches.row_count',
          'extract_files.file_name',
          'extract_files.file_sha256',
          'extracts.as_of_ms',
        ]),
    )
    .sort(
      (a, b) => rank.get(a.extract_id)! - rank.get(b.extract_id)! || a.file_ordinal - b.file_ordinal || (a.batch_id < b.batch_id ? -1 : 1),
    );
  const tables = new Map<ExtractKind, Table | undefined>();
  return {
    extracts: batches
      .map((batch) => ({
        id: batch.extract_id,
        kind: batch.kind as ExtractKind,
        asOfMs: batch.as_of_ms,
        fileName: batch.file_name,
        fileSha256: batch.file_sha256,
      }))
      .reverse(),
    table(kind) {
      if (!tables.has(kind)) tables.set(kind, openKind(kind));
      return tables.get(kind);
    },
  };

  function openKind(kind: ExtractKind): Table | undefined {
    const sources = batches.filter((batch) => batch.kind === kind);
    if (sources.length === 0) return undefined;
    return unionTables(
      kind,
      sources.map((batch) => ({ table: batchTable(workspace.segments, batch.batch_id, batch.row_count), edition: batch.extract_id })),
    );
  }
}
