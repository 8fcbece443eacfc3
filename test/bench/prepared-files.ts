import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { type BenchData, benchData } from './bench-data.ts';
import { runChild } from './run-child.ts';

/** The files of a size with the workspace and the DuckDB file imported from them, made again where the engine's code is another than it was. */
export async function preparedFiles(size: number, seed: number): Promise<BenchData> {
  const data = benchData(size, seed);
  const marker = `${data.workspace}.engine`;
  const engine = engineDigest();
  if (!existsSync(data.workspace) || !existsSync(marker) || readFileSync(marker, 'utf8') !== engine) {
    await runChild(new URL('./ours-import-child.ts', import.meta.url), [data.extract, data.workspace]);
    writeFileSync(marker, engine);
  }
  if (!existsSync(data.duckdb)) await runChild(new URL('./duckdb/import-child.ts', import.meta.url), [data.extract, data.duckdb]);
  return data;
}

/** Of the code that decides what an import writes. */
function engineDigest(): string {
  const root = new URL('../../electron/engine/', import.meta.url);
  const hash = createHash('sha256');
  for (const room of ['import/', 'workspace/', 'extracts/', 'facts/']) {
    const folder = new URL(room, root);
    const names = readdirSync(folder, { recursive: true }) as string[];
    for (const name of names.filter((one) => one.endsWith('.ts')).sort()) hash.update(name).update(readFileSync(new URL(name, folder)));
  }
  return hash.digest('hex');
}
