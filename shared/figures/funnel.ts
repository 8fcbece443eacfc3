import type { LeakageBody, StageResult } from '#contract/analyses/leakage.ts';
import { type FigureText, left, right } from './figure.ts';
import { formatCount, formatFraction, formatInterval, formatPercent, plural, tooFewText } from './formats.ts';
import { stageName } from './words.ts';

export interface FunnelSegment {
  state: 'advanced' | 'open' | 'lost';
  count: number;
  countText: string;
}
export interface FunnelBar {
  stage: string;
  label: string;
  detail: string;
  reached: number;
  reachedText: string;
  /** Left to right; they add up to `reached`. The last stage is one segment, `advanced`. */
  segments: FunnelSegment[];
  /** Reached at this stage in the previous period, null without one. */
  previousReached: number | null;
  rateText: string;
  fractionText: string;
}
export interface FunnelFigure extends FigureText {
  kind: 'funnel';
  bars: FunnelBar[];
  /** The longest bar, previous period included; at least 1. */
  maximum: number;
  days: number;
}

function rateTexts(stage: StageResult): { rate: string; fraction: string } {
  const within = stage.conversion?.within;
  if (!within) return { rate: '', fraction: '' };
  if (within.rate === null) return { rate: 'not yet measurable', fraction: `${formatCount(within.immature)} too young` };
  const interval = formatInterval(within.low, within.high);
  return {
    rate: formatPercent(within.rate),
    fraction: `${formatFraction(within.numerator, within.denominator)} · ${within.tooFew ? tooFewText(within.denominator) : interval}`,
  };
}

/** Bars on one baseline, each split into advanced, still open and lost, with the conversion within the policy's days beside it. */
export function funnelFigure(result: LeakageBody, previous: LeakageBody | null = null): FunnelFigure {
  const bars = result.stages.map((stage): FunnelBar => {
    const before = previous?.stages.find((other) => other.stage === stage.stage);
    const { rate, fraction } = rateTexts(stage);
    const segments: FunnelSegment[] =
      stage.advanced === undefined
        ? [{ state: 'advanced', count: stage.reached, countText: formatCount(stage.reached) }]
        : (['advanced', 'open', 'lost'] as const).map((state) => ({
            state,
            count: stage[state] ?? 0,
            countText: formatCount(stage[state] ?? 0),
          }));
    const detail =
      stage.explicit === undefined ? '' : `${formatCount(stage.explicit)} explicit · ${formatCount(stage.silent ?? 0)} by silence`;
    return {
      stage: stage.stage,
      label: stageName(stage.stage),
      detail,
      reached: stage.reached,
      reachedText: formatCount(stage.reached),
      segments,
      previousReached: before?.reached ?? null,
      rateText: rate,
      fractionText: fraction,
    };
  });
  const days = result.stages[0]?.conversion?.within.days ?? 90;
  const first = result.stages[0];
  const steps = result.stages.filter((stage) => stage.conversion?.within.rate != null);
  const summary = first
    ? `Of ${plural(first.reached, 'qualified handoff')}, ${bars
        .slice(1)
        .map((bar) => `${bar.reachedText} reached ${bar.label.toLowerCase()}`)
        .join(', ')}. Within ${days} days of entering: ${steps
        .map((stage) => `${stageName(stage.stage).toLowerCase()} ${formatPercent(stage.conversion!.within.rate)} advanced`)
        .join(', ')}.`
    : 'No handoffs in this cohort.';
  return {
    kind: 'funnel',
    title: 'Funnel: advanced, still open, lost',
    summary,
    n: `n = ${plural(first?.reached ?? 0, 'handoff')}`,
    notes: ['Still open is not lost: open handoffs are counted apart.'],
    bars,
    maximum: Math.max(1, ...bars.flatMap((bar) => [bar.reached, bar.previousReached ?? 0])),
    days,
    table: {
      columns: [
        left('Stage'),
        right('Reached'),
        right('Advanced'),
        right('Open'),
        right('Lost'),
        right(`Advanced in ${days} d`),
        right('Of'),
        right('95% interval'),
      ],
      rows: result.stages.map((stage) => {
        const within = stage.conversion?.within;
        return [
          stageName(stage.stage),
          formatCount(stage.reached),
          ...[stage.advanced, stage.open, stage.lost].map((count) => (count === undefined ? '' : formatCount(count))),
          within ? formatPercent(within.rate) : '',
          within ? formatFraction(within.numerator, within.denominator) : '',
          within ? (within.tooFew ? tooFewText(within.denominator) : formatInterval(within.low, within.high)) : '',
        ];
      }),
    },
  };
}
