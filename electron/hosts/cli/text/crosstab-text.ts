import type { CrosstabResult } from '#contract/analyses/crosstab.ts';
import { coordinatesText } from './analysis-text.ts';
import { textTable } from './text-table.ts';
import { count, duration, percent, safe } from './values.ts';

const right = (title: string) => ({ title, align: 'right' as const });
type Cell = CrosstabResult['cells'][number];

const measures: Record<CrosstabResult['measure'], { titles: string[]; cells(cell: Cell): string[] }> = {
  stages: {
    titles: ['accepted', 'sales-qualified', 'opportunity', 'won'],
    cells: ({ stages }) => [count(stages?.accepted), count(stages?.salesQualified), count(stages?.opportunity), count(stages?.won)],
  },
  response: {
    titles: ['touched', 'median', '90 %'],
    cells: ({ response }) => [count(response?.touched), duration(response?.medianHours), duration(response?.p90Hours)],
  },
  rejections: {
    titles: ['rejected', 'late', 'rate'],
    cells: ({ rejections }) => [count(rejections?.early), count(rejections?.late), percent(rejections?.rate)],
  },
  stays: {
    titles: ['qualified', 'accepted', 'sales-qualified', 'opportunity'],
    cells: ({ stays }) => (stays ?? []).map(({ medianHours }) => duration(medianHours)),
  },
  score: {
    titles: ['scores', 'won'],
    cells: ({ score }) => [
      count(score?.reduce((sum, { handoffs }) => sum + handoffs, 0)),
      count(score?.reduce((sum, { won }) => sum + won, 0)),
    ],
  },
};

export function crosstabText(result: CrosstabResult): string {
  const { titles, cells } = measures[result.measure];
  return [
    coordinatesText(result),
    textTable(
      [...result.by.map((title) => ({ title })), right('handoffs'), ...titles.map(right)],
      result.cells.map((cell) => [
        ...cell.values.map((value) => (value === null ? '(none)' : safe(value))),
        count(cell.handoffs),
        ...cells(cell),
      ]),
    ),
  ].join('\n');
}
