import { Label } from './Label.tsx';
import { textWidth } from './text-width.ts';
import { type ChartTheme, textSize } from './tokens.ts';

export interface LegendEntry {
  label: string;
  color: string;
  outlined?: boolean;
}

/** Words beside small swatches in one row. */
export function Legend({ entries, x, y, theme }: { entries: readonly LegendEntry[]; x: number; y: number; theme: ChartTheme }) {
  let at = x;
  return (
    <>
      {entries.map((entry) => {
        const start = at;
        at += 16 + textWidth(entry.label, textSize.small) + 18;
        return (
          <g key={entry.label}>
            <rect
              x={start}
              y={y - 8}
              width={10}
              height={9}
              fill={entry.outlined ? theme.surface : entry.color}
              stroke={entry.color}
              strokeWidth={1}
            />
            <Label x={start + 15} y={y} text={entry.label} color={theme.soft} size="small" />
          </g>
        );
      })}
    </>
  );
}
