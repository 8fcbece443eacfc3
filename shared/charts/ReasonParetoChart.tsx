import { Group } from '@visx/group';
import { scaleLinear } from '@visx/scale';
import { Bar } from '@visx/shape';
import type { ReasonParetoFigure } from '#figures/reason-pareto.ts';
import { ChartRoot } from './ChartRoot.tsx';
import type { ChartProps } from './chart-props.ts';
import { centred, Label } from './Label.tsx';
import { Legend } from './Legend.tsx';
import { fitText } from './text-width.ts';
import { textSize } from './tokens.ts';

const rowHeight = 23;
const barHeight = 15;
const top = 24;
const labelWidth = 190;
const textColumn = 176;

export function ReasonParetoChart({ figure, width, theme }: ChartProps<ReasonParetoFigure>) {
  const scale = scaleLinear({ domain: [0, figure.maximum], range: [0, width - labelWidth - textColumn] });
  const entries = [
    { label: 'rejected in time', color: theme.accent },
    { label: 'rejected after acceptance', color: theme.open },
  ];
  return (
    <ChartRoot width={width} height={top + Math.max(1, figure.bars.length) * rowHeight} summary={figure.summary}>
      <Legend entries={entries} x={labelWidth} y={12} theme={theme} />
      <Label x={width} y={12} text="running total" color={theme.soft} size="small" anchor="end" />
      <Label x={width - 88} y={12} text="share" color={theme.soft} size="small" anchor="end" />
      {figure.bars.length === 0 && <Label x={0} y={top + 15} text="No rejection in this cohort" color={theme.soft} />}
      {figure.bars.map((bar, row) => (
        <Group key={bar.label} top={top + row * rowHeight}>
          <Label x={0} y={centred(barHeight / 2)} text={fitText(bar.label, labelWidth - 14, textSize.label)} color={theme.ink} />
          <Bar x={labelWidth} y={0} width={scale(bar.early)} height={barHeight} fill={theme.accent} />
          <Bar x={labelWidth + scale(bar.early)} y={0} width={scale(bar.late)} height={barHeight} fill={theme.open} />
          <Label x={labelWidth + scale(bar.count) + 6} y={centred(barHeight / 2)} text={bar.countText} color={theme.ink} bold />
          <Label x={width - 88} y={centred(barHeight / 2)} text={bar.shareText} color={theme.ink} anchor="end" />
          <Label x={width} y={centred(barHeight / 2)} text={bar.cumulativeText} color={theme.soft} anchor="end" />
        </Group>
      ))}
    </ChartRoot>
  );
}
