import { Group } from '@visx/group';
import { scaleBand, scaleLinear } from '@visx/scale';
import { LinePath } from '@visx/shape';
import type { RejectionChartFigure, RejectionPoint } from '#figures/rejection-chart.ts';
import { ValueAxis } from './Axes.tsx';
import { ChartRoot } from './ChartRoot.tsx';
import type { ChartProps } from './chart-props.ts';
import { centred, Label } from './Label.tsx';
import { percentTicks } from './percent-ticks.ts';
import { Stroke } from './Stroke.tsx';
import { spreadLabels } from './spread-labels.ts';

const plotHeight = 160;
const top = 14;
const leftRoom = 42;
const rightRoom = 118;

export function RejectionChart({ figure, width, theme }: ChartProps<RejectionChartFigure>) {
  const right = width - rightRoom;
  const x = scaleBand({ domain: figure.points.map((point) => point.month), range: [leftRoom, right] });
  const y = scaleLinear({ domain: [0, figure.maximumRate], range: [plotHeight, 0] });
  const centre = (point: RejectionPoint) => x(point.month)! + x.bandwidth() / 2;
  const drawn = figure.points.filter((point) => point.rate !== null);
  const solid = drawn.filter((point) => !point.unfinished);
  const dashed = drawn.slice(Math.max(0, solid.length - 1));
  const [meanY, alarmY] = spreadLabels([figure.mean === null ? 0 : y(figure.mean), y(figure.alarm)], 14, 6, plotHeight - 4);
  return (
    <ChartRoot width={width} height={top + plotHeight + 38} summary={figure.summary}>
      <Group top={top}>
        <ValueAxis
          ticks={percentTicks(figure.maximumRate).map((tick) => ({ at: y(tick.value), label: tick.label }))}
          x0={leftRoom}
          x1={right}
          theme={theme}
        />
        {figure.points.map((point) =>
          point.low === null || point.high === null ? null : (
            <rect
              key={point.month}
              x={Math.round(x(point.month)! * 100) / 100}
              y={Math.round(y(point.high) * 100) / 100}
              width={Math.round(x.bandwidth() * 100) / 100}
              height={Math.round((y(point.low) - y(point.high)) * 100) / 100}
              fill={theme.accentTint}
              fillOpacity={0.55}
            />
          ),
        )}
        <Stroke x1={leftRoom} x2={right} y1={y(figure.alarm)} y2={y(figure.alarm)} color={theme.alarm} dashed />
        <Label x={right + 6} y={centred(alarmY!, 'small')} text={figure.alarmText} color={theme.alarm} size="small" bold />
        {figure.mean !== null && (
          <>
            <Stroke x1={leftRoom} x2={right} y1={y(figure.mean)} y2={y(figure.mean)} color={theme.faint} />
            <Label x={right + 6} y={centred(meanY!, 'small')} text={figure.meanText} color={theme.soft} size="small" />
          </>
        )}
        <LinePath data={solid} x={centre} y={(point) => y(point.rate!)} stroke={theme.accent} strokeWidth={2} fill="none" />
        {dashed.length > 1 && (
          <LinePath
            data={dashed}
            x={centre}
            y={(point) => y(point.rate!)}
            stroke={theme.accent}
            strokeWidth={1.5}
            strokeDasharray="3 3"
            fill="none"
          />
        )}
        {drawn.map((point) => (
          <g key={point.month}>
            <circle
              cx={Math.round(centre(point) * 100) / 100}
              cy={Math.round(y(point.rate!) * 100) / 100}
              r={point.signal ? 5 : 3.5}
              fill={point.unfinished ? theme.surface : point.isHigh ? theme.alarm : theme.accent}
              stroke={point.isHigh ? theme.alarm : theme.accent}
              strokeWidth={1.5}
            />
            {point.isHigh && (
              <Label x={centre(point)} y={y(point.rate!) - 10} text={point.rateText} color={theme.alarm} bold anchor="middle" />
            )}
          </g>
        ))}
      </Group>
      {figure.points.map((point) => (
        <g key={point.month}>
          <Label x={centre(point)} y={top + plotHeight + 16} text={point.label} color={theme.ink} size="small" anchor="middle" />
          <Label x={centre(point)} y={top + plotHeight + 31} text={point.countText} color={theme.faint} size="small" anchor="middle" />
        </g>
      ))}
      <Label x={0} y={top + plotHeight + 31} text="n" color={theme.faint} size="small" />
      <Label x={right + 6} y={top + plotHeight + 31} text="band: control limits" color={theme.faint} size="small" />
    </ChartRoot>
  );
}
