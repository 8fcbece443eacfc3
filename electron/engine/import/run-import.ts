import type { Column } from '#domain/columns.ts';
import { ParleyError } from '#domain/errors.ts';
import { formatIsoUtc } from '#domain/iso-time.ts';
import { differencesOf } from '../extracts/differences.ts';
import type { JobContext } from '../job.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { contentDigest } from './content-digest.ts';
import { countStageValues } from './count-stage-values.ts';
import { parseFile } from './csv/parse-file.ts';
import { findSameExtract } from './find-same-extract.ts';
import type { ImportPlan, PlannedFile } from './import-plan.ts';
import type { ImportedFile, ImportReport } from './import-report.ts';
import { inFile } from './in-file.ts';
import { joinIdForms } from './join-id-forms.ts';
import { newestEventMs } from './newest-event.ts';
import { noteSentence } from './note-sentence.ts';
import type { ParsedFile } from './parsed-file.ts';
import { randomId } from './random-id.ts';
import { type RecordedFile, recordExtract } from './record-extract.ts';
import { mappingHash } from './save-mapping.ts';
import { collectUsers } from './shape/collect-users.ts';
import type { DraftRows } from './shape/draft-rows.ts';
import { historyFieldNames } from './shape/history-field-names.ts';
import { shapeRows } from './shape/shape-rows.ts';
import { unpivotStages } from './shape/unpivot-stages.ts';
import { cleanStaging, stageRows } from './staging.ts';

export interface RunImportOptions {
  /** Worker threads for parsing. */
  workers?: number;
  sourceNote?: string;
  engineVersion: string;
}

/**
 * Imports what was planned as one extract: all of it, or nothing. Each file is parsed, shaped and stored out of sight; one commit at the end makes the
 * extract visible. The same files with the same mappings again change nothing.
 * @throws ParleyError E_ASK while the plan has questions, E_CANCELLED, E_DISK_FULL, and what parsing refuses.
 */
export async function runImport(workspace: Workspace, plan: ImportPlan, job: JobContext, options: RunImportOptions): Promise<ImportReport> {
  const [question, ...more] = plan.questions;
  if (question) {
    const rest = more.length === 0 ? '' : ` ${more.length} more to answer: --dry-run lists them.`;
    throw new ParleyError('E_ASK', `${question.message}${rest}`, { data: { questions: plan.questions } });
  }
  if (plan.files.length === 0)
    throw new ParleyError(
      'E_NOTHING_TO_IMPORT',
      `Expected at least one file of a known kind, got none. ${plan.skipped.map(({ fileName, reason }) => `${fileName}: ${reason}`).join(' ')}`,
    );
  cleanStaging(workspace);
  const same = await findSameExtract(workspace, plan, job.signal);
  if (same) return same;
  try {
    return await importFiles(workspace, plan, job, options);
  } catch (error) {
    tryToClean(workspace);
    throw error;
  }
}

function tryToClean(workspace: Workspace): void {
  try {
    cleanStaging(workspace);
  } catch {
    // The disk may be full or gone; what is staged stays out of sight and the next import removes it.
  }
}

async function importFiles(workspace: Workspace, plan: ImportPlan, job: JobContext, options: RunImportOptions): Promise<ImportReport> {
  const order = [...plan.files.keys()].sort(
    (a, b) => Number(plan.files[b]!.kind === 'users') - Number(plan.files[a]!.kind === 'users') || a - b,
  );
  const recorded = new Map<number, RecordedFile>();
  const warnings = [...plan.warnings];
  const userIds = new Map<string, string>();
  const bytesTotal = plan.files.reduce((sum, file) => sum + file.bytes, 0);
  let bytesBefore = 0;
  let rowsBefore = 0;
  let newestMs = Number.NEGATIVE_INFINITY;
  for (const index of order) {
    const file = plan.files[index]!;
    throwIfCancelled(job);
    const progress: JobContext = {
      signal: job.signal,
      report: ({ done, unit, rows }) =>
        job.report({
          phase: `Reading ${file.fileName}`,
          done: bytesBefore + (unit === 'bytes' ? done : 0),
          total: bytesTotal,
          unit: 'bytes',
          rows: rowsBefore + (rows ?? 0),
        }),
    };
    const parsed = await inFile(file.fileName, () => parseFile(requestOf(file, options.workers ?? 2), progress));
    joinIdForms(parsed);
    checkConservation(file, parsed);
    bytesBefore += parsed.bytes;
    rowsBefore += parsed.rowsRead;
    const draft = draftOf(file, parsed, plan, userIds, workspace.settings.timeZone);
    const deleted = shapeRows(draft);
    if (file.kind === 'users') collectUsers(draft, userIds);
    const history = unpivotStages(draft, new Map(Object.entries(file.stageDates)));
    const stageValues = countStageValues(file.kind, draft.columns, file.mapping);
    const historyValues = history ? countStageValues(history.kind, history.columns, file.mapping) : [];
    newestMs = Math.max(newestMs, newestEventMs(file.kind, draft.columns));
    if (history) newestMs = Math.max(newestMs, newestEventMs(history.kind, history.columns));
    throwIfCancelled(job);
    const batches = [stageRows(workspace, file.kind, parsed.accepted, draft.columns, history?.columns.values())];
    if (history) batches.push(stageRows(workspace, history.kind, history.rowCount, history.columns));
    warnings.push(...planWarnings(file), ...draft.warnings, ...parsed.notes.map((note) => noteSentence(file.fileName, note)));
    recorded.set(index, {
      file,
      parsed: { ...parsed, columns: new Map() },
      deleted,
      stageValues: mergeStageValues(stageValues, historyValues),
      batches,
    });
  }
  throwIfCancelled(job);
  const asOfMs = plan.asOfMs ?? newestMs;
  if (!Number.isFinite(asOfMs))
    throw new ParleyError(
      'E_ASK',
      'No file holds a time at which something happened, so the moment of the extract is not known. Name it with --as-of 2026-03-31T09:00:00Z.',
    );
  if (asOfMs > workspace.environment.now())
    warnings.push(`The extract is as of ${formatIsoUtc(asOfMs)}, which lies after this machine's time.`);
  const files = plan.files.map((_, index) => recorded.get(index)!);
  const extractId = randomId(workspace.environment);
  job.report({ phase: 'Making the extract visible', done: bytesTotal, total: bytesTotal, unit: 'bytes', rows: rowsBefore });
  recordExtract(workspace, {
    extractId,
    asOfMs,
    asOfOrigin: plan.asOfMs === undefined ? 'newestEvent' : 'asked',
    timeZone: plan.timeZone,
    currency: plan.currency,
    sourceNote: options.sourceNote ?? '',
    engineVersion: options.engineVersion,
    contentSha256: contentDigest(
      files.map(({ file, parsed }) => ({ kind: file.kind, sha256: parsed.sha256, mapping: mappingHash(file.mapping) })),
    ),
    skipped: plan.skipped,
    warnings,
    files,
  });
  return {
    outcome: 'imported',
    extractId,
    asOfMs,
    asOfOrigin: plan.asOfMs === undefined ? 'newestEvent' : 'asked',
    timeZone: plan.timeZone,
    files: files.map(importedFile),
    skipped: plan.skipped,
    differences: differencesOf(workspace, extractId),
    warnings,
  };
}

