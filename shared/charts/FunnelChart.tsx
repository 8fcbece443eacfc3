import { Group } from '@visx/group';
import { scaleLinear } from '@visx/scale';
import { Bar } from '@visx/shape';
import type { FunnelFigure, FunnelSegment } from '#figures/funnel.ts';
import { ChartRoot } from './ChartRoot.tsx';
import type { ChartProps } from './chart-props.ts';
import { Label } from './Label.tsx';
import { Legend } from './Legend.tsx';
import { Stroke } from './Stroke.tsx';
import { textWidth } from './text-width.ts';
import { type ChartTheme, textSize } from './tokens.ts';

const rowHeight = 50;
const barHeight = 24;
const top = 26;
const labelWidth = 168;
const textColumn = 196;

function fills(theme: ChartTheme): Record<FunnelSegment['state'], { fill: string; text: string }> {
  return {
    advanced: { fill: theme.accent, text: theme.onAccent },
    open: { fill: theme.open, text: theme.ink },
    lost: { fill: theme.lost, text: theme.ink },
  };
}

export function FunnelChart({ figure, width, theme }: ChartProps<FunnelFigure>) {
  const scale = scaleLinear({ domain: [0, figure.maximum], range: [0, width - labelWidth - textColumn] });
  const colors = fills(theme);
  const withPrevious = figure.bars.some((bar) => bar.previousReached !== null);
  const entries = [
    { label: 'advanced', color: theme.accent },
    { label: 'still open', color: theme.open },
    { label: 'lost', color: theme.lost },
  ];
  return (
    <ChartRoot width={width} height={top + figure.bars.length * rowHeight} summary={figure.summary}>
      <Legend entries={entries} x={labelWidth} y={12} theme={theme} />
      {withPrevious && (
        <>
          <Stroke x1={labelWidth + 238} x2={labelWidth + 238} y1={3} y2={14} color={theme.ink} width={1.5} />
          <Label x={labelWidth + 245} y={12} text="previous period" color={theme.soft} size="small" />
        </>
      )}
      <Label x={width} y={12} text={`advanced within ${figure.days} days`} color={theme.soft} size="small" anchor="end" />
      {figure.bars.map((bar, row) => {
        let at = 0;
        return (
          <Group key={bar.stage} top={top + row * rowHeight}>
            <Label x={0} y={15} text={bar.label} color={theme.ink} bold />
            <Label x={labelWidth - 14} y={15} text={bar.reachedText} color={theme.ink} anchor="end" />
            <Label x={0} y={29} text={bar.detail} color={theme.faint} size="small" />
            <Group left={labelWidth}>
              {bar.segments.map((segment) => {
                const start = at;
                const size = scale(segment.count);
                at += size;
                const room = textWidth(segment.countText, textSize.small) + 8;
                const tick = bar.previousReached === null ? null : scale(bar.previousReached);
                const crossed = tick !== null && tick > start && tick < start + room;
                const textStart = crossed ? tick : start;
                return (
                  <g key={segment.state}>
                    <Bar x={start} y={0} width={size} height={barHeight} fill={colors[segment.state].fill} />
                    {start + size - textStart > room && (
                      <Label x={textStart + 5} y={16} text={segment.countText} color={colors[segment.state].text} size="small" />
                    )}
                  </g>
                );
              })}
              {bar.previousReached !== null && (
                <Stroke
                  x1={scale(bar.previousReached)}
                  x2={scale(bar.previousReached)}
                  y1={-4}
                  y2={barHeight + 4}
                  color={theme.ink}
                  width={1.5}
                />
              )}
            </Group>
            <Label x={width} y={11} text={bar.rateText} color={theme.ink} size="figure" bold anchor="end" />
            <Label x={width} y={26} text={bar.fractionText} color={theme.soft} size="small" anchor="end" />
          </Group>
        );
      })}
    </ChartRoot>
  );
}
