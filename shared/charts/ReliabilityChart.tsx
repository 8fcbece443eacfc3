import { Group } from '@visx/group';
import { scaleBand, scaleLinear } from '@visx/scale';
import { Bar } from '@visx/shape';
import type { ReliabilityFigure } from '#figures/reliability.ts';
import { ValueAxis } from './Axes.tsx';
import { ChartRoot } from './ChartRoot.tsx';
import type { ChartProps } from './chart-props.ts';
import { IntervalMark } from './IntervalMark.tsx';
import { Label } from './Label.tsx';
import { percentTicks } from './percent-ticks.ts';
import { Stroke } from './Stroke.tsx';
import { textWidth } from './text-width.ts';
import { textSize } from './tokens.ts';

const plotHeight = 170;
const volumeHeight = 54;
const top = 30;
const leftRoom = 42;
const promisedText = 'promised by the definition';
const promisedWidth = textWidth(promisedText, textSize.small);

export function ReliabilityChart({ figure, width, theme }: ChartProps<ReliabilityFigure>) {
  const x = scaleBand({ domain: figure.bands.map((_, index) => index), range: [leftRoom, width], padding: 0.12 });
  const y = scaleLinear({ domain: [0, figure.maximumRate], range: [plotHeight, 0] });
  const volume = scaleLinear({ domain: [0, figure.maximumCount], range: [0, volumeHeight - 16] });
  const volumeTop = top + plotHeight + 24;
  const promised = figure.bands.some((band) => band.expected !== null);
  return (
    <ChartRoot width={width} height={volumeTop + volumeHeight + 18} summary={figure.summary}>
      <Label x={0} y={12} text={`Share that ${figure.outcome}, 95% interval`} color={theme.soft} size="small" />
      {promised && (
        <>
          <Stroke x1={width - promisedWidth - 24} x2={width - promisedWidth - 6} y1={8} y2={8} color={theme.alarm} width={2} />
          <Label x={width} y={12} text={promisedText} color={theme.soft} size="small" anchor="end" />
        </>
      )}
      <Group top={top}>
        <ValueAxis
          ticks={percentTicks(figure.maximumRate).map((tick) => ({ at: y(tick.value), label: tick.label }))}
          x0={leftRoom}
          x1={width}
          theme={theme}
        />
        {figure.bands.map((band, index) => {
          const centre = x(index)! + x.bandwidth() / 2;
          return (
            <g key={band.label}>
              {band.expected !== null && (
                <Stroke x1={centre - 14} x2={centre + 14} y1={y(band.expected)} y2={y(band.expected)} color={theme.alarm} width={2} />
              )}
              {band.value !== null && (
                <>
                  <IntervalMark
                    x={centre}
                    value={y(band.value)}
                    low={band.low === null ? null : y(band.low)}
                    high={band.high === null ? null : y(Math.min(band.high, figure.maximumRate))}
                    hollow={band.tooFew}
                    color={theme.accent}
                    theme={theme}
                  />
                  <Label x={centre + 8} y={y(band.value) - 5} text={band.valueText} color={theme.ink} size="small" bold />
                </>
              )}
              {band.tooFew && <Label x={centre} y={plotHeight + 14} text="too few" color={theme.faint} size="small" anchor="middle" />}
            </g>
          );
        })}
      </Group>
      <Group top={volumeTop}>
        {figure.bands.map((band, index) => {
          const size = volume(band.count);
          return (
            <g key={band.label}>
              <Label
                x={x(index)! + x.bandwidth() / 2}
                y={volumeHeight - size - 4}
                text={band.countText}
                color={theme.soft}
                size="small"
                anchor="middle"
              />
              <Bar x={x(index)!} y={volumeHeight - size} width={x.bandwidth()} height={size} fill={theme.lost} />
              <Label
                x={x(index)! + x.bandwidth() / 2}
                y={volumeHeight + 14}
                text={band.label}
                color={theme.ink}
                size="small"
                anchor="middle"
              />
            </g>
          );
        })}
        <Stroke x1={leftRoom} x2={width} y1={volumeHeight} y2={volumeHeight} color={theme.rule} />
        <Label x={0} y={volumeHeight - 4} text="n" color={theme.soft} size="small" />
        <Label x={0} y={volumeHeight + 14} text="score" color={theme.soft} size="small" />
      </Group>
    </ChartRoot>
  );
}
