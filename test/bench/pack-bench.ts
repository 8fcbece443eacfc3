import type { BenchOptions } from './bench-options.ts';
import { median } from './interleaved.ts';
import { preparedFiles } from './prepared-files.ts';
import { printTable } from './print-table.ts';
import { type ChildRun, runChild } from './run-child.ts';

/** The QBR pack of a quarter: figures and PDF, in a process whose workspace is open and whose handoffs are read. */
export async function packBench({ sizes, runs, seed }: BenchOptions): Promise<void> {
  const rows: (string | number)[][] = [];
  for (const size of sizes) {
    const data = await preparedFiles(size, seed);
    const children: ChildRun[] = [];
    for (let run = 0; run < runs; run++) children.push(await runChild(new URL('./pack-child.ts', import.meta.url), [data.workspace]));
    const medianOf = (name: string) => median(children.map((child) => child.report[name]!));
    const peakMb = median(children.map((child) => child.peakMb));
    rows.push([size.toLocaleString('en'), medianOf('packMs'), medianOf('sinceStartMs'), medianOf('bytes') / 1e6, peakMb]);
  }
  printTable('QBR pack (gate: 3 s)', ['leads', 'pack ms', 'since start ms', 'PDF MB', 'peak MB'], rows);
}
