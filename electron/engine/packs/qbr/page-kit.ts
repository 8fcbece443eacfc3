import type { ChartFigure } from '#figures/any-figure.ts';
import type { TableView } from '#figures/figure.ts';
import type { ChartRenderer } from '../load-charts.ts';
import { type ManifestFigure, valueAt } from '../manifest.ts';
import type { Block, FigureBlock, HeadingBlock, ParagraphBlock, Section, TableBlock } from '../pdf/blocks.ts';
import { type } from '../pdf/palette.ts';
import { parseSvg } from '../pdf/parse-svg.ts';
import type { Computed } from './qbr-pack-input.ts';

/** Charts are drawn for this width in px and set to the width of the page: labels come out at 8.6 points. */
export const chartWidth = 700;

export interface PageKit {
  charts: ChartRenderer;
  /** Every printed value, for the manifest. */
  cited: ManifestFigure[];
}

/** A page or more of the pack: one message, its figures, its evidence. */
export function page(name: string, message: string, blocks: Block[]): Section {
  return { name, blocks: [{ kind: 'heading', level: 2, text: message, bookmark: name }, ...blocks] };
}

export function subheading(text: string): HeadingBlock {
  return { kind: 'heading', level: 3, text, bookmark: text };
}

export function note(text: string): ParagraphBlock {
  return { kind: 'paragraph', text, style: type.small, after: 2 };
}

export function body(text: string): ParagraphBlock {
  return { kind: 'paragraph', text };
}

/** Draws a figure with the chart of the screen. */
export function chart(kit: PageKit, figure: ChartFigure): FigureBlock {
  return { kind: 'figure', drawing: parseSvg(kit.charts.renderChart(figure, chartWidth)), alt: `${figure.title}. ${figure.summary}` };
}

/** A figure's table view as a table. */
export function tableOf(view: TableView, summary: string, empty: string): TableBlock {
  return { kind: 'table', columns: view.columns, rows: view.rows, summary, empty };
}

/** Notes values of a result for the manifest: `paths` are JSON pointers, the id is the analysis and the pointer. */
export function cite(kit: PageKit, analysis: string, computed: Computed<unknown, unknown>, paths: readonly string[]): void {
  for (const path of paths) {
    const value = valueAt(computed.result, path);
    if (value === undefined) continue;
    kit.cited.push({ id: `${analysis}${path.replaceAll('/', '.')}`, analysis, request: computed.request, path, value });
  }
}
