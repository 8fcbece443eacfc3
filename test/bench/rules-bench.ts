import { timed } from './analyses-bench.ts';
import type { BenchOptions } from './bench-options.ts';
import { openDuckdb } from './duckdb/open-duckdb.ts';
import { interleaved } from './interleaved.ts';
import { openOurs } from './ours.ts';
import { preparedFiles } from './prepared-files.ts';
import { printTable } from './print-table.ts';
import { sixClauseRule } from './six-clause-rule.ts';

/** Counting the leads that meet a rule: as new, and with one clause edited, every run another threshold. */
export async function rulesBench({ sizes, runs, seed }: BenchOptions): Promise<void> {
  for (const size of sizes) {
    const data = await preparedFiles(size, seed);
    const ours = openOurs(data.workspace);
    const duckdb = await openDuckdb(data.duckdb);
    const rows: (string | number)[][] = [];
    for (const [name, fresh] of [
      ['six clauses, new', true],
      ['six clauses, one edited', false],
    ] as const) {
      ours.countLeads(sixClauseRule(50).criteria, fresh);
      let ourThreshold = 50;
      let peerThreshold = 50;
      const compared = await interleaved(
        runs,
        () => timed(() => ours.countLeads(sixClauseRule(++ourThreshold).criteria, fresh)),
        () => timed(() => duckdb.connection.runAndReadAll(sixClauseRule(++peerThreshold).sql)),
      );
      rows.push([name, compared.ours, compared.peer, compared.ratio]);
    }
    printTable(`Rules over ${size.toLocaleString('en')} leads (gate: edited ≤ 0.3)`, ['rule', 'Parley ms', 'DuckDB ms', 'ratio'], rows);
    duckdb.close();
    ours.close();
  }
}
