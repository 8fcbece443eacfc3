import type { RejectionsBody } from '#contract/analyses/rejections.ts';
import { type FigureText, left, right } from './figure.ts';
import { formatCount, formatInterval, formatMonth, formatMonthShort, formatPercent, plural, tooFewText } from './formats.ts';

export interface RejectionPoint {
  month: string;
  label: string;
  rate: number | null;
  rateText: string;
  countText: string;
  low: number | null;
  high: number | null;
  /** Outside its control limits. */
  signal: boolean;
  /** Above its upper limit: the kind of signal that needs an answer. */
  isHigh: boolean;
  /** Not over yet: drawn hollow, joined by no solid line. */
  unfinished: boolean;
  tooFew: boolean;
}
export interface RejectionChartFigure extends FigureText {
  kind: 'rejectionChart';
  points: RejectionPoint[];
  mean: number | null;
  meanText: string;
  alarm: number;
  alarmText: string;
  maximumRate: number;
}

/**
 * Rejections by month against their control limits and the rate that triggers a definition review.
 * @param alarm the policy's rejection alarm, a probability.
 */
export function rejectionChartFigure(result: RejectionsBody, alarm: number): RejectionChartFigure {
  const limits = new Map(result.control.limits.map((limit) => [limit.month, limit]));
  const points = result.monthly.map((month): RejectionPoint => {
    const limit = limits.get(month.month);
    return {
      month: month.month,
      label: formatMonthShort(month.month),
      rate: month.rate,
      rateText: formatPercent(month.rate),
      countText: formatCount(month.decided),
      low: limit?.low ?? null,
      high: limit?.high ?? null,
      signal: !month.unfinished && limit !== undefined && month.rate !== null && (month.rate > limit.high || month.rate < limit.low),
      isHigh: !month.unfinished && limit !== undefined && month.rate !== null && month.rate > limit.high,
      unfinished: month.unfinished,
      tooFew: month.tooFew,
    };
  });
  const finished = points.filter((point) => !point.unfinished && point.rate !== null);
  const signals = finished.filter((point) => point.signal);
  const last = finished.at(-1);
  const decided = result.monthly.reduce((sum, month) => sum + month.decided, 0);
  return {
    kind: 'rejectionChart',
    title: 'Rejection rate by month of qualification',
    summary: last
      ? `Rejection rate ${formatPercent(result.control.mean)} on average over ${plural(finished.length, 'finished month')}; ${formatMonth(last.month)} ${last.rateText}. ${
          signals.length === 0
            ? 'Every month is within its control limits.'
            : `Outside its control limits: ${signals.map((point) => `${formatMonth(point.month)} at ${point.rateText}`).join(', ')}.`
        } The review alarm is at ${formatPercent(alarm)}.`
      : 'No month is finished yet.',
    n: `n = ${plural(decided, 'decided handoff')}`,
    notes: ['Limits are p̄ ± 3 standard errors of the month; an unfinished month is hollow and triggers nothing.'],
    points,
    mean: result.control.mean,
    meanText: `mean ${formatPercent(result.control.mean)}`,
    alarm,
    alarmText: `review alarm ${formatPercent(alarm)}`,
    maximumRate: Math.min(1, Math.max(alarm * 1.15, ...points.map((point) => Math.max(point.rate ?? 0, point.high ?? 0)), 0.1) * 1.06),
    table: {
      columns: [left('Month'), right('Decided'), right('Rejected'), right('Late'), right('Rate'), right('95% interval'), left('State')],
      rows: result.monthly.map((month, index) => [
        formatMonth(month.month),
        formatCount(month.decided),
        formatCount(month.rejected),
        formatCount(month.lateRejections),
        formatPercent(month.rate),
        month.tooFew ? tooFewText(month.decided) : formatInterval(month.wilsonLow, month.wilsonHigh),
        month.unfinished ? 'unfinished' : points[index]!.signal ? 'outside limits' : '',
      ]),
    },
  };
}
