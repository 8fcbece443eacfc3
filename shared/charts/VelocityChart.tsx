import { Group } from '@visx/group';
import { scaleBand, scaleLinear } from '@visx/scale';
import { LinePath } from '@visx/shape';
import type { VelocityFigure, VelocityPoint } from '#figures/velocity.ts';
import { ValueAxis } from './Axes.tsx';
import { ChartRoot } from './ChartRoot.tsx';
import type { ChartProps } from './chart-props.ts';
import { centred, Label } from './Label.tsx';
import { spreadLabels } from './spread-labels.ts';

const plotHeight = 170;
const top = 14;
const leftRoom = 42;
const rightRoom = 92;

export function VelocityChart({ figure, width, theme }: ChartProps<VelocityFigure>) {
  const right = width - rightRoom;
  const x = scaleBand({ domain: figure.points.map((point) => point.month), range: [leftRoom, right] });
  const y = scaleLinear({ domain: [0, figure.maximumDays], range: [plotHeight, 0], clamp: true });
  const centre = (point: VelocityPoint) => x(point.month)! + x.bandwidth() / 2;
  const lines = (['p90Days', 'medianDays'] as const).map((key) => {
    const drawn = figure.points.filter((point) => point[key] !== null && !point.tooFew);
    const firstYoung = drawn.findIndex((point) => point.young);
    const cut = firstYoung < 0 ? drawn.length : firstYoung;
    return { key, solid: drawn.slice(0, cut), dashed: cut < drawn.length ? drawn.slice(Math.max(0, cut - 1)) : [], drawn };
  });
  const ends = spreadLabels(
    lines.map((line) => y(line.drawn.at(-1)?.[line.key] ?? 0)),
    14,
    6,
    plotHeight - 4,
  );
  return (
    <ChartRoot width={width} height={top + plotHeight + 38} summary={figure.summary}>
      <Group top={top}>
        <ValueAxis
          ticks={y.ticks(4).map((tick) => ({ at: y(tick), label: tick === 0 ? '0' : `${tick} d` }))}
          x0={leftRoom}
          x1={right}
          theme={theme}
        />
        {lines.map((line, index) => {
          const color = line.key === 'medianDays' ? theme.accent : theme.faint;
          const draw = (points: VelocityPoint[], dash?: string) =>
            points.length > 1 && (
              <LinePath
                data={points}
                x={centre}
                y={(point) => y(point[line.key]!)}
                stroke={color}
                strokeWidth={2}
                strokeDasharray={dash}
                fill="none"
              />
            );
          return (
            <g key={line.key}>
              {draw(line.solid)}
              {draw(line.dashed, '3 3')}
              {line.drawn.map((point) => (
                <circle
                  key={point.month}
                  cx={Math.round(centre(point) * 100) / 100}
                  cy={Math.round(y(point[line.key]!) * 100) / 100}
                  r={3}
                  fill={point.young ? theme.surface : color}
                  stroke={color}
                  strokeWidth={1.5}
                />
              ))}
              {line.drawn.length > 0 && (
                <Label
                  x={right + 6}
                  y={centred(ends[index]!, 'small')}
                  text={line.key === 'medianDays' ? 'half by' : 'nine in ten by'}
                  color={color}
                  size="small"
                  bold
                />
              )}
            </g>
          );
        })}
      </Group>
      {figure.points.map((point) => (
        <g key={point.month}>
          <Label x={centre(point)} y={top + plotHeight + 16} text={point.label} color={theme.ink} size="small" anchor="middle" />
          <Label x={centre(point)} y={top + plotHeight + 31} text={point.countText} color={theme.faint} size="small" anchor="middle" />
        </g>
      ))}
      <Label x={0} y={top + plotHeight + 31} text="n" color={theme.faint} size="small" />
    </ChartRoot>
  );
}
