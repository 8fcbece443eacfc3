import { centred, Label } from './Label.tsx';
import { Stroke } from './Stroke.tsx';
import type { ChartTheme } from './tokens.ts';

export interface Tick {
  at: number;
  label: string;
}

/** Horizontal grid lines with their values at the left; the lowest is the base line. */
export function ValueAxis({ ticks, x0, x1, theme }: { ticks: readonly Tick[]; x0: number; x1: number; theme: ChartTheme }) {
  return (
    <>
      {ticks.map((tick, index) => (
        <g key={tick.label}>
          <Stroke x1={x0} x2={x1} y1={tick.at} y2={tick.at} color={index === 0 ? theme.rule : theme.grid} />
          <Label x={x0 - 6} y={centred(tick.at, 'small')} text={tick.label} color={theme.faint} size="small" anchor="end" />
        </g>
      ))}
    </>
  );
}

/** Labels under the base line, with a small tick each. */
export function PlaceAxis({ ticks, y, theme, marks = true }: { ticks: readonly Tick[]; y: number; theme: ChartTheme; marks?: boolean }) {
  return (
    <>
      {ticks.map((tick) => (
        <g key={`${tick.at} ${tick.label}`}>
          {marks && <Stroke x1={tick.at} x2={tick.at} y1={y} y2={y + 4} color={theme.rule} />}
          <Label x={tick.at} y={y + 16} text={tick.label} color={theme.faint} size="small" anchor="middle" />
        </g>
      ))}
    </>
  );
}
