import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Column } from '#domain/columns.ts';
import { parseFile } from '#engine/import/csv/parse-file.ts';
import type { ColumnPlan, ParsedFile, ParseRequest } from '#engine/import/parsed-file.ts';
import { quietJob } from '#engine/job.ts';

const directory = mkdtempSync(join(tmpdir(), 'parley-csv-'));
process.on('exit', () => rmSync(directory, { recursive: true, force: true }));
let files = 0;

/** Writes bytes to a file of their own. */
export function csvFile(content: string | Uint8Array, name = 'file.csv'): string {
  const path = join(directory, `${files++}-${name}`);
  writeFileSync(path, content);
  return path;
}

/** A plan for columns of the given names and types: `id:id,amount:money`. */
export function columnPlans(spec: string, more: Partial<ColumnPlan> = {}): ColumnPlan[] {
  return spec.split(',').map((part, index) => {
    const [name, type] = part.split(':') as [string, ColumnPlan['type']];
    return { header: name, index, name, type: type ?? 'text', onMisfit: 'reject', ...more };
  });
}

export function csvRequest(path: string, columns: ColumnPlan[], more: Partial<ParseRequest> = {}): ParseRequest {
  return { path, encoding: 'utf-8', delimiter: ',', columns, headerCount: columns.length, skipRecords: 1, workers: 0, ...more };
}

export function parseText(content: string | Uint8Array, columns: ColumnPlan[], more: Partial<ParseRequest> = {}): Promise<ParsedFile> {
  return parseFile(csvRequest(csvFile(content), columns, more), quietJob());
}

/** A column's values as plain JavaScript. */
export function valuesOf(column: Column | undefined): unknown[] {
  if (column === undefined) return [];
  if (column.kind === 'text') return Array.from(column.codes, (code) => column.dictionary.at(code));
  return Array.from(column.values as Float64Array);
}
