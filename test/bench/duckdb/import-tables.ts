import { closeSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';

const tables = { leads: 'Lead.csv', lead_history: 'LeadHistory.csv', opportunities: 'Opportunity.csv', users: 'User.csv' };

const typeOf: Record<string, string> = {
  IsDeleted: 'BOOLEAN',
  IsConverted: 'BOOLEAN',
  IsClosed: 'BOOLEAN',
  IsWon: 'BOOLEAN',
  IsActive: 'BOOLEAN',
  NumberOfEmployees: 'DOUBLE',
  AnnualRevenue: 'DECIMAL(18,2)',
  Amount: 'DECIMAL(18,2)',
  Lead_Score__c: 'DOUBLE',
  Probability: 'DOUBLE',
  ConvertedDate: 'DATE',
  CloseDate: 'DATE',
  CreatedDate: 'TIMESTAMP',
  LastModifiedDate: 'TIMESTAMP',
  First_Touch_Date__c: 'TIMESTAMP',
};

/** Loads an extract into typed tables, told every type and the form of the file so that nothing has to be sniffed, and makes it durable. */
export async function importTables(connection: DuckDBConnection, extract: string): Promise<void> {
  for (const [table, file] of Object.entries(tables)) {
    const path = join(extract, file);
    const columns = headersOf(path).map((header) => `'${header}': '${typeOf[header] ?? 'VARCHAR'}'`);
    await connection.run(
      `CREATE TABLE ${table} AS SELECT * FROM read_csv('${path}', header = true, auto_detect = false, delim = ',', quote = '"', escape = '"', ` +
        `columns = {${columns.join(', ')}})`,
    );
  }
  await connection.run('CHECKPOINT');
}

function headersOf(path: string): string[] {
  const start = Buffer.alloc(4096);
  const descriptor = openSync(path, 'r');
  const length = readSync(descriptor, start, 0, start.length, 0);
  closeSync(descriptor);
  const text = start.toString('utf8', 0, length);
  return text.slice(0, text.indexOf('\n')).replaceAll('"', '').split(',');
}
