import type { CalibrationBody } from '#contract/analyses/calibration.ts';
import { type FigureText, left, right } from './figure.ts';
import { formatCount, formatInterval, formatPercent, plural } from './formats.ts';

export interface ThresholdPoint {
  score: number;
  precision: number | null;
  low: number | null;
  high: number | null;
  recall: number | null;
  /** Share of all worked handoffs at or above the score. */
  volumeShare: number;
}
export interface ThresholdMark {
  score: number;
  label: string;
  kind: 'inForce' | 'recommended';
}
export interface ThresholdCurveFigure extends FigureText {
  kind: 'thresholdCurve';
  points: ThresholdPoint[];
  marks: ThresholdMark[];
  lowestScore: number;
  highestScore: number;
  maximumPrecision: number;
}

const objectives = { breakEven: 'break-even', capacity: 'capacity', youden: 'best separation' } as const;

/** What each threshold would admit: the success rate above it, the share of successes it catches, the share of work it costs. */
export function thresholdCurveFigure(result: CalibrationBody): ThresholdCurveFigure {
  const sorted = [...result.thresholds].sort((a, b) => a.score - b.score);
  const all = Math.max(1, result.worked.population);
  const points = sorted.map(
    (threshold): ThresholdPoint => ({
      score: threshold.score,
      precision: threshold.precision,
      low: threshold.wilsonLow,
      high: threshold.wilsonHigh,
      recall: threshold.recall,
      volumeShare: threshold.volume / all,
    }),
  );
  const inForce = result.closedWonProfile.threshold;
  const marks: ThresholdMark[] = inForce === null ? [] : [{ score: inForce, label: `in force ${inForce}`, kind: 'inForce' }];
  for (const { objective, score } of result.recommended) {
    if (score === null) continue;
    const same = marks.find((mark) => mark.kind === 'recommended' && mark.score === score);
    if (same) same.label = `${same.label}, ${objectives[objective]}`;
    else marks.push({ score, label: `${objectives[objective]} ${score}`, kind: 'recommended' });
  }
  const at = (score: number) => sorted.findLast((threshold) => threshold.score <= score) ?? sorted[0];
  const describe = (mark: ThresholdMark) => {
    const threshold = at(mark.score);
    return threshold
      ? `${mark.label}: ${formatCount(threshold.volume)} handoffs, ${formatPercent(threshold.precision)} succeed, ${formatPercent(threshold.recall)} of successes caught`
      : mark.label;
  };
  return {
    kind: 'thresholdCurve',
    title: 'What each threshold would admit',
    summary: sorted.length === 0 ? 'No thresholds could be computed.' : `${marks.map(describe).join('. ') || 'No threshold is in force'}.`,
    n: `n = ${plural(result.worked.population, 'worked handoff')}`,
    notes: ['Worked handoffs only: what was never worked says nothing about what it would have become.'],
    points,
    marks,
    lowestScore: points[0]?.score ?? 0,
    highestScore: points.at(-1)?.score ?? 100,
    maximumPrecision: Math.min(
      1,
      Math.max(0.05, ...points.map((point) => (point.volumeShare > 0.02 ? (point.high ?? 0) : (point.precision ?? 0)))) * 1.06,
    ),
    table: {
      columns: [
        left('Score'),
        right('Handoffs'),
        right('Successes'),
        right('Success rate'),
        right('95% interval'),
        right('Caught'),
        right('Lift'),
      ],
      rows: sorted.map((threshold) => [
        String(threshold.score),
        formatCount(threshold.volume),
        formatCount(threshold.successes),
        formatPercent(threshold.precision),
        formatInterval(threshold.wilsonLow, threshold.wilsonHigh),
        formatPercent(threshold.recall),
        threshold.lift === null ? '' : threshold.lift.toFixed(2),
      ]),
    },
  };
}
