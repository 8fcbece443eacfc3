import type { ReactNode } from 'react';
import { fontFamily } from './tokens.ts';

export interface ChartRootProps {
  width: number;
  height: number;
  /** Alternative text. */
  summary: string;
  children: ReactNode;
}

export function ChartRoot({ width, height, summary, children }: ChartRootProps) {
  return (
    <svg
      xmlns="http://www.w3.org/2000/svg"
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={summary}
      fontFamily={fontFamily}
      style={{ fontVariantNumeric: 'tabular-nums' }}
    >
      {children}
    </svg>
  );
}
