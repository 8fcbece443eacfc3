import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { sql } from '../workspace/sql.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { contentDigest } from './content-digest.ts';
import type { ImportPlan } from './import-plan.ts';
import type { ImportReport } from './import-report.ts';
import { mappingHash } from './save-mapping.ts';

/** The extract that these very files gave before, told as an import that changed nothing; undefined where there is none. */
export async function findSameExtract(workspace: Workspace, plan: ImportPlan, signal: AbortSignal): Promise<ImportReport | undefined> {
  const sizes = new Set(
    workspace.all(sql.selectFrom('extract_files').select(['kind', 'byte_count'])).map((file) => `${file.kind}:${file.byte_count}`),
  );
  if (!plan.files.every((file) => sizes.has(`${file.kind}:${file.bytes}`))) return undefined;
  const hashed = [];
  for (const file of plan.files)
    hashed.push({ kind: file.kind, sha256: await fileSha256(file.path, signal), mapping: mappingHash(file.mapping) });
  const same = workspace
    .all(sql.selectFrom('extracts').selectAll().where('content_sha256', '=', contentDigest(hashed)).orderBy('sequence'))
    .find((extract) => plan.asOfMs === undefined || extract.as_of_ms === plan.asOfMs);
  if (!same) return undefined;
  const files = workspace.all(sql.selectFrom('extract_files').selectAll().where('extract_id', '=', same.id).orderBy('ordinal'));
  return {
    outcome: 'unchanged',
    extractId: same.id,
    asOfMs: same.as_of_ms,
    asOfOrigin: same.as_of_origin === 'asked' ? 'asked' : 'newestEvent',
    timeZone: same.time_zone,
    files: files.map((file) => ({
      fileName: file.file_name,
      kind: file.kind as ImportReport['files'][number]['kind'],
      sha256: file.file_sha256,
      bytes: file.byte_count,
      rowsRead: file.rows_read,
      accepted: file.accepted,
      rejected: file.rejected,
      duplicates: file.duplicates,
      deleted: file.deleted,
      unpivoted: 0,
      stageValues: [],
    })),
    skipped: plan.skipped,
    differences: [],
    warnings: [`These files were imported before, as extract ${same.id}; nothing was changed.`],
  };
}

async function fileSha256(path: string, signal: AbortSignal): Promise<string> {
  const digest = createHash('sha256');
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20, signal })) digest.update(chunk as Buffer);
  return digest.digest('hex');
}
