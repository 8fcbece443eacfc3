import { Group } from '@visx/group';
import { scaleLinear } from '@visx/scale';
import { AreaClosed, LinePath } from '@visx/shape';
import type { ThresholdCurveFigure } from '#figures/threshold-curve.ts';
import { PlaceAxis, ValueAxis } from './Axes.tsx';
import { ChartRoot } from './ChartRoot.tsx';
import type { ChartProps } from './chart-props.ts';
import { centred, Label } from './Label.tsx';
import { percentTicks } from './percent-ticks.ts';
import { Stroke } from './Stroke.tsx';
import { spreadLabels } from './spread-labels.ts';
import { textWidth } from './text-width.ts';
import { textSize } from './tokens.ts';

const upper = 150;
const lower = 160;
const between = 30;
const leftRoom = 42;
const rightRoom = 110;

export function ThresholdChart({ figure, width, theme }: ChartProps<ThresholdCurveFigure>) {
  const right = width - rightRoom;
  const x = scaleLinear({ domain: [figure.lowestScore, figure.highestScore], range: [leftRoom, right] });
  const rate = scaleLinear({ domain: [0, figure.maximumPrecision], range: [upper, 0], clamp: true });
  const share = scaleLinear({ domain: [0, 1], range: [lower, 0] });
  const top = 18 + figure.marks.length * 13;
  const bottom = top + upper + between + lower;
  const last = figure.points.at(-1);
  const measured = figure.points.filter((point) => point.precision !== null);
  const marks = figure.marks.map((mark) => ({ ...mark, at: x(mark.score) })).sort((a, b) => a.at - b.at);
  const ends = spreadLabels([share(last?.recall ?? 0), share(last?.volumeShare ?? 0)], 14, 6, lower - 6);
  const ticks = x.ticks(8).filter((tick) => Number.isInteger(tick));
  return (
    <ChartRoot width={width} height={bottom + 40} summary={figure.summary}>
      {marks.map((mark, index) => {
        const flip = mark.at + textWidth(mark.label, textSize.small) + 6 > right;
        const line = 10 + index * 13;
        const color = mark.kind === 'inForce' ? theme.ink : theme.alarm;
        return (
          <g key={mark.label}>
            <Stroke x1={mark.at} x2={mark.at} y1={line - 8} y2={bottom} color={color} dashed={mark.kind === 'recommended'} />
            <Label
              x={mark.at + (flip ? -5 : 5)}
              y={line}
              text={mark.label}
              color={color}
              size="small"
              bold
              anchor={flip ? 'end' : 'start'}
            />
          </g>
        );
      })}
      <Group top={top}>
        <ValueAxis
          ticks={percentTicks(figure.maximumPrecision).map((tick) => ({ at: rate(tick.value), label: tick.label }))}
          x0={leftRoom}
          x1={right}
          theme={theme}
        />
        <AreaClosed
          data={measured.filter((point) => point.low !== null)}
          x={(point) => x(point.score)}
          y0={(point) => rate(point.low!)}
          y1={(point) => rate(point.high!)}
          yScale={rate}
          fill={theme.accentTint}
          stroke="none"
        />
        <LinePath
          data={measured}
          x={(point) => x(point.score)}
          y={(point) => rate(point.precision!)}
          stroke={theme.accent}
          strokeWidth={2}
          fill="none"
        />
        {measured.length > 0 && (
          <>
            <Label
              x={right + 6}
              y={centred(rate(measured.at(-1)!.precision!), 'small')}
              text="success rate"
              color={theme.accent}
              size="small"
              bold
            />
            <Label
              x={right + 6}
              y={centred(rate(measured.at(-1)!.precision!), 'small') + 13}
              text="at or above"
              color={theme.accent}
              size="small"
            />
          </>
        )}
      </Group>
      <Group top={top + upper + between}>
        <ValueAxis
          ticks={percentTicks(1).map((tick) => ({ at: share(tick.value), label: tick.label }))}
          x0={leftRoom}
          x1={right}
          theme={theme}
        />
        <LinePath
          data={figure.points.filter((point) => point.recall !== null)}
          x={(point) => x(point.score)}
          y={(point) => share(point.recall!)}
          stroke={theme.ink}
          strokeWidth={2}
          fill="none"
        />
        <LinePath
          data={figure.points}
          x={(point) => x(point.score)}
          y={(point) => share(point.volumeShare)}
          stroke={theme.faint}
          strokeWidth={1.5}
          fill="none"
        />
        {last && (
          <>
            <Label x={right + 6} y={centred(ends[0]!, 'small')} text="successes caught" color={theme.ink} size="small" bold />
            <Label x={right + 6} y={centred(ends[1]!, 'small')} text="work to do" color={theme.faint} size="small" bold />
          </>
        )}
        <PlaceAxis ticks={ticks.map((tick) => ({ at: x(tick), label: String(tick) }))} y={lower} theme={theme} />
      </Group>
      <Label x={right} y={bottom + 32} text="score threshold" color={theme.soft} size="small" anchor="end" />
    </ChartRoot>
  );
}
