import { Stroke } from './Stroke.tsx';
import type { ChartTheme } from './tokens.ts';

export interface IntervalStripProps {
  /** Probabilities on a scale from 0 to 1. */
  value: number;
  low: number | null;
  high: number | null;
  previous: number | null;
  width: number;
  theme: ChartTheme;
}

const height = 16;
const margin = 5;

/** A table cell's drawing: the value with its interval on 0–100 %, the previous period as an upright tick. */
export function IntervalStrip({ value, low, high, previous, width, theme }: IntervalStripProps) {
  const x = (probability: number) => margin + probability * (width - 2 * margin);
  const middle = height / 2;
  return (
    <svg xmlns="http://www.w3.org/2000/svg" width={width} height={height} viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
      <Stroke x1={x(0)} x2={x(1)} y1={middle} y2={middle} color={theme.rule} />
      {[0, 0.5, 1].map((at) => (
        <Stroke key={at} x1={x(at)} x2={x(at)} y1={middle - 2} y2={middle + 2} color={theme.rule} />
      ))}
      {previous !== null && <Stroke x1={x(previous)} x2={x(previous)} y1={1} y2={height - 1} color={theme.faint} width={1.5} />}
      {low !== null && high !== null && <Stroke x1={x(low)} x2={x(high)} y1={middle} y2={middle} color={theme.accent} width={3} />}
      <circle cx={Math.round(x(value) * 100) / 100} cy={middle} r={3.5} fill={theme.accent} />
    </svg>
  );
}
