import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';

export type CsvRecord = Record<string, string>;

/** The records of a sample file, read by another parser than Parley's own; ragged ones are left out. */
export function readCsv(directory: string, name: string): CsvRecord[] {
  return parse(readFileSync(join(directory, name)), { columns: true, skip_records_with_error: true }) as CsvRecord[];
}

/** The same without repeated ids. */
export function readDistinct(directory: string, name: string): CsvRecord[] {
  return [...new Map(readCsv(directory, name).map((record) => [record.Id, record])).values()];
}
