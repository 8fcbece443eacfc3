import type { SlaBody } from '#contract/analyses/sla.ts';
import { type Estimate, type FigureText, left, right } from './figure.ts';
import { formatCount, formatInterval, formatPercent, plural, tooFewText } from './formats.ts';
import { bucketName } from './words.ts';

export interface ResponseBucket extends Estimate {
  label: string;
  count: number;
  countText: string;
  adjusted: number | null;
}
export interface ResponseEffectFigure extends FigureText {
  kind: 'responseEffect';
  buckets: ResponseBucket[];
  maximumRate: number;
}

/** Conversion by how fast the first touch came, beside the rate adjusted for source and score: an association, not an effect. */
export function responseEffectFigure(result: SlaBody): ResponseEffectFigure {
  const buckets = result.responseEffect.map(
    (bucket): ResponseBucket => ({
      label: bucketName(bucket.bucket),
      count: bucket.count,
      countText: formatCount(bucket.count),
      value: bucket.rate,
      low: bucket.wilsonLow,
      high: bucket.wilsonHigh,
      valueText: formatPercent(bucket.rate),
      intervalText: bucket.tooFew ? tooFewText(bucket.count) : formatInterval(bucket.wilsonLow, bucket.wilsonHigh),
      tooFew: bucket.tooFew,
      adjusted: bucket.adjusted,
    }),
  );
  const shown = buckets.filter((bucket) => bucket.value !== null && !bucket.tooFew);
  const all = buckets.reduce((sum, bucket) => sum + bucket.count, 0);
  return {
    kind: 'responseEffect',
    title: 'Conversion by speed of first touch (association)',
    summary:
      shown.length === 0
        ? 'Too few handoffs in every response-time bucket to state a rate.'
        : `Association, not cause: ${shown.map((bucket) => `${bucket.label} ${bucket.valueText} (n ${bucket.countText})`).join(', ')}.`,
    n: `n = ${plural(all, 'handoff')}`,
    notes: ['Grey bars are standardised over source and score band. An association: fast touches may go to better leads.'],
    buckets,
    maximumRate: Math.min(1, Math.max(0.05, ...buckets.map((bucket) => (bucket.tooFew ? (bucket.value ?? 0) : (bucket.high ?? 0)))) * 1.06),
    table: {
      columns: [left('First touch'), right('Handoffs'), right('Converted'), right('95% interval'), right('Adjusted')],
      rows: buckets.map((bucket) => [
        bucket.label,
        bucket.countText,
        bucket.valueText,
        bucket.intervalText,
        bucket.adjusted === null ? '' : formatPercent(bucket.adjusted),
      ]),
    },
  };
}
