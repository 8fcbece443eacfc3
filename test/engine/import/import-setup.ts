import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Table } from '#domain/columns.ts';
import type { Mapping } from '#domain/mapping.ts';
import { textOfCell } from '#engine/extracts/merge-columns.ts';
import type { ImportReport } from '#engine/import/import-report.ts';
import { type PlanOptions, planImport } from '#engine/import/plan-import.ts';
import { type RunImportOptions, runImport } from '#engine/import/run-import.ts';
import { type JobContext, quietJob } from '#engine/job.ts';
import { createWorkspace } from '#engine/workspace/create-workspace.ts';
import type { Workspace } from '#engine/workspace/workspace.ts';
import { fixedEnvironment, testFolder } from '../workspace/workspace-setup.ts';

/** Extracts that lie beside the project on some machines; they are no part of it. */
const sharedData = fileURLToPath(new URL('../../../../shared/data', import.meta.url));

export function sharedExtract(name: string): string {
  return join(sharedData, name);
}

export function hasShared(name: string): boolean {
  return existsSync(sharedExtract(name));
}

export function newWorkspace(settings = { timeZone: 'UTC', currency: 'USD' }): { workspace: Workspace; folder: string; path: string } {
  const folder = testFolder();
  const path = join(folder, 'test.parley');
  return { workspace: createWorkspace(path, settings, fixedEnvironment()), folder, path };
}

let folders = 0;

/** Writes files into a new folder. */
export function writeFiles(folder: string, files: Record<string, string | Uint8Array>): string {
  const target = join(folder, `extract${folders++}`);
  mkdirSync(target);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(target, name), text);
  return target;
}

export async function importPaths(
  workspace: Workspace,
  paths: string[],
  options: Partial<PlanOptions> & { mappings?: Mapping[] } = {},
  run: Partial<RunImportOptions> = {},
  job: JobContext = quietJob(),
): Promise<ImportReport> {
  const plan = await planImport(paths, { timeZone: workspace.settings.timeZone, currency: workspace.settings.currency, ...options });
  try {
    return await runImport(workspace, plan, job, { engineVersion: 'test', ...run });
  } finally {
    plan.dispose();
  }
}

/** A table as rows of texts, '' for empty fields. */
export function rowsOf(table: Table | undefined): Record<string, string>[] {
  if (!table) return [];
  return Array.from({ length: table.rowCount }, (_, row) =>
    Object.fromEntries(table.columnNames.map((name) => [name, textOfCell(table.column(name)!, row)])),
  );
}

export const leadCsv = [
  'Id,FirstName,LastName,Email,LeadSource,Status,OwnerId,Lead_Score__c,CreatedDate,LastModifiedDate,IsDeleted,MasterRecordId,Budget_Status__c',
  '00Q000000000001EAA,Ada,Ito,ada@example.com,Webinar,MQL,005000000000001AAA,71,2026-01-05T10:00:00.000Z,2026-02-01T00:00:00.000Z,false,,approved',
  '00Q000000000002EAA,Ben,Oke,ben@example.com,,Open,00G000000000001EAA,12,2026-01-06T10:00:00.000Z,2026-02-01T00:00:00.000Z,true,,',
  '00Q000000000003EAA,Cy,Roa,cy@example.com,Referral,Weird,005000000000001AAA,,2026-01-07T10:00:00.000Z,2026-02-02T00:00:00.000Z,false,00Q000000000001EAA,',
].join('\n');
