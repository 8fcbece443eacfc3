import { hash } from 'node:crypto';
import { canonicalJson } from '#domain/canonical-json.ts';
import { extractRows } from '../extracts/extract-digest.ts';
import { sql } from '../workspace/sql.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { PlannedFile, StageValueCount } from './import-plan.ts';
import type { ParsedFile } from './parsed-file.ts';
import { saveMapping } from './save-mapping.ts';
import type { StagedBatch } from './staging.ts';

export interface RecordedFile {
  file: PlannedFile;
  /** Without its columns: they are staged. */
  parsed: ParsedFile;
  deleted: number;
  stageValues: StageValueCount[];
  batches: StagedBatch[];
}

export interface ExtractRecord {
  extractId: string;
  asOfMs: number;
  asOfOrigin: 'asked' | 'newestEvent';
  timeZone: string;
  currency: string;
  sourceNote: string;
  engineVersion: string;
  contentSha256: string;
  skipped: { fileName: string; reason: string }[];
  warnings: string[];
  files: RecordedFile[];
}

/** Writes everything that is said about an extract, and with the commit makes its staged rows visible. */
export function recordExtract(workspace: Workspace, record: ExtractRecord): void {
  workspace.transaction(() => {
    const { extractId } = record;
    const last = workspace.first(sql.selectFrom('extracts').select((query) => query.fn.max('sequence').as('sequence')));
    workspace.run(
      sql.insertInto('extracts').values({
        id: extractId,
        sequence: (last?.sequence ?? 0) + 1,
        as_of_ms: record.asOfMs,
        as_of_origin: record.asOfOrigin,
        time_zone: record.timeZone,
        currency: record.currency,
        imported_at_ms: workspace.environment.now(),
        source_note: record.sourceNote,
        engine_version: record.engineVersion,
        content_sha256: record.contentSha256,
        findings: canonicalJson({ skipped: record.skipped, warnings: record.warnings }),
        sha256: '',
      }),
    );
    record.files.forEach((recorded, ordinal) => {
      recordFile(workspace, extractId, ordinal, recorded);
    });
    const digest = hash('sha256', canonicalJson(extractRows(workspace, extractId)));
    workspace.run(sql.updateTable('extracts').set({ sha256: digest }).where('id', '=', extractId));
  });
}

function recordFile(
  workspace: Workspace,
  extractId: string,
  ordinal: number,
  { file, parsed, deleted, stageValues, batches }: RecordedFile,
): void {
  workspace.run(
    sql.insertInto('extract_files').values({
      extract_id: extractId,
      ordinal,
      kind: file.kind,
      file_name: file.fileName,
      byte_count: parsed.bytes,
      file_sha256: parsed.sha256,
      encoding: file.encoding,
      delimiter: file.delimiter,
      preset: file.preset,
      mapping_id: saveMapping(workspace, `${file.preset}/${file.kind}`, file.mapping),
      rows_read: parsed.rowsRead,
      accepted: parsed.accepted,
      rejected: parsed.rejected.length,
      duplicates: parsed.duplicates,
      deleted,
    }),
  );
  const place = { extract_id: extractId, file_ordinal: ordinal };
  for (const batch of batches)
    workspace.run(
      sql
        .insertInto('extract_batches')
        .values({ batch_id: batch.batchId, extract_id: extractId, file_ordinal: ordinal, kind: batch.kind, row_count: batch.rowCount }),
    );
  parsed.plan.forEach((column, position) => {
    workspace.run(
      sql
        .insertInto('extract_columns')
        .values({ ...place, position, header: column.header, field: column.name, type: column.type, date_format: column.dateFormat ?? '' }),
    );
  });
  const addReject = workspace.connection.prepare(
    'INSERT INTO rejects (extract_id, file_ordinal, ordinal, line, "column", header, code, reason, raw) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
  );
  parsed.rejected.forEach(({ line, column, header, code, reason, raw }, number) => {
    addReject.run(extractId, ordinal, number, line, column, header, code, reason, raw.toWellFormed());
  });
  parsed.notes.forEach((note, number) => {
    workspace.run(
      sql.insertInto('extract_notes').values({
        ...place,
        ordinal: number,
        code: note.code,
        header: note.header,
        count: note.count,
        example: note.example.toWellFormed(),
      }),
    );
  });
  for (const { value, count, stage } of stageValues)
    workspace.run(sql.insertInto('extract_stage_values').values({ ...place, value, count, stage }));
}
