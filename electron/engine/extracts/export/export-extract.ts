import { mkdirSync, rmSync } from 'node:fs';
import { extname, join } from 'node:path';
import { type ExtractKind, extractKinds } from '#domain/canonical-fields.ts';
import type { Table } from '#domain/columns.ts';
import { ParleyError } from '#domain/errors.ts';
import { zoneClock } from '#domain/time-zone.ts';
import { type JobContext, quietJob } from '../../job.ts';
import { fromSqlite } from '../../workspace/sqlite-errors.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { fileError } from '../../workspace/workspace-path.ts';
import { requireExtract } from '../list-extracts.ts';
import { openExtracts } from '../open-extracts.ts';
import { tablesAsOf } from '../tables-as-of.ts';
import { atomicFile, placeFile, requireFree, temporaryPath } from './atomic-file.ts';
import { writersOf } from './csv-columns.ts';
import { openSqliteTarget, tableNameOf } from './sqlite-export.ts';

export interface ExportOptions {
  /** One extract by id; without it, the union as of the newest (or as of `asOfMs`). */
  extractId?: string;
  asOfMs?: number;
  format: 'csv' | 'sqlite';
  /** Folder, made where it is not there; for sqlite also a file ending in .sqlite or .db. */
  out: string;
  /** Derived tables to add, such as handoffs. */
  extraTables?: { name: string; table: Table }[];
  /** Whether files of the same names may be replaced. */
  replace?: boolean;
  job?: JobContext;
}

export interface ExportReport {
  files: { path: string; tables: { name: string; rows: number }[] }[];
}

const cellsBetweenPauses = 400_000;

/**
 * Gives the accepted rows back, typed, as tables: one CSV file a kind that our importer reads back exactly, or one SQLite file in the layout that compiled
 * rules read. Whole files or none; the same extract gives the same bytes.
 * @throws ParleyError E_NO_EXTRACT, E_EXISTS, E_CANCELLED, and what keeps the place from being written (E_PATH, E_NO_ACCESS, E_DISK_FULL).
 */
export async function exportExtract(workspace: Workspace, options: ExportOptions): Promise<ExportReport> {
  const source =
    options.extractId === undefined
      ? tablesAsOf(workspace, options.asOfMs)
      : openExtracts(workspace, [requireExtract(workspace, options.extractId).id]);
  const job = options.job ?? quietJob();
  const tables: NamedTable[] = extractKinds.map((kind) => ({ name: tableNameOf(kind), kind, table: source.table(kind) }));
  for (const { name, table } of options.extraTables ?? []) tables.push({ name, kind: undefined, table });
  const asked = options.replace ?? false;
  try {
    if (options.format === 'sqlite') return await exportSqlite(tables, options.out, asked, job);
    return await exportCsv(tables, options.out, asked, workspace.settings.timeZone, job);
  } catch (error) {
    throw fileError(fromSqlite(error, options.out), options.out);
  }
}

interface NamedTable {
  name: string;
  kind: ExtractKind | undefined;
  table: Table | undefined;
}

async function exportCsv(tables: NamedTable[], folder: string, replace: boolean, timeZone: string, job: JobContext): Promise<ExportReport> {
  const filled = tables.filter(({ table }) => table !== undefined);
  mkdirSync(folder, { recursive: true });
  const paths = filled.map(({ name }) => join(folder, `${name}.csv`));
  for (const path of paths) requireFree(path, replace);
  const zone = zoneClock(timeZone);
  const files = paths.map((path) => atomicFile(path, replace));
  try {
    for (const [index, { name, table }] of filled.entries()) {
      const file = files[index]!;
      const columns = writersOf(table!, zone);
      file.write(`${columns.map((column) => column.name).join(',')}\n`);
      const step = Math.max(1, Math.ceil(cellsBetweenPauses / Math.max(1, columns.length)));
      for (let start = 0; start < table!.rowCount; start += step) {
        await pause(job, `Writing ${name}.csv`, start, table!.rowCount);
        const end = Math.min(table!.rowCount, start + step);
        for (let row = start; row < end; row++) {
          let line = '';
          for (let place = 0; place < columns.length; place++) line += (place === 0 ? '' : ',') + columns[place]!.cell(row);
          file.write(columns.length === 1 && line === '' ? '""\n' : `${line}\n`);
        }
      }
    }
    for (const file of files) file.commit();
  } catch (error) {
    for (const file of files) file.discard();
    throw error;
  }
  return { files: filled.map(({ name, table }, index) => ({ path: paths[index]!, tables: [{ name, rows: table!.rowCount }] })) };
}

async function exportSqlite(tables: NamedTable[], out: string, replace: boolean, job: JobContext): Promise<ExportReport> {
  const isFile = ['.sqlite', '.db'].includes(extname(out).toLowerCase());
  if (!isFile) mkdirSync(out, { recursive: true });
  const path = isFile ? out : join(out, 'extract.sqlite');
  requireFree(path, replace);
  const temporary = temporaryPath(path);
  const target = openSqliteTarget(temporary);
  try {
    for (const { name, kind, table } of tables) {
      await pause(job, `Writing ${name}`, 0, table?.rowCount ?? 0);
      for (const done of target.addTable(name, table, kind)) await pause(job, `Writing ${name}`, done, table?.rowCount ?? 0);
    }
    target.close();
    placeFile(temporary, path, replace);
  } catch (error) {
    target.close();
    rmSync(temporary, { force: true });
    throw error;
  }
  return { files: [{ path, tables: tables.map(({ name, table }) => ({ name, rows: table?.rowCount ?? 0 })) }] };
}

async function pause(job: JobContext, phase: string, done: number, total: number): Promise<void> {
  job.report({ phase, done, total, unit: 'rows' });
  await new Promise((resolve) => setImmediate(resolve));
  if (job.signal.aborted) throw new ParleyError('E_CANCELLED', 'The export was cancelled; no file was left behind.');
}
