import type { SlaBody } from '#contract/analyses/sla.ts';
import { type FigureText, left, right } from './figure.ts';
import { formatCount, formatHours, formatPercent, plural } from './formats.ts';
import { delayName } from './words.ts';

export interface DelayPart {
  part: string;
  label: string;
  /** Whose delay: assignment is the system's, the rest is people's. */
  owner: 'system' | 'human';
  share: number | null;
  shareText: string;
  medianText: string;
  p90Text: string;
  countText: string;
}
export interface DelayPartsFigure extends FigureText {
  kind: 'delayParts';
  parts: DelayPart[];
}

/** Where the waiting happens: each part's share of all hours waited, with its median and ninetieth percentile. */
export function delayPartsFigure(result: SlaBody): DelayPartsFigure {
  const parts = result.delay.map(
    (delay): DelayPart => ({
      part: delay.part,
      label: delayName(delay.part),
      owner: delay.part === 'qualifiedToAssigned' ? 'system' : 'human',
      share: delay.share,
      shareText: formatPercent(delay.share),
      medianText: formatHours(delay.medianHours, 'not reached'),
      p90Text: formatHours(delay.p90Hours, 'not reached'),
      countText: formatCount(delay.count),
    }),
  );
  const complete = Math.min(...result.delay.map((delay) => delay.count));
  return {
    kind: 'delayParts',
    title: 'Where the waiting happens',
    summary:
      parts.length === 0
        ? 'No handoff has passed any part.'
        : `${parts.map((part) => `${part.label}: median ${part.medianText}, ${part.shareText} of all waiting`).join('. ')}.`,
    n: Number.isFinite(complete) ? `n = ${plural(result.handoffs, 'handoff')}` : 'n = 0',
    notes: ['Shares are of the hours waited by handoffs that completed every part; silence is no decision.'],
    parts,
    table: {
      columns: [left('Part'), left('Whose'), right('Handoffs'), right('Median'), right('Nine in ten by'), right('Share of waiting')],
      rows: parts.map((part) => [part.label, part.owner, part.countText, part.medianText, part.p90Text, part.shareText]),
    },
  };
}
