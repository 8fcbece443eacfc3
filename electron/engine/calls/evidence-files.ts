import type { CallInput } from '#contract/calls.ts';
import { ParleyError } from '#domain/errors.ts';
import { runHygiene, runLeakage, runRejections, runSla, runVelocity } from '../analyses/run-analysis.ts';
import { quoteCell } from '../extracts/export/csv-columns.ts';
import { guardCell } from '../extracts/export/spreadsheet-guard.ts';
import type { Session } from '../session.ts';

type Cell = string | number | boolean | null | undefined;

/** The tables behind a pack, one file each, safe to open in a spreadsheet. */
export function evidenceFiles(session: Session, { format, asOf, motion }: CallInput<'pack.write'>): { name: string; bytes: Uint8Array }[] {
  if (format !== 'csv' && format !== 'json')
    throw new ParleyError('E_ARGS', `The evidence tables come as csv or json, not as ${format}.`, { path: 'format' });
  const request = { ...(asOf ? { asOf } : {}), ...(motion ? { motion } : {}) };
  const leakage = runLeakage(session, request);
  const sla = runSla(session, { ...request, groupBy: ['team', 'source', 'month'] });
  const rejections = runRejections(session, request);
  const velocity = runVelocity(session, request);
  const hygiene = runHygiene(session, request);
  if (format === 'json') {
    const encode = (value: unknown) => new TextEncoder().encode(`${JSON.stringify(value, null, 2)}\n`);
    return Object.entries({ leakage, sla, rejections, velocity, hygiene }).map(([name, value]) => ({
      name: `${name}.json`,
      bytes: encode(value),
    }));
  }
  const tables: Record<string, [string[], Cell[][]]> = {
    'stages.csv': [
      ['stage', 'reached', 'advanced', 'lost', 'open', 'stalled', 'withinDays', 'rate', 'low', 'high', 'medianHours'],
      leakage.stages.map((row) => [
        row.stage,
        row.reached,
        row.advanced,
        row.lost,
        row.open,
        row.stalled,
        row.conversion?.within.days,
        row.conversion?.within.rate,
        row.conversion?.within.low,
        row.conversion?.within.high,
        row.timeInStage?.medianHours,
      ]),
    ],
    'leaks.csv': [
      ['stage', 'kind', 'reason', 'handoffs', 'expectedRevenue', 'low', 'high', 'currency', 'because'],
      leakage.leaks.map((row) => [
        row.stage,
        row.kind,
        row.reason,
        row.count,
        row.expectedRevenue?.amount,
        row.expectedRevenue?.low,
        row.expectedRevenue?.high,
        row.expectedRevenue?.currency,
        row.because,
      ]),
    ],
    'response-times.csv': [
      ['by', 'value', 'handoffs', 'medianHours', 'met', 'missed', 'pending', 'rate', 'untouchedBeyond72h', 'due'],
      (sla.groups ?? []).map((row) => [
        row.by,
        row.value,
        row.handoffs,
        row.timeToFirstTouch.medianHours,
        row.attainment.met,
        row.attainment.missed,
        row.attainment.pending,
        row.attainment.rate,
        row.untouchedBeyond72h.count,
        row.untouchedBeyond72h.due,
      ]),
    ],
    'rejections.csv': [
      ['month', 'decided', 'undecided', 'rejected', 'accepted', 'acceptedBySilence', 'lateRejections', 'rate', 'low', 'high'],
      rejections.monthly.map((row) => [
        row.month,
        row.decided,
        row.undecided,
        row.rejected,
        row.accepted,
        row.acceptedBySilence,
        row.lateRejections,
        row.rate,
        row.wilsonLow,
        row.wilsonHigh,
      ]),
    ],
    'rejection-audit.csv': [
      ['handoff', 'verdict', 'why', 'clause', 'value'],
      rejections.audit.map((row) => [row.handoffId, row.verdict, row.why, row.clause, row.value]),
    ],
    'velocity.csv': [
      ['month', 'reachedWithin', 'medianDays', 'p90Days', 'events', 'lost', 'open'],
      velocity.monthly.map((row) => [row.month, row.reachedWithin, row.medianDays, row.p90Days, row.events, row.lost, row.open]),
    ],
    'hygiene.csv': [
      ['check', 'object', 'count', 'of', 'share', 'finding'],
      hygiene.checks.map((row) => [row.check, row.object, row.count, row.of, row.share, row.finding]),
    ],
  };
  return Object.entries(tables).map(([name, [headers, rows]]) => ({ name, bytes: csvBytes(headers, rows) }));
}

function csvBytes(headers: readonly string[], rows: readonly Cell[][]): Uint8Array {
  const cell = (value: Cell) => (value === null || value === undefined ? '' : quoteCell(guardCell(String(value))));
  return new TextEncoder().encode(`\uFEFF${[headers, ...rows].map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`);
}
