import type { RejectionsBody } from '#contract/analyses/rejections.ts';
import { type FigureText, left, right } from './figure.ts';
import { formatCount, formatPercent, plural } from './formats.ts';
import { wordsOf } from './words.ts';

export interface ParetoBar {
  label: string;
  early: number;
  late: number;
  count: number;
  countText: string;
  shareText: string;
  cumulativeText: string;
}
export interface ReasonParetoFigure extends FigureText {
  kind: 'reasonPareto';
  bars: ParetoBar[];
  maximum: number;
}

/** Rejection reasons by frequency; past `most` bars the rest is one bar, named as such. */
export function reasonParetoFigure(result: RejectionsBody, most = 8): ReasonParetoFigure {
  const counted = result.reasons.filter((reason) => reason.count > 0);
  const ranked = counted.sort((a, b) => b.count - a.count || (a.reason < b.reason ? -1 : 1));
  const total = ranked.reduce((sum, reason) => sum + reason.count, 0);
  const cut = ranked.length === most + 1 ? most + 1 : most;
  const rest = ranked.slice(cut);
  const shown = ranked.slice(0, cut).map(({ reason, count, early, late }) => ({ label: wordsOf(reason), count, early, late }));
  if (rest.length > 0) {
    const sum = (of: (reason: (typeof rest)[number]) => number) => rest.reduce((all, reason) => all + of(reason), 0);
    shown.push({ label: `${rest.length} other reasons`, count: sum((r) => r.count), early: sum((r) => r.early), late: sum((r) => r.late) });
  }
  let cumulative = 0;
  const bars = shown.map((bar): ParetoBar => {
    cumulative += bar.count;
    return {
      ...bar,
      countText: formatCount(bar.count),
      shareText: formatPercent(bar.count / Math.max(1, total)),
      cumulativeText: formatPercent(cumulative / Math.max(1, total)),
    };
  });
  return {
    kind: 'reasonPareto',
    title: 'Reasons for rejection',
    summary:
      total === 0
        ? 'No rejection in this cohort.'
        : `${plural(total, 'rejection')}: ${bars.map((bar) => `${bar.label} ${bar.countText} (${bar.shareText})`).join(', ')}.`,
    n: `n = ${plural(total, 'rejection')}`,
    notes: [],
    bars,
    maximum: Math.max(1, ...bars.map((bar) => bar.count)),
    table: {
      columns: [left('Reason'), right('In time'), right('Late'), right('All'), right('Share'), right('Cumulative')],
      rows: bars.map((bar) => [bar.label, formatCount(bar.early), formatCount(bar.late), bar.countText, bar.shareText, bar.cumulativeText]),
    },
  };
}
