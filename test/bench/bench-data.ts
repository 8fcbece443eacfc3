import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeLarge } from '#engine/sample/make-large.ts';

export interface BenchData {
  leads: number;
  /** Folder of the CSV files. */
  extract: string;
  csvBytes: number;
  workspace: string;
  duckdb: string;
}

const sampleFolder = new URL('../../electron/engine/sample/', import.meta.url);

/** The files of a size and seed, generated where this machine's temporary folder does not hold them yet. */
export function benchData(leads: number, seed: number): BenchData {
  const folder = join(tmpdir(), 'parley-bench', `${leads}-${seed}-${generatorDigest()}`);
  const extract = join(folder, 'extract');
  const marker = join(folder, 'complete');
  if (!existsSync(marker)) {
    console.log(`Generating ${leads.toLocaleString('en')} leads once, in ${folder}`);
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    makeLarge(extract, { leads, seed });
    writeFileSync(marker, '');
  }
  const csvBytes = readdirSync(extract).reduce((sum, name) => sum + statSync(join(extract, name)).size, 0);
  return { leads, extract, csvBytes, workspace: join(folder, 'bench.parley'), duckdb: join(folder, 'bench.duckdb') };
}

/** Another generator makes other data. */
function generatorDigest(): string {
  const hash = createHash('sha256');
  for (const folder of ['./', 'large/', 'parts/']) {
    const url = new URL(folder, sampleFolder);
    const names = readdirSync(url).filter((name) => name.endsWith('.ts') && (folder !== './' || name === 'make-large.ts'));
    for (const name of names.sort()) hash.update(name).update(readFileSync(new URL(name, url)));
  }
  return hash.digest('hex').slice(0, 12);
}

export function removeFile(path: string): void {
  for (const left of [path, `${path}.wal`, `${path}-journal`]) rmSync(left, { force: true });
}
