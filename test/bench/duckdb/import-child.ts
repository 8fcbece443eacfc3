import { removeFile } from '../bench-data.ts';
import { reportChild } from '../run-child.ts';
import { importTables } from './import-tables.ts';
import { openDuckdb } from './open-duckdb.ts';

const [extract, file] = process.argv.slice(2) as [string, string];
removeFile(file);
const started = performance.now();
const { connection, close } = await openDuckdb(file);
await importTables(connection, extract);
close();
reportChild({ seconds: (performance.now() - started) / 1000 });
