import type { LeakageBody } from '#contract/analyses/leakage.ts';
import { type FigureText, left, right } from './figure.ts';
import { formatCount, formatHours, formatPercent } from './formats.ts';
import { stageName } from './words.ts';

export interface IncidenceLine {
  state: 'advanced' | 'lost';
  /** Starts at day 0, probability 0. */
  points: { days: number; probability: number }[];
  label: string;
}
export interface IncidencePanel {
  stage: string;
  label: string;
  n: string;
  tooFew: boolean;
  lines: IncidenceLine[];
  medianText: string;
}
export interface CumulativeIncidenceFigure extends FigureText {
  kind: 'cumulativeIncidence';
  panels: IncidencePanel[];
  /** Days of the last reading. */
  horizonDays: number;
}

/** One panel a stage: the share that has advanced, and the share that was lost, by days since entering; the room between is still open. */
export function cumulativeIncidenceFigure(result: LeakageBody): CumulativeIncidenceFigure {
  const stages = result.stages.filter((stage) => (stage.cumulativeIncidence?.length ?? 0) > 0);
  const panels = stages.map((stage): IncidencePanel => {
    const readings = stage.cumulativeIncidence!;
    const last = readings.at(-1)!;
    return {
      stage: stage.stage,
      label: stageName(stage.stage),
      n: `n = ${formatCount(stage.reached)}`,
      tooFew: stage.reached < 30,
      lines: (['advanced', 'lost'] as const).map((state) => ({
        state,
        points: [{ days: 0, probability: 0 }, ...readings.map((reading) => ({ days: reading.days, probability: reading[state] }))],
        label: `${formatPercent(last[state])} ${state}`,
      })),
      medianText: `half have left by ${formatHours(stage.timeInStage?.medianHours ?? null, 'longer than observed')}`,
    };
  });
  return {
    kind: 'cumulativeIncidence',
    title: 'How long each stage takes, and how it ends',
    summary:
      panels.length === 0
        ? 'No stage has been entered.'
        : `${panels.map((panel) => `${panel.label}: ${panel.lines.map((line) => line.label).join(', ')}, ${panel.medianText}`).join('. ')}.`,
    n: panels[0]?.n ?? 'n = 0',
    notes: ['Aalen–Johansen incidence: loss competes with advancing, open handoffs are censored at the as-of.'],
    panels,
    horizonDays: Math.max(1, ...stages.flatMap((stage) => stage.cumulativeIncidence!.map((reading) => reading.days))),
    table: {
      columns: [left('Stage'), right('Days'), right('Advanced'), right('Lost'), right('Still open')],
      rows: stages.flatMap((stage) =>
        stage.cumulativeIncidence!.map((reading) => [
          stageName(stage.stage),
          formatCount(reading.days),
          formatPercent(reading.advanced),
          formatPercent(reading.lost),
          formatPercent(Math.max(0, 1 - reading.advanced - reading.lost)),
        ]),
      ),
    },
  };
}
