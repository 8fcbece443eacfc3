import { Group } from '@visx/group';
import { scaleLinear } from '@visx/scale';
import { Bar } from '@visx/shape';
import type { DelayPartsFigure } from '#figures/delay-parts.ts';
import { ChartRoot } from './ChartRoot.tsx';
import type { ChartProps } from './chart-props.ts';
import { centred, Label } from './Label.tsx';
import { Stroke } from './Stroke.tsx';

const rowHeight = 26;
const barHeight = 16;
const top = 22;
const labelWidth = 178;
const textColumn = 222;

/** One bar a part, each starting where the one before ended: together all hours waited. */
export function DelayPartsChart({ figure, width, theme }: ChartProps<DelayPartsFigure>) {
  const scale = scaleLinear({ domain: [0, 1], range: [0, width - labelWidth - textColumn] });
  let at = 0;
  return (
    <ChartRoot width={width} height={top + Math.max(1, figure.parts.length) * rowHeight} summary={figure.summary}>
      <Label x={labelWidth} y={11} text="share of all hours waited" color={theme.soft} size="small" />
      <Label x={width - 130} y={11} text="median" color={theme.soft} size="small" anchor="end" />
      <Label x={width - 52} y={11} text="9 in 10 by" color={theme.soft} size="small" anchor="end" />
      <Label x={width} y={11} text="n" color={theme.soft} size="small" anchor="end" />
      {figure.parts.map((part, row) => {
        const start = labelWidth + scale(at);
        const size = scale(part.share ?? 0);
        at += part.share ?? 0;
        const inside = size > 40;
        const y = centred(barHeight / 2);
        return (
          <Group key={part.part} top={top + row * rowHeight}>
            <Label x={0} y={y} text={part.label} color={theme.ink} bold={part.owner === 'system'} />
            <Stroke x1={labelWidth} x2={labelWidth + scale(1)} y1={barHeight} y2={barHeight} color={theme.grid} />
            <Bar x={start} y={0} width={size} height={barHeight} fill={part.owner === 'system' ? theme.alarm : theme.accent} />
            <Label
              x={inside ? start + 5 : start + size + 5}
              y={y}
              text={part.share === null ? '' : part.shareText}
              color={inside ? theme.onAccent : theme.ink}
              size="small"
              bold
            />
            <Label x={width - 130} y={y} text={part.medianText} color={theme.ink} anchor="end" />
            <Label x={width - 52} y={y} text={part.p90Text} color={theme.soft} anchor="end" />
            <Label x={width} y={y} text={part.countText} color={theme.faint} size="small" anchor="end" />
          </Group>
        );
      })}
    </ChartRoot>
  );
}
