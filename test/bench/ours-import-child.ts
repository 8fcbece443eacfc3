import { removeFile } from './bench-data.ts';
import { importExtract } from './ours.ts';
import { reportChild } from './run-child.ts';

const [extract, file] = process.argv.slice(2) as [string, string];
removeFile(file);
const started = performance.now();
await importExtract(file, extract);
reportChild({ seconds: (performance.now() - started) / 1000 });
