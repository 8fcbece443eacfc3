import type { BenchOptions } from './bench-options.ts';
import { median } from './interleaved.ts';
import { preparedFiles } from './prepared-files.ts';
import { printTable } from './print-table.ts';
import { type ChildRun, runChild } from './run-child.ts';

/** From the start of a process to its first figure: leakage over the whole workspace. */
export async function openBench({ sizes, runs, seed }: BenchOptions): Promise<void> {
  const rows: (string | number)[][] = [];
  for (const size of sizes) {
    const data = await preparedFiles(size, seed);
    const children: ChildRun[] = [];
    for (let run = 0; run < runs; run++) children.push(await runChild(new URL('./open-child.ts', import.meta.url), [data.workspace]));
    const medianOf = (name: string) => median(children.map((child) => child.report[name]!));
    rows.push([
      size.toLocaleString('en'),
      medianOf('openedMs'),
      medianOf('firstFigureMs'),
      medianOf('sinceStartMs'),
      median(children.map((one) => one.peakMb)),
    ]);
  }
  printTable(
    'Opening (gate: 2 s to the first figure of a million leads)',
    ['leads', 'opened ms', 'first figure ms', 'since start ms', 'peak MB'],
    rows,
  );
}
