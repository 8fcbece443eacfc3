import { Group } from '@visx/group';
import { scaleLinear, scaleLog } from '@visx/scale';
import type { ResponseTimeFigure } from '#figures/response-time.ts';
import { PlaceAxis, ValueAxis } from './Axes.tsx';
import { ChartRoot } from './ChartRoot.tsx';
import type { ChartProps } from './chart-props.ts';
import { Label } from './Label.tsx';
import { percentTicks } from './percent-ticks.ts';
import { Stroke } from './Stroke.tsx';

const plotHeight = 200;
const top = 40;
const leftRoom = 42;
const rightRoom = 118;
const axisHours = [
  [1 / 60, '1 min'],
  [5 / 60, '5 min'],
  [0.5, '30 min'],
  [2, '2 h'],
  [8, '8 h'],
  [24, '1 day'],
  [72, '3 days'],
  [24 * 14, '14 days'],
  [24 * 60, '60 days'],
] as const;

export function ResponseTimeChart({ figure, width, theme }: ChartProps<ResponseTimeFigure>) {
  const right = width - rightRoom;
  const x = scaleLog({ domain: [figure.shortestHours, figure.longestHours], range: [leftRoom, right], clamp: true });
  const y = scaleLinear({ domain: [0, 1], range: [plotHeight, 0] });
  const round = (value: number) => Math.round(value * 100) / 100;
  let path = `M${leftRoom},${round(y(figure.steps.findLast((step) => step.hours <= figure.shortestHours)?.share ?? 0))}`;
  for (const step of figure.steps) if (step.hours > figure.shortestHours) path += `H${round(x(step.hours))}V${round(y(step.share))}`;
  path += `H${right}`;
  const end = y(figure.steps.at(-1)?.share ?? 0);
  return (
    <ChartRoot width={width} height={top + plotHeight + 26} summary={figure.summary}>
      <Label x={0} y={12} text="Touched by" color={theme.soft} size="small" />
      {figure.targets.map((target) => (
        <g key={target.label}>
          <Stroke x1={x(target.hours)} x2={x(target.hours)} y1={30} y2={top + plotHeight} color={theme.rule} dashed />
          <Label x={x(target.hours)} y={12} text={target.label} color={theme.soft} size="small" anchor="middle" />
          <Label x={x(target.hours)} y={26} text={target.shareText} color={theme.ink} bold anchor="middle" />
        </g>
      ))}
      <Group top={top}>
        <ValueAxis
          ticks={percentTicks(1).map((tick) => ({ at: y(tick.value), label: tick.label }))}
          x0={leftRoom}
          x1={right}
          theme={theme}
        />
        <path d={path} fill="none" stroke={theme.accent} strokeWidth={2.25} strokeLinejoin="round" />
        {figure.medianHours !== null && (
          <circle cx={x(figure.medianHours)} cy={y(0.5)} r={4} fill={theme.surface} stroke={theme.accent} strokeWidth={2} />
        )}
        <Label
          x={right + 8}
          y={Math.max(10, end / 2 + 4)}
          text={figure.untouchedText.split(' ')[0]!}
          color={theme.alarm}
          size="figure"
          bold
        />
        <Label x={right + 8} y={Math.max(10, end / 2 + 4) + 14} text="no logged touch" color={theme.alarm} size="small" />
        {end > 6 && <Stroke x1={right + 3} x2={right + 3} y1={0} y2={end} color={theme.alarm} width={2} />}
        <PlaceAxis
          ticks={axisHours.filter(([hours]) => hours <= figure.longestHours).map(([hours, label]) => ({ at: x(hours), label }))}
          y={plotHeight}
          theme={theme}
        />
      </Group>
    </ChartRoot>
  );
}
