import { renderToStaticMarkup } from 'react-dom/server';
import type { ChartFigure } from '#figures/any-figure.ts';
import { Chart } from './Chart.tsx';
import { IntervalStrip, type IntervalStripProps } from './IntervalStrip.tsx';
import { type ChartTheme, lightTheme } from './tokens.ts';

/** Paper is white, whatever the screen's surface is. */
export const printTheme: ChartTheme = { ...lightTheme, surface: '#ffffff' };

/** A chart as SVG text, without a browser. */
export function renderChart(figure: ChartFigure, width: number, theme: ChartTheme = printTheme): string {
  return renderToStaticMarkup(<Chart figure={figure} width={width} theme={theme} />);
}

/** The small drawing of a scorecard row as SVG text. */
export function renderStrip(strip: Omit<IntervalStripProps, 'theme'>, theme: ChartTheme = printTheme): string {
  return renderToStaticMarkup(<IntervalStrip {...strip} theme={theme} />);
}
