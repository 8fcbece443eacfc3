import type { ExtractKind } from '#domain/canonical-fields.ts';
import { ParleyError } from '#domain/errors.ts';
import { formatIsoUtc } from '#domain/iso-time.ts';
import { sql } from '../workspace/sql.ts';
import type { Workspace } from '../workspace/workspace.ts';

export interface ListedFile {
  fileName: string;
  kind: ExtractKind;
  sha256: string;
  bytes: number;
  encoding: string;
  delimiter: string;
  preset: string;
  mappingId: string;
  rowsRead: number;
  accepted: number;
  rejected: number;
  duplicates: number;
  deleted: number;
  notes: { code: string; header: string; count: number; example: string }[];
  stageValues: { value: string; count: number; stage: string | null }[];
}

export interface ListedExtract {
  id: string;
  sequence: number;
  /** ISO-8601 UTC. */
  asOf: string;
  asOfOrigin: string;
  timeZone: string;
  currency: string;
  importedAt: string;
  sourceNote: string;
  engineVersion: string;
  contentSha256: string;
  files: ListedFile[];
  skipped: { fileName: string; reason: string }[];
  warnings: string[];
}

/** Every extract with its files and counts, in the order of import. */
export function listExtracts(workspace: Workspace): ListedExtract[] {
  const files = workspace.all(sql.selectFrom('extract_files').selectAll().orderBy('ordinal'));
  const notes = workspace.all(sql.selectFrom('extract_notes').selectAll().orderBy('ordinal'));
  const stages = workspace.all(sql.selectFrom('extract_stage_values').selectAll().orderBy('count', 'desc').orderBy('value'));
  return workspace.all(sql.selectFrom('extracts').selectAll().orderBy('sequence')).map((extract) => {
    const { skipped, warnings } = JSON.parse(extract.findings) as Pick<ListedExtract, 'skipped' | 'warnings'>;
    return {
      id: extract.id,
      sequence: extract.sequence,
      asOf: formatIsoUtc(extract.as_of_ms),
      asOfOrigin: extract.as_of_origin,
      timeZone: extract.time_zone,
      currency: extract.currency,
      importedAt: formatIsoUtc(extract.imported_at_ms),
      sourceNote: extract.source_note,
      engineVersion: extract.engine_version,
      contentSha256: extract.content_sha256,
      files: files
        .filter((file) => file.extract_id === extract.id)
        .map((file) => {
          const isOwn = (row: { extract_id: string; file_ordinal: number }) =>
            row.extract_id === extract.id && row.file_ordinal === file.ordinal;
          return {
            fileName: file.file_name,
            kind: file.kind as ExtractKind,
            sha256: file.file_sha256,
            bytes: file.byte_count,
            encoding: file.encoding,
            delimiter: file.delimiter,
            preset: file.preset,
            mappingId: file.mapping_id,
            rowsRead: file.rows_read,
            accepted: file.accepted,
            rejected: file.rejected,
            duplicates: file.duplicates,
            deleted: file.deleted,
            notes: notes.filter(isOwn).map(({ code, header, count, example }) => ({ code, header, count, example })),
            stageValues: stages.filter(isOwn).map(({ value, count, stage }) => ({ value, count, stage: stage === '' ? null : stage })),
          };
        }),
      skipped,
      warnings,
    };
  });
}

/** The extract of an id, or of the start of one that fits no other. Throws E_NO_EXTRACT. */
export function requireExtract(workspace: Workspace, id: string): { id: string; asOfMs: number } {
  const found = workspace
    .all(sql.selectFrom('extracts').select(['id', 'as_of_ms']))
    .filter((extract) => extract.id === id || (id.length >= 6 && extract.id.startsWith(id)));
  const exact = found.find((extract) => extract.id === id) ?? (found.length === 1 ? found[0] : undefined);
  if (!exact)
    throw new ParleyError(
      'E_NO_EXTRACT',
      'Expected the id of an imported extract, got one that none (or more than one) has. List them with parley extracts.',
    );
  return { id: exact.id, asOfMs: exact.as_of_ms };
}
