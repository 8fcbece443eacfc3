import type { ChartTheme } from './tokens.ts';

export interface ChartProps<Figure> {
  figure: Figure;
  /** Px; the chart chooses its height. */
  width: number;
  theme: ChartTheme;
}
