import { statSync } from 'node:fs';
import { type BenchData, benchData } from './bench-data.ts';
import type { BenchOptions } from './bench-options.ts';
import { interleaved, median } from './interleaved.ts';
import { printTable } from './print-table.ts';
import { type ChildRun, runChild } from './run-child.ts';

const oursScript = new URL('./ours-import-child.ts', import.meta.url);
const duckdbScript = new URL('./duckdb/import-child.ts', import.meta.url);

/** Import of an extract into a durable, typed file, each run a process of its own: seconds from opening to closing the file, peak memory. */
export async function importBench({ sizes, runs, seed }: BenchOptions): Promise<void> {
  const rows: (string | number)[][] = [];
  for (const size of sizes) {
    const data = benchData(size, seed);
    const ours: ChildRun[] = [];
    const peer: ChildRun[] = [];
    const seconds = await interleaved(
      runs,
      () => timed(oursScript, data, data.workspace, ours),
      () => timed(duckdbScript, data, data.duckdb, peer),
    );
    const peakOf = (children: ChildRun[]) => median(children.map((child) => child.peakMb));
    const memoryRatio = median(ours.map((child, index) => child.peakMb / peer[index]!.peakMb));
    const csvMb = data.csvBytes / 1e6;
    rows.push([size.toLocaleString('en'), csvMb, seconds.ours, seconds.peer, seconds.ratio, csvMb / seconds.ours]);
    rows[rows.length - 1]!.push(peakOf(ours), peakOf(peer), memoryRatio, megabytes(data.workspace), megabytes(data.duckdb));
  }
  const headers = [
    'leads',
    'CSV MB',
    'Parley s',
    'DuckDB s',
    'ratio',
    'Parley MB/s',
    'Parley peak MB',
    'DuckDB peak MB',
    'ratio',
    'Parley file MB',
  ];
  printTable('Import (gate: time ≤ 0.7, memory ≤ 0.7 of DuckDB)', [...headers, 'DuckDB file MB'], rows);
}

async function timed(script: URL, data: BenchData, file: string, children: ChildRun[]): Promise<number> {
  const child = await runChild(script, [data.extract, file]);
  children.push(child);
  return child.report.seconds!;
}

function megabytes(file: string): number {
  return statSync(file).size / 1e6;
}
