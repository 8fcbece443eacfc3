import type { Headline, ScorecardResult } from '#contract/analyses/scorecard.ts';
import { type Estimate, type FigureText, left, right } from './figure.ts';
import {
  formatCount,
  formatDays,
  formatFraction,
  formatHours,
  formatInterval,
  formatPercent,
  formatPoints,
  tooFewText,
} from './formats.ts';

export type Verdict = 'better' | 'worse' | 'moved' | 'unclear' | 'none';

export interface ScorecardRow extends Estimate {
  metric: string;
  label: string;
  unit: Headline['unit'];
  countText: string;
  previous: number | null;
  previousText: string;
  changeText: string;
  /** Whether the change lies outside the interval, and which way it is good; `unclear` inside it, `none` without a previous figure. */
  verdict: Verdict;
  verdictText: string;
  note: string;
}
export interface ScorecardFigure extends FigureText {
  kind: 'scorecard';
  period: string;
  previousPeriod: string;
  rows: ScorecardRow[];
}

const lowerIsBetter = /reject|touch|time|velocityDays|medianDays|untouched|late|stalled/i;
const hasNoDirection = /silent|silence|count/i;

function formatValue(value: number | null, unit: Headline['unit']): string {
  if (unit === 'probability') return formatPercent(value);
  if (value === null) return 'not measurable';
  if (unit === 'hours') return formatHours(value);
  return unit === 'days' ? formatDays(value) : formatCount(value);
}

function formatChange(headline: Headline): string {
  if (headline.value === null || headline.previous === null) return '';
  const difference = headline.value - headline.previous;
  if (headline.unit === 'probability') return formatPoints(difference);
  if (difference === 0) return '±0';
  const size = Math.abs(difference);
  const text = headline.unit === 'hours' ? formatHours(size) : headline.unit === 'days' ? formatDays(size) : formatCount(size);
  return `${difference > 0 ? '+' : '−'}${text}`;
}

function verdictOf(headline: Headline): Verdict {
  const { value, previous, low, high } = headline;
  if (value === null || previous === null) return 'none';
  if (headline.tooFew || low === null || high === null || (previous >= low && previous <= high)) return 'unclear';
  if (hasNoDirection.test(headline.metric)) return 'moved';
  return value < previous === lowerIsBetter.test(headline.metric) ? 'better' : 'worse';
}

const verdictTexts: Record<Verdict, string> = { better: 'better', worse: 'worse', moved: 'moved', unclear: 'no clear change', none: '' };

function scorecardRow(headline: Headline): ScorecardRow {
  const { denominator, numerator, tooFew, unit } = headline;
  const interval =
    headline.low === null || headline.high === null
      ? ''
      : unit === 'probability'
        ? formatInterval(headline.low, headline.high)
        : `${formatValue(headline.low, unit)}–${formatValue(headline.high, unit)}`;
  const verdict = verdictOf(headline);
  return {
    metric: headline.metric,
    label: headline.label,
    unit,
    value: headline.value,
    low: headline.low,
    high: headline.high,
    valueText: formatValue(headline.value, unit),
    intervalText: tooFew && denominator !== null ? tooFewText(denominator) : interval,
    tooFew,
    countText: denominator === null ? '' : numerator === null ? formatCount(denominator) : formatFraction(numerator, denominator),
    previous: headline.previous,
    previousText: headline.previous === null ? '' : formatValue(headline.previous, unit),
    changeText: formatChange(headline),
    verdict,
    verdictText: verdictTexts[verdict],
    note: headline.note,
  };
}

/** The headlines of a period beside those of the one before; a change counts only where it leaves the interval. */
export function scorecardFigure(result: ScorecardResult): ScorecardFigure {
  const rows = result.headlines.map(scorecardRow);
  const named = (verdict: Verdict) =>
    rows.filter((row) => row.verdict === verdict).map((row) => `${row.label} ${row.valueText} (${row.changeText})`);
  const better = named('better');
  const worse = named('worse');
  return {
    kind: 'scorecard',
    title: `${result.period.label} against ${result.previousPeriod.label}`,
    summary: `${better.length > 0 ? `Better: ${better.join(', ')}.` : 'Nothing clearly better.'} ${worse.length > 0 ? `Worse: ${worse.join(', ')}.` : 'Nothing clearly worse.'}`,
    n: '',
    notes: ['A change is called better or worse only where the previous figure lies outside the 95% interval of the present one.'],
    period: result.period.label,
    previousPeriod: result.previousPeriod.label,
    rows,
    table: {
      columns: [
        left('Metric'),
        right(result.period.label),
        right('95% interval'),
        right('Of'),
        right(result.previousPeriod.label),
        right('Change'),
        left('Reading'),
      ],
      rows: rows.map((row) => [
        row.label,
        row.valueText,
        row.intervalText,
        row.countText,
        row.previousText,
        row.changeText,
        row.verdictText,
      ]),
    },
  };
}
