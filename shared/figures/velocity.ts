import type { VelocityBody } from '#contract/analyses/velocity.ts';
import { type FigureText, left, right } from './figure.ts';
import { formatCount, formatDays, formatMonth, formatMonthShort, formatPercent, plural, tooFewText } from './formats.ts';

export interface VelocityPoint {
  month: string;
  label: string;
  medianDays: number | null;
  p90Days: number | null;
  medianText: string;
  reachedText: string;
  countText: string;
  /** Much of the cohort is still open: joined by no solid line. */
  young: boolean;
  tooFew: boolean;
}
export interface VelocityFigure extends FigureText {
  kind: 'velocity';
  points: VelocityPoint[];
  maximumDays: number;
}

/** Days from qualification to opportunity by month: the median and the ninetieth percentile of those who get there within the policy's days. */
export function velocityFigure(result: VelocityBody): VelocityFigure {
  const points = result.monthly.map((month): VelocityPoint => {
    const count = month.events + month.lost + month.open;
    return {
      month: month.month,
      label: formatMonthShort(month.month),
      medianDays: month.medianDays,
      p90Days: month.p90Days,
      medianText: formatDays(month.medianDays, 'not reached'),
      reachedText: formatPercent(month.reachedWithin),
      countText: formatCount(count),
      young: count > 0 && month.open / count > 0.5,
      tooFew: month.tooFew,
    };
  });
  const { all } = result;
  return {
    kind: 'velocity',
    title: 'Qualified to opportunity: days by month',
    summary: `${formatPercent(all.reachedWithin)} reach an opportunity within ${result.withinDays} days; half of those by ${formatDays(all.medianDays, 'not reached')}, nine in ten by ${formatDays(all.p90Days, 'not reached')}.`,
    n: `n = ${plural(all.events + all.lost + all.open, 'handoff')}`,
    notes: ['Young months, more than half still open, are hollow and dashed.'],
    points,
    maximumDays: Math.max(1, ...points.map((point) => (point.tooFew ? 0 : (point.p90Days ?? point.medianDays ?? 0)))) * 1.08,
    table: {
      columns: [left('Month'), right('Handoffs'), right(`Opportunity in ${result.withinDays} d`), right('Median'), right('Nine in ten by')],
      rows: points.map((point) => [
        formatMonth(point.month),
        point.tooFew ? tooFewText(Number(point.countText.replaceAll(',', ''))) : point.countText,
        point.reachedText,
        point.medianText,
        formatDays(point.p90Days, 'not reached'),
      ]),
    },
  };
}