function requestOf(file: PlannedFile, workers: number) {
  return {
    path: file.path,
    encoding: file.encoding,
    delimiter: file.delimiter,
    columns: file.columns.map(({ from: _from, samples: _samples, warnings: _warnings, ...plan }) => plan),
    headerCount: file.columns.length,
    skipRecords: file.skipRecords,
    idColumn: file.columns.some((column) => column.name === 'id') ? 'id' : undefined,
    workers,
  };
}

function draftOf(
  file: PlannedFile,
  parsed: ParsedFile,
  plan: ImportPlan,
  userIds: ReadonlyMap<string, string>,
  dayZone: string,
): DraftRows {
  return {
    kind: file.kind,
    rowCount: parsed.accepted,
    columns: parsed.columns,
    mapping: file.mapping,
    fileName: file.fileName,
    dayZone,
    sourceZone: file.mapping.timeZone ?? plan.timeZone,
    fieldNames: historyFieldNames(file.kind, plan.files),
    userIds,
    namedOwners: file.columns
      .filter(({ name, header }) => (name === 'ownerId' || name === 'byId') && !/id$/i.test(header.trim()))
      .map(({ name }) => name),
    isOwnExport: file.preset === 'parley',
    warnings: [],
  };
}

/** Rows read = accepted + rejected + duplicates, and every column has the accepted rows. */
function checkConservation(file: PlannedFile, parsed: ParsedFile): void {
  const lengths = [...parsed.columns.values()].map(columnLength);
  if (
    parsed.rowsRead === parsed.accepted + parsed.rejected.length + parsed.duplicates &&
    lengths.every((length) => length === parsed.accepted)
  )
    return;
  throw new ParleyError(
    'E_CONSERVATION',
    `${file.fileName}: expected the ${parsed.rowsRead} rows read to be accepted, rejected or duplicates, but ${parsed.accepted} + ${parsed.rejected.length} + ${parsed.duplicates} differ. Nothing was imported; report this file's shape.`,
  );
}

function columnLength(column: Column): number {
  return column.kind === 'text' ? column.codes.length : column.values.length;
}

function mergeStageValues(values: ImportedFile['stageValues'], more: ImportedFile['stageValues']): ImportedFile['stageValues'] {
  const known = new Set(values.map(({ value }) => value));
  return [...values, ...more.filter(({ value }) => !known.has(value))];
}

function importedFile({ file, parsed, deleted, stageValues, batches }: RecordedFile): ImportedFile {
  return {
    fileName: file.fileName,
    kind: file.kind,
    sha256: parsed.sha256,
    bytes: parsed.bytes,
    rowsRead: parsed.rowsRead,
    accepted: parsed.accepted,
    rejected: parsed.rejected.length,
    duplicates: parsed.duplicates,
    deleted,
    unpivoted: batches.slice(1).reduce((sum, batch) => sum + batch.rowCount, 0),
    stageValues,
  };
}

function planWarnings(file: PlannedFile): string[] {
  return [
    ...file.warnings.map((warning) => `${file.fileName}: ${warning}`),
    ...file.columns.flatMap(({ header, warnings }) => warnings.map((warning) => `${file.fileName}, column ${header}: ${warning}`)),
  ];
}

function throwIfCancelled(job: JobContext): void {
  if (job.signal.aborted) throw new ParleyError('E_CANCELLED', 'The import was cancelled; nothing was imported.');
}
