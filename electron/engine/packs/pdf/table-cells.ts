import type { TableBlock, TableCell } from './blocks.ts';
import { type ColumnNeed, columnWidths } from './column-widths.ts';
import { type } from './palette.ts';
import { type SvgNode, svgSize } from './parse-svg.ts';
import { breakLines, drawableText, type Span, type TextLine, type TextStyle, textWidth } from './text-layout.ts';

export const gutter = 10;
const sampledRows = 400;
const longestWordPoints = 110;
const measuredLength = 2_000;

export interface LaidCell {
  lines: TextLine[];
  drawing?: { node: SvgNode; alt: string; height: number };
}

/** Where the columns of a table stand: left edges and widths without the gutter, in points. */
export interface TableGrid {
  lefts: number[];
  inner: number[];
}

export function cellSpans(cell: TableCell, style: TextStyle): Span[] {
  if (typeof cell === 'string') return [{ text: cell, style }];
  if ('spans' in cell) return cell.spans;
  if ('drawing' in cell) return [];
  return [{ text: cell.text, style: cell.style ?? style }];
}

function cellNeed(cell: TableCell, style: TextStyle): { natural: number; least: number } {
  if (typeof cell !== 'string' && 'drawing' in cell) {
    const { width } = svgSize(cell.drawing);
    return { natural: width, least: width * 0.7 };
  }
  const lineWidths = [0];
  let least = 0;
  for (const span of cellSpans(cell, style)) {
    for (const [at, line] of drawableText(span.text.slice(0, measuredLength)).split('\n').entries()) {
      if (at > 0) lineWidths.push(0);
      lineWidths[lineWidths.length - 1]! += textWidth(line, span.style);
      for (const word of line.split(/(?<=[ \-–/])/))
        least = Math.max(least, Math.min(longestWordPoints, textWidth(word.trimEnd(), span.style)));
    }
  }
  return { natural: Math.max(...lineWidths), least };
}

/** Chooses the columns of a table from its head and its first rows. */
export function tableGrid(block: TableBlock, width: number): TableGrid {
  const { columns } = block;
  const sample = block.rows.slice(0, sampledRows);
  const gutterAfter = (index: number) => (index === columns.length - 1 ? 0 : gutter);
  const needs = columns.map((column, index): ColumnNeed => {
    const head = cellNeed(column.label, type.head);
    let { natural, least } = head;
    for (const row of sample) {
      const need = cellNeed(row[index] ?? '', type.cell);
      natural = Math.max(natural, need.natural);
      least = Math.max(least, need.least);
    }
    const room = gutterAfter(index) + 0.5;
    return { natural: natural + room, least: least + room, fixed: column.width, weight: column.weight };
  });
  const widths = columnWidths(needs, width);
  return {
    inner: widths.map((each, index) => each - gutterAfter(index)),
    lefts: widths.map((_, index) => widths.slice(0, index).reduce((sum, each) => sum + each, 0)),
  };
}

/** Breaks a cell's text into lines of its column, or scales its drawing. */
export function layCell(cell: TableCell, width: number, style: TextStyle): LaidCell {
  if (typeof cell !== 'string' && 'drawing' in cell) {
    const size = svgSize(cell.drawing);
    return { lines: [], drawing: { node: cell.drawing, alt: cell.alt, height: (size.height * width) / size.width } };
  }
  return { lines: breakLines(cellSpans(cell, style), width) };
}
