import type { DuckDBConnection } from '@duckdb/node-api';
import { type AnalysisPair, analysisPairs, type SqlRow } from './analysis-pairs.ts';
import type { BenchOptions } from './bench-options.ts';
import { loadHandoffs } from './duckdb/load-handoffs.ts';
import { openDuckdb } from './duckdb/open-duckdb.ts';
import { geometricMean, interleaved } from './interleaved.ts';
import { type Ours, openOurs } from './ours.ts';
import { preparedFiles } from './prepared-files.ts';
import { printTable } from './print-table.ts';

/** The six analyses, warm: both sides run once before they are timed, and must agree. */
export async function analysesBench({ sizes, runs, seed }: BenchOptions): Promise<void> {
  for (const size of sizes) {
    const data = await preparedFiles(size, seed);
    const ours = openOurs(data.workspace);
    const duckdb = await openDuckdb(data.duckdb);
    await loadHandoffs(duckdb.connection, ours.facts(), `${data.duckdb}.handoffs.csv`);
    const rows: (string | number)[][] = [];
    for (const pair of analysisPairs) {
      await requireAgreement(pair, ours, duckdb.connection);
      const compared = await interleaved(
        runs,
        () => timed(() => pair.ours(ours)),
        () => timed(() => query(duckdb.connection, pair.sql)),
      );
      rows.push([pair.name, compared.ours, compared.peer, compared.ratio]);
    }
    rows.push(['geometric mean', Number.NaN, Number.NaN, geometricMean(rows.map((row) => row[3] as number))]);
    printTable(
      `Analyses of ${size.toLocaleString('en')} leads (gate: geometric mean ≤ 0.2)`,
      ['analysis', 'Parley ms', 'DuckDB ms', 'ratio'],
      rows,
    );
    duckdb.close();
    ours.close();
  }
}

async function requireAgreement(pair: AnalysisPair, ours: Ours, connection: DuckDBConnection): Promise<void> {
  const own = await pair.ours(ours);
  const other = pair.peer(await query(connection, pair.sql));
  if (own !== other)
    throw new Error(`${pair.name}: Parley says ${own}, DuckDB ${other}. A comparison of different answers would say nothing.`);
}

async function query(connection: DuckDBConnection, sql: string): Promise<SqlRow[]> {
  const reader = await connection.runAndReadAll(sql);
  return reader.getRowObjectsJson() as SqlRow[];
}

export async function timed(work: () => unknown): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}
