import { Group } from '@visx/group';
import { scaleLinear } from '@visx/scale';
import { Bar } from '@visx/shape';
import type { LeakLedgerFigure } from '#figures/leak-ledger.ts';
import { ChartRoot } from './ChartRoot.tsx';
import type { ChartProps } from './chart-props.ts';
import { Label } from './Label.tsx';
import { Stroke } from './Stroke.tsx';
import { fitText } from './text-width.ts';
import { textSize } from './tokens.ts';

const rowHeight = 38;
const top = 22;
const labelWidth = 232;
const countWidth = 62;
const textColumn = 128;
const barTop = 5;
const barHeight = 16;

/** Bars of expected value with the whisker of their interval; leaks without a price keep their count and say why. */
export function LeakLedgerChart({ figure, width, theme }: ChartProps<LeakLedgerFigure>) {
  const start = labelWidth + countWidth + 12;
  const scale = scaleLinear({ domain: [0, figure.maximum], range: [0, width - start - textColumn] });
  const middle = barTop + barHeight / 2;
  return (
    <ChartRoot width={width} height={top + Math.max(1, figure.rows.length) * rowHeight} summary={figure.summary}>
      <Label x={labelWidth + countWidth} y={11} text="handoffs" color={theme.soft} size="small" anchor="end" />
      <Label x={width} y={11} text={`expected ${figure.measure}, 95% interval`} color={theme.soft} size="small" anchor="end" />
      {figure.rows.length === 0 && <Label x={0} y={top + 18} text="No leak in this cohort" color={theme.soft} />}
      {figure.rows.map((row, index) => (
        <Group key={`${row.kind} ${row.detail}`} top={top + index * rowHeight}>
          <Label x={0} y={13} text={fitText(row.label, labelWidth, textSize.label, true)} color={theme.ink} bold />
          <Label x={0} y={27} text={fitText(row.detail, labelWidth, textSize.small)} color={theme.faint} size="small" />
          <Label x={labelWidth + countWidth} y={17} text={row.countText} color={theme.ink} anchor="end" />
          {row.value === null ? (
            <Label
              x={start}
              y={17}
              text={fitText(row.intervalText, width - start - textColumn, textSize.small)}
              color={theme.faint}
              size="small"
            />
          ) : (
            <>
              <Bar
                x={start}
                y={barTop}
                width={Math.max(1, scale(row.value))}
                height={barHeight}
                fill={index === 0 ? theme.accent : theme.open}
              />
              <Stroke x1={start + scale(row.low!)} x2={start + scale(row.high!)} y1={middle} y2={middle} color={theme.ink} />
              <Stroke x1={start + scale(row.low!)} x2={start + scale(row.low!)} y1={middle - 4} y2={middle + 4} color={theme.ink} />
              <Stroke x1={start + scale(row.high!)} x2={start + scale(row.high!)} y1={middle - 4} y2={middle + 4} color={theme.ink} />
            </>
          )}
          <Label
            x={width}
            y={row.value === null ? 17 : 13}
            text={row.valueText}
            color={row.value === null ? theme.faint : theme.ink}
            bold={row.value !== null}
            anchor="end"
          />
          {row.value !== null && <Label x={width} y={27} text={row.intervalText} color={theme.soft} size="small" anchor="end" />}
        </Group>
      ))}
    </ChartRoot>
  );
}
