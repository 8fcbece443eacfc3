import type { SlaBody } from '#contract/analyses/sla.ts';
import { type FigureText, left, right } from './figure.ts';
import { formatCount, formatHours, formatPercent, plural } from './formats.ts';

export interface ResponseTarget {
  hours: number;
  label: string;
  shareText: string;
}
export interface ResponseTimeFigure extends FigureText {
  kind: 'responseTime';
  /** Steps: the share touched by each hour; hours rise. */
  steps: { hours: number; share: number }[];
  targets: ResponseTarget[];
  medianHours: number | null;
  medianText: string;
  /** Share without a logged touch at the end of the curve. */
  untouchedText: string;
  shortestHours: number;
  longestHours: number;
}

/** The share touched by `hours` on a step curve. */
export function shareAt(steps: readonly { hours: number; share: number }[], hours: number): number {
  return steps.findLast((step) => step.hours <= hours)?.share ?? 0;
}

const targetLabel = (hours: number) => formatHours(hours).replace('.0', '');

/**
 * Time to first touch as a rising curve on a logarithmic axis, untouched handoffs counted, with target lines.
 * @param targetHours hours at which to draw a line, such as those of the SLA.
 */
export function responseTimeFigure(result: SlaBody, targetHours: readonly number[] = [5 / 60, 0.5, 2, 24, 72]): ResponseTimeFigure {
  const steps = result.touchedWithin;
  const targets = [...targetHours]
    .sort((a, b) => a - b)
    .map((hours): ResponseTarget => ({ hours, label: targetLabel(hours), shareText: formatPercent(shareAt(steps, hours)) }));
  const { medianHours, p90Hours, events, censored } = result.timeToFirstTouch;
  const end = steps.at(-1)?.share ?? 0;
  const untouchedText = `${formatPercent(Math.max(0, 1 - end))} no logged touch`;
  const medianText = medianHours === null ? 'less than half have a logged touch' : `half touched within ${formatHours(medianHours)}`;
  return {
    kind: 'responseTime',
    title: 'Time to first touch',
    summary: `${plural(result.handoffs, 'handoff')}: ${medianText}; nine in ten by ${formatHours(p90Hours)}. ${targets
      .map((target) => `${target.shareText} within ${target.label}`)
      .join(', ')}. ${plural(censored, 'handoff has', 'handoffs have')} no logged touch.`,
    n: `n = ${plural(result.handoffs, 'handoff')}`,
    notes: [`Kaplan–Meier: ${formatCount(events)} touched, ${formatCount(censored)} without a logged touch are counted as still waiting.`],
    steps,
    targets,
    medianHours,
    medianText,
    untouchedText,
    shortestHours: 1 / 60,
    longestHours: Math.max(24 * 7, ...targetHours, ...steps.slice(-1).map((step) => Math.min(step.hours, 24 * 60))),
    table: {
      columns: [left('Touched within'), right('Share')],
      rows: targets.map((target) => [target.label, target.shareText]),
    },
  };
}
