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

export type Verdict = 'better' | 'worse' | 'moved' | 'unclear' | 'noInterval' | 'none';

export interface ScorecardRow extends Estimate {
  metric: string;
  label: string;
  /** The label by itself: a part of a headline is named with the whole, `Explicit acceptance`. */
  fullLabel: string;
  unit: Headline['unit'];
  countText: string;
  previous: number | null;
  previousText: string;
  changeText: string;
  /** Whether the change lies outside the interval, and which way it is good; `unclear` inside it, `noInterval` or `none` where nothing can be said. */
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

const lowerIsBetter = /^(rejection|timeToFirstTouch|untouchedBeyond72h|velocity|timeInStage\..*)$/;
const hasNoDirection = /^(silentAcceptance|acceptance)$/;

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
  const inDays = headline.unit === 'hours' && Math.max(headline.value, headline.previous) >= 48;
  const text = inDays
    ? formatDays(size / 24)
    : headline.unit === 'hours'
      ? formatHours(size)
      : headline.unit === 'days'
        ? formatDays(size)
        : formatCount(size);
  return /^0( |$)/.test(text) ? '±0' : `${difference > 0 ? '+' : '−'}${text}`;
}

function verdictOf(headline: Headline): Verdict {
  const { value, previous, low, high } = headline;
  if (value === null || previous === null) return 'none';
  if (low === null || high === null) return 'noInterval';
  if (headline.tooFew || (previous >= low && previous <= high)) return 'unclear';
  if (hasNoDirection.test(headline.metric)) return 'moved';
  return value < previous === lowerIsBetter.test(headline.metric) ? 'better' : 'worse';
}

function fullLabel(index: number, all: readonly Headline[]): string {
  const { label } = all[index]!;
  if (!label.startsWith('– ')) return label;
  const whole = all.slice(0, index).findLast((headline) => !headline.label.startsWith('– '));
  const part = label.slice(2);
  if (!whole) return part;
  return part.startsWith('by ') ? `${whole.label} ${part}` : `${part[0]!.toUpperCase()}${part.slice(1)} ${whole.label.toLowerCase()}`;
}

const verdictTexts: Record<Verdict, string> = {
  better: 'better',
  worse: 'worse',
  moved: 'moved',
  unclear: 'no clear change',
  noInterval: 'no interval',
  none: '',
};

/** `12.1–15.4 h`: the unit once where both ends have the same. */
function durationInterval(low: number, high: number, unit: Headline['unit']): string {
  const [from, to] = [formatValue(low, unit), formatValue(high, unit)];
  const [amount, unitText] = from.split(' ');
  return unitText !== undefined && to.endsWith(` ${unitText}`) ? `${amount}–${to}` : `${from}–${to}`;
}

function scorecardRow(headline: Headline, index: number, all: readonly Headline[]): ScorecardRow {
  const { denominator, numerator, tooFew, unit } = headline;
  const interval =
    headline.low === null || headline.high === null
      ? ''
      : unit === 'probability'
        ? formatInterval(headline.low, headline.high)
        : durationInterval(headline.low, headline.high, unit);
  const verdict = verdictOf(headline);
  return {
    metric: headline.metric,
    label: headline.label,
    fullLabel: fullLabel(index, all),
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
  const rows = result.headlines.map((headline, index) => scorecardRow(headline, index, result.headlines));
  const named = (verdict: Verdict) =>
    rows.filter((row) => row.verdict === verdict).map((row) => `${row.fullLabel} ${row.valueText} (${row.changeText})`);
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
        row.fullLabel,
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
