import type { Subject } from '#criteria/reach.ts';
import type { RecordSource } from '#criteria/record-source.ts';
import { tableRecordSource } from '#criteria/table-source.ts';
import { businessHoursBetween } from '#domain/calendar.ts';
import { policyStepAt } from '#domain/policy-in-force.ts';
import type { ZoneClock } from '#domain/time-zone.ts';
import type { VersionInForce } from '../analyses/context.ts';
import type { AsOfTables } from '../extracts/as-of-tables.ts';
import type { Facts } from '../facts/facts.ts';
import { handoffRows } from '../facts/handoff-rows.ts';
import { governedPicklists } from './rule-catalog.ts';

/** Records of a subject that needs no handoffs: leads, opportunities, accounts. */
export function recordsOfTables(
  tables: AsOfTables,
  subject: Exclude<Subject, 'handoff'>,
  clock: ZoneClock,
  versions: readonly VersionInForce[],
): RecordSource {
  return tableRecordSource({
    subject,
    table: (kind) => tables.table(kind),
    leadKind: tables.table('leads') ? 'leads' : 'contacts',
    asOfMs: tables.asOfMs,
    clock,
    picklists: governedPicklists(versions),
  });
}

/** Records of any subject over facts; business hours are those of the calendar in force. */
export function recordsOfFacts(facts: Facts, subject: Subject, versions: readonly VersionInForce[]): RecordSource {
  const { calendar } = policyStepAt(facts.policy.sla, facts.asOfMs).part;
  return tableRecordSource({
    subject,
    table: (kind) => facts.tables.table(kind),
    leadKind: facts.subject,
    handoffs: subject === 'handoff' ? handoffRows(facts) : undefined,
    asOfMs: facts.asOfMs,
    clock: facts.zone,
    picklists: governedPicklists(versions),
    ...(calendar ? { businessMsBetween: (from: number, to: number) => businessHoursBetween(calendar, from, to) * 3_600_000 } : {}),
  });
}
