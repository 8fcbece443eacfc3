import type { Leak, LeakageBody, Priced } from '#contract/analyses/leakage.ts';
import { type FigureText, left, right } from './figure.ts';
import { formatCount, formatMoneyShort, plural } from './formats.ts';
import { leakName, stageName, wordsOf } from './words.ts';

export interface LedgerRow {
  stage: string;
  kind: string;
  label: string;
  detail: string;
  count: number;
  countText: string;
  /** Expected value in whole currency units; null where it cannot be or is not priced. */
  value: number | null;
  low: number | null;
  high: number | null;
  valueText: string;
  intervalText: string;
}
export interface LeakLedgerFigure extends FigureText {
  kind: 'leakLedger';
  measure: 'pipeline' | 'revenue';
  /** Priced leaks by value, then those without a price by count. */
  rows: LedgerRow[];
  maximum: number;
}

const priceOf = (leak: Leak, measure: 'pipeline' | 'revenue'): Priced | null =>
  leak.priced ? (measure === 'pipeline' ? leak.expectedPipeline : leak.expectedRevenue) : null;

function row(leak: Leak, measure: 'pipeline' | 'revenue'): LedgerRow {
  const price = priceOf(leak, measure);
  const money = (amount: string) => formatMoneyShort(amount, price!.currency);
  return {
    stage: leak.stage,
    kind: leak.kind,
    label: leakName(leak.kind),
    detail:
      leak.reason === ''
        ? `at ${stageName(leak.stage).toLowerCase()}`
        : `at ${stageName(leak.stage).toLowerCase()} · ${wordsOf(leak.reason)}`,
    count: leak.count,
    countText: formatCount(leak.count),
    value: price ? Number(price.amount) : null,
    low: price ? Number(price.low) : null,
    high: price ? Number(price.high) : null,
    valueText: price ? money(price.amount) : leak.priced ? 'cannot be priced' : 'not priced',
    intervalText: price ? `${money(price.low)}–${money(price.high)}` : leak.because,
  };
}

/**
 * The leak ledger as ranked bars with their intervals: each handoff stands once, at its first leak.
 * @param measure expected pipeline or expected revenue of what leaked.
 */
export function leakLedgerFigure(result: LeakageBody, measure: 'pipeline' | 'revenue' = 'pipeline'): LeakLedgerFigure {
  const rows = result.leaks
    .filter((leak) => leak.count > 0)
    .map((leak) => row(leak, measure))
    .sort((a, b) => (b.value ?? -1) - (a.value ?? -1) || b.count - a.count || (a.label < b.label ? -1 : 1));
  const priced = rows.filter((each) => each.value !== null);
  const handoffs = rows.reduce((sum, each) => sum + each.count, 0);
  return {
    kind: 'leakLedger',
    title: `Leak ledger by expected ${measure}`,
    summary:
      rows.length === 0
        ? 'No leak in this cohort.'
        : `${plural(handoffs, 'leaked handoff')}, each counted once at its first leak. ${
            priced.length === 0
              ? 'None can be priced.'
              : priced
                  .map(
                    (each) =>
                      `${each.label} ${each.detail}: ${each.countText}, expected ${measure} ${each.valueText} (${each.intervalText})`,
                  )
                  .join('. ') + '.'
          }`,
    n: `n = ${plural(handoffs, 'leaked handoff')}`,
    notes: ['Only leaks that policy says should not have happened are priced; a correct rejection is no lost pipeline.'],
    measure,
    rows,
    maximum: Math.max(1, ...rows.map((each) => each.high ?? 0)),
    table: {
      columns: [left('Leak'), left('Where'), right('Handoffs'), right(`Expected ${measure}`), right('95% interval')],
      rows: rows.map((each) => [each.label, each.detail, each.countText, each.valueText, each.intervalText]),
    },
  };
}
