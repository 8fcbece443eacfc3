import { Group } from '@visx/group';
import { scaleBand, scaleLinear } from '@visx/scale';
import type { ResponseEffectFigure } from '#figures/response-effect.ts';
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
const top = 24;
const leftRoom = 42;
const adjustedText = 'adjusted for source and score';
const adjustedWidth = textWidth(adjustedText, textSize.small);

export function ResponseEffectChart({ figure, width, theme }: ChartProps<ResponseEffectFigure>) {
  const x = scaleBand({ domain: figure.buckets.map((bucket) => bucket.label), range: [leftRoom, width] });
  const y = scaleLinear({ domain: [0, figure.maximumRate], range: [plotHeight, 0], clamp: true });
  return (
    <ChartRoot width={width} height={top + plotHeight + 38} summary={figure.summary}>
      <Label x={0} y={10} text="Share that became an opportunity, by first touch, 95% interval" color={theme.soft} size="small" />
      <Stroke x1={width - adjustedWidth - 24} x2={width - adjustedWidth - 6} y1={6} y2={6} color={theme.faint} width={2} />
      <Label x={width} y={10} text={adjustedText} color={theme.soft} size="small" anchor="end" />
      <Group top={top}>
        <ValueAxis
          ticks={percentTicks(figure.maximumRate).map((tick) => ({ at: y(tick.value), label: tick.label }))}
          x0={leftRoom}
          x1={width}
          theme={theme}
        />
        {figure.buckets.map((bucket) => {
          const centre = x(bucket.label)! + x.bandwidth() / 2;
          return (
            <g key={bucket.label}>
              {bucket.adjusted !== null && (
                <Stroke x1={centre - 12} x2={centre + 12} y1={y(bucket.adjusted)} y2={y(bucket.adjusted)} color={theme.faint} width={2} />
              )}
              {bucket.value !== null && (
                <>
                  <IntervalMark
                    x={centre}
                    value={y(bucket.value)}
                    low={bucket.low === null ? null : y(bucket.low)}
                    high={bucket.high === null ? null : y(bucket.high)}
                    hollow={bucket.tooFew}
                    color={theme.accent}
                    theme={theme}
                  />
                  <Label x={centre + 8} y={y(bucket.value) - 5} text={bucket.valueText} color={theme.ink} size="small" bold />
                </>
              )}
              <Label x={centre} y={plotHeight + 16} text={bucket.label} color={theme.ink} size="small" anchor="middle" />
              <Label
                x={centre}
                y={plotHeight + 31}
                text={bucket.tooFew ? `${bucket.countText}, too few` : bucket.countText}
                color={theme.faint}
                size="small"
                anchor="middle"
              />
            </g>
          );
        })}
      </Group>
      <Label x={0} y={top + plotHeight + 31} text="n" color={theme.faint} size="small" />
    </ChartRoot>
  );
}
