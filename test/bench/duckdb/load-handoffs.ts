import { closeSync, openSync, rmSync, writeSync } from 'node:fs';
import type { DuckDBConnection } from '@duckdb/node-api';
import { dispositions, outcomes } from '#domain/handoff.ts';
import type { Facts } from '#engine/facts/facts.ts';

const columns = {
  month: 'VARCHAR',
  source: 'VARCHAR',
  owner_id: 'VARCHAR',
  accepted: 'BOOLEAN',
  sales_qualified: 'BOOLEAN',
  opportunity: 'BOOLEAN',
  won: 'BOOLEAN',
  touch_hours: 'DOUBLE',
  score: 'DOUBLE',
  mature: 'BOOLEAN',
  won_in_time: 'BOOLEAN',
  decided: 'BOOLEAN',
  rejected: 'BOOLEAN',
  reason: 'VARCHAR',
};
const dayMs = 86_400_000;
const horizonMs = 180 * dayMs;

/** Gives DuckDB what Parley derives once an import: the handoffs with their month, stages and durations, as a table of its own. */
export async function loadHandoffs(connection: DuckDBConnection, facts: Facts, temporaryFile: string): Promise<void> {
  const { handoffs, zone, asOfMs } = facts;
  const text = (column: typeof handoffs.source, row: number) => `"${column.dictionary.at(column.codes[row]!)}"`;
  const known = (value: number) => !Number.isNaN(value);
  const rejectedCode = dispositions.indexOf('rejected');
  const wonCode = outcomes.indexOf('won');
  const descriptor = openSync(temporaryFile, 'w');
  let pending = Object.keys(columns).join(',') + '\n';
  for (let row = 0; row < handoffs.count; row++) {
    const qualifiedAt = handoffs.qualifiedAt[row]!;
    const disposition = dispositions[handoffs.disposition[row]!]!;
    const opportunity = known(handoffs.opportunityAt[row]!);
    const salesQualified = opportunity || known(handoffs.salesQualifiedAt[row]!);
    const won = handoffs.outcome[row] === wonCode;
    const touchedAt = handoffs.firstTouchAt[row]!;
    const score = handoffs.scoreAtQualification[row]!;
    const values = [
      zone.monthKey(qualifiedAt),
      text(handoffs.source, row),
      text(handoffs.ownerId, row),
      salesQualified || disposition === 'accepted' || disposition === 'acceptedBySilence',
      salesQualified,
      opportunity,
      won,
      known(touchedAt) ? (touchedAt - qualifiedAt) / 3_600_000 : '',
      known(score) ? score : '',
      qualifiedAt <= asOfMs - horizonMs && handoffs.scoreEvidence[row] === 1,
      won && handoffs.closedAt[row]! - qualifiedAt < horizonMs,
      handoffs.windowEndsAt[row]! <= asOfMs,
      handoffs.disposition[row] === rejectedCode,
      text(handoffs.rejectionReason, row),
    ];
    pending += values.join(',') + '\n';
    if (pending.length > 1 << 20) {
      writeSync(descriptor, pending);
      pending = '';
    }
  }
  writeSync(descriptor, pending);
  closeSync(descriptor);
  const types = Object.entries(columns).map(([name, type]) => `'${name}': '${type}'`);
  await connection.run(
    `CREATE OR REPLACE TABLE handoffs AS SELECT * FROM read_csv('${temporaryFile}', header = true, auto_detect = false, delim = ',', quote = '"', columns = {${types.join(', ')}})`,
  );
  await connection.run('CHECKPOINT');
  rmSync(temporaryFile);
}
