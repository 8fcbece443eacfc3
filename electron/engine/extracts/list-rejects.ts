import type { ExtractKind } from '#domain/canonical-fields.ts';
import { sql } from '../workspace/sql.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { requireExtract } from './list-extracts.ts';

export interface ListedReject {
  extractId: string;
  fileName: string;
  kind: ExtractKind;
  /** Physical line of the row's start, from 1; column from 1, 0 where the whole row is meant. */
  line: number;
  column: number;
  header: string;
  code: string;
  reason: string;
  raw: string;
}

/** The rows that imports refused, in the order of extract, file and line. @param limit most rows given back; all without it. @throws ParleyError E_NO_EXTRACT. */
export function listRejects(
  workspace: Workspace,
  options: { extractId?: string; limit?: number; offset?: number } = {},
): { total: number; rejects: ListedReject[] } {
  const extractId = options.extractId === undefined ? undefined : requireExtract(workspace, options.extractId).id;
  const count = sql.selectFrom('rejects').select((query) => query.fn.countAll<number>().as('total'));
  const total = workspace.first(extractId === undefined ? count : count.where('extract_id', '=', extractId))?.total ?? 0;
  let query = sql
    .selectFrom('rejects')
    .innerJoin('extracts', 'extracts.id', 'rejects.extract_id')
    .innerJoin('extract_files', (join) =>
      join.onRef('extract_files.extract_id', '=', 'rejects.extract_id').onRef('extract_files.ordinal', '=', 'rejects.file_ordinal'),
    )
    .select([
      'rejects.extract_id as extractId',
      'extract_files.file_name as fileName',
      'extract_files.kind as kind',
      'rejects.line as line',
      'rejects.column as column',
      'rejects.header as header',
      'rejects.code as code',
      'rejects.reason as reason',
      'rejects.raw as raw',
    ])
    .orderBy('extracts.sequence')
    .orderBy('rejects.file_ordinal')
    .orderBy('rejects.ordinal');
  if (extractId !== undefined) query = query.where('rejects.extract_id', '=', extractId);
  if (options.limit !== undefined) query = query.limit(options.limit);
  if (options.offset !== undefined) query = query.limit(options.limit ?? -1).offset(options.offset);
  return { total, rejects: workspace.all(query) as ListedReject[] };
}
