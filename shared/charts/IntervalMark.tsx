import { Stroke } from './Stroke.tsx';
import type { ChartTheme } from './tokens.ts';

export interface IntervalMarkProps {
  x: number;
  value: number;
  low: number | null;
  high: number | null;
  hollow: boolean;
  color: string;
  theme: ChartTheme;
}

/** A dot with its upright interval, positions in px. Hollow where the count is too small to judge. */
export function IntervalMark({ x, value, low, high, hollow, color, theme }: IntervalMarkProps) {
  return (
    <g>
      {low !== null && high !== null && <Stroke x1={x} x2={x} y1={low} y2={high} color={color} width={hollow ? 1 : 2} dashed={hollow} />}
      <circle cx={x} cy={value} r={4} fill={hollow ? theme.surface : color} stroke={color} strokeWidth={1.5} />
    </g>
  );
}
