import { hash } from 'node:crypto';
import { canonicalJson } from '#domain/canonical-json.ts';
import { sql } from '../workspace/sql.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** Everything that the row tables say about an extract, its own digest left out. */
export function extractRows(workspace: Workspace, extractId: string): Record<string, unknown> {
  const { sha256: _sha256, ...extract } = workspace.first(sql.selectFrom('extracts').selectAll().where('id', '=', extractId))!;
  return {
    extract,
    files: workspace.all(sql.selectFrom('extract_files').selectAll().where('extract_id', '=', extractId).orderBy('ordinal')),
    batches: workspace.all(sql.selectFrom('extract_batches').selectAll().where('extract_id', '=', extractId).orderBy('batch_id')),
    columns: workspace.all(
      sql.selectFrom('extract_columns').selectAll().where('extract_id', '=', extractId).orderBy('file_ordinal').orderBy('position'),
    ),
    rejects: workspace.all(
      sql.selectFrom('rejects').selectAll().where('extract_id', '=', extractId).orderBy('file_ordinal').orderBy('ordinal'),
    ),
    notes: workspace.all(
      sql.selectFrom('extract_notes').selectAll().where('extract_id', '=', extractId).orderBy('file_ordinal').orderBy('ordinal'),
    ),
    stageValues: workspace.all(
      sql.selectFrom('extract_stage_values').selectAll().where('extract_id', '=', extractId).orderBy('file_ordinal').orderBy('value'),
    ),
  };
}

export interface ExtractFinding {
  area: string;
  code: string;
  message: string;
}

/** Checks what the row tables say about every extract and every mapping against the digests taken when they were written. */
export function checkExtracts(workspace: Workspace): ExtractFinding[] {
  const findings: ExtractFinding[] = [];
  for (const { id, sha256 } of workspace.all(sql.selectFrom('extracts').select(['id', 'sha256']).orderBy('sequence')))
    if (hash('sha256', canonicalJson(extractRows(workspace, id))) !== sha256)
      findings.push({
        area: 'extracts',
        code: 'E_DAMAGED',
        message: `What is recorded about the extract ${id} (files, counts, rejects) does not match its digest. Restore a backup.`,
      });
  for (const { id, hash: digest, json } of workspace.all(sql.selectFrom('mappings').select(['id', 'hash', 'json']).orderBy('id')))
    if (hash('sha256', json) !== digest)
      findings.push({ area: 'mappings', code: 'E_DAMAGED', message: `The mapping ${id} does not match its hash. Restore a backup.` });
  return findings;
}
