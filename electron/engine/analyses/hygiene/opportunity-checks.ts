import type { Facts } from '../../facts/facts.ts';
import { limitsOf } from '../../facts/limits-of.ts';
import { opportunityState } from '../../facts/opportunity-states.ts';
import { type Finding, idsOf, times } from './finding.ts';

const hourMs = 3_600_000;

/** Findings about opportunities: impossible dates, stale pipeline, amounts that are missing. */
export function opportunityChecks(facts: Facts): Finding[] {
  const { opportunities, asOfMs, zone } = facts;
  const table = facts.tables.table('opportunities');
  if (!table) return [];
  const closeDate = times(table, 'closedAt');
  const lastActivity = times(table, 'lastActivityAt');
  const staleHours = limitsOf(facts).stalledHours.opportunity;
  const { state, createdAt, closedAt, amount } = opportunities;
  const present = state.reduce((sum, value) => sum + (value === opportunityState.absent ? 0 : 1), 0);
  const where = (check: string, finding: string, holds: (row: number) => boolean, distorts: string[]): Finding => {
    const rows: number[] = [];
    for (let row = 0; row < opportunities.count; row++) if (state[row] !== opportunityState.absent && holds(row)) rows.push(row);
    return { check, object: 'opportunity', finding, ids: idsOf(table, rows), of: present, opportunityRows: rows, distorts };
  };
  const isOpen = (row: number) => state[row] === opportunityState.open;
  const findings = [
    where(
      'closedBeforeCreated',
      'opportunities closed on a day before they were created',
      (row) =>
        state[row] !== opportunityState.open &&
        Math.min(closedAt[row]!, closeDate?.[row] ?? Number.POSITIVE_INFINITY) < zone.startOfDayMs(createdAt[row]!),
      ['velocity', 'leakage'],
    ),
    where(
      'missingAmount',
      'open and won opportunities without an amount',
      (row) => state[row] !== opportunityState.lost && Number.isNaN(amount[row]!),
      ['leakage prices', 'scorecard'],
    ),
    where(
      'staleOpportunity',
      `open opportunities without movement for more than ${Math.round(staleHours / 24)} days`,
      (row) =>
        isOpen(row) &&
        asOfMs -
          Math.max(
            Number.isNaN(createdAt[row]!) ? Number.NEGATIVE_INFINITY : createdAt[row]!,
            lastActivity?.[row] || Number.NEGATIVE_INFINITY,
          ) >
          staleHours * hourMs,
      ['scorecard', 'leakage'],
    ),
  ];
  if (closeDate) {
    findings.push(
      where(
        'overdueCloseDate',
        'open opportunities whose close date has passed',
        (row) => isOpen(row) && closeDate[row]! < zone.startOfDayMs(asOfMs),
        ['scorecard'],
      ),
    );
  }
  return findings;
}
