import type { TableBlock, TableCell } from './blocks.ts';
import { columnWidths } from './column-widths.ts';
import { drawSvg } from './draw-svg.ts';
import { leading, palette, type } from './palette.ts';
import { drawLine, lineSize } from './paragraph-pieces.ts';
import { svgSize } from './parse-svg.ts';
import type { StructElement } from './pdfkit-document.ts';
import type { Layout, Piece } from './piece.ts';
import { breakLines, drawableText, type Span, type TextLine, type TextStyle, textWidth } from './text-layout.ts';

const gutter = 10;
const padY = 3.2;
const sampledRows = 400;
const longestWordPoints = 110;

interface LaidCell {
  lines: TextLine[];
  drawing?: { node: Parameters<typeof drawSvg>[1]; alt: string; height: number };
}

function cellSpans(cell: TableCell, style: TextStyle): Span[] {
  if (typeof cell === 'string') return [{ text: cell, style }];
  if ('spans' in cell) return cell.spans;
  if ('drawing' in cell) return [];
  return [{ text: cell.text, style: cell.style ?? style }];
}

function need(cells: readonly TableCell[], styles: readonly TextStyle[]): { natural: number; least: number } {
  let natural = 0;
  let least = 0;
  cells.forEach((cell, index) => {
    if (typeof cell !== 'string' && 'drawing' in cell) {
      natural = Math.max(natural, svgSize(cell.drawing).width);
      least = Math.max(least, svgSize(cell.drawing).width * 0.7);
      return;
    }
    const byLine: number[] = [0];
    for (const span of cellSpans(cell, styles[index]!)) {
      drawableText(span.text.slice(0, 2_000))
        .split('\n')
        .forEach((line, at) => {
          if (at > 0) byLine.push(0);
          byLine[byLine.length - 1]! += textWidth(line, span.style);
          for (const word of line.split(/(?<=[ \-–/])/))
            least = Math.max(least, Math.min(longestWordPoints, textWidth(word.trimEnd(), span.style)));
        });
    }
    natural = Math.max(natural, ...byLine);
  });
  return { natural, least };
}

/** A table whose rows stay whole, with its head again on every page; a row taller than a page is cut between its lines. */
export function tablePieces(layout: Layout, block: TableBlock): Piece[] {
  const { sheets } = layout;
  const { columns } = block;
  const sample = block.rows.slice(0, sampledRows);
  const needs = columns.map((column, index) => {
    const cells = [column.label, ...sample.map((row) => row[index] ?? '')];
    const { natural, least } = need(cells, [type.head, ...sample.map(() => type.cell)]);
    const pad = index === columns.length - 1 ? 0 : gutter;
    return { natural: natural + pad + 0.5, least: least + pad + 0.5, fixed: column.width, weight: column.weight };
  });
  const widths = columnWidths(needs, layout.width);
  const inner = widths.map((width, index) => width - (index === columns.length - 1 ? 0 : gutter));
  const lefts = widths.map((_, index) => widths.slice(0, index).reduce((sum, width) => sum + width, 0));

  const layCell = (cell: TableCell, index: number, style: TextStyle): LaidCell => {
    if (typeof cell !== 'string' && 'drawing' in cell) {
      const size = svgSize(cell.drawing);
      return { lines: [], drawing: { node: cell.drawing, alt: cell.alt, height: (size.height * inner[index]!) / size.width } };
    }
    return { lines: breakLines(cellSpans(cell, style), inner[index]!) };
  };
  const drawCellLine = (line: TextLine, index: number, x: number, y: number, size: number) => {
    const shift = columns[index]!.align === 'right' ? inner[index]! - line.width : 0;
    drawLine(sheets, line, x + lefts[index]! + shift, y, size);
  };

  const head = columns.map((column, index) => layCell(column.label, index, type.head));
  const headLines = Math.max(...head.map((cell) => cell.lines.length));
  const headLine = type.head.size * leading * 0.92;
  const headHeight = headLines * headLine + padY + 3;
  const headTop = (cell: LaidCell, y: number) => y + (headLines - cell.lines.length) * headLine;
  const drawHeadRule = (x: number, y: number) => sheets.rule(x, y + headHeight - 1.5, x + layout.width, palette.ink, 0.7);

  let table: StructElement;
  const headPiece: Piece = {
    height: headHeight,
    before: 8,
    keepWithNext: true,
    draw(x, y) {
      table = sheets.element(layout.parent, 'Table');
      table.dictionary.data.A = { O: 'Table', Summary: new String(drawableText(block.summary)) };
      const row = sheets.element(table, 'TR');
      head.forEach((cell, index) => {
        const th = sheets.element(row, 'TH', { scope: 'Column' });
        sheets.content(th, 'TH', () =>
          cell.lines.forEach((line, at) => drawCellLine(line, index, x, headTop(cell, y) + at * headLine, type.head.size)),
        );
        th.end();
      });
      row.end();
      sheets.artifact(() => drawHeadRule(x, y));
    },
  };
  const repeat = {
    height: headHeight,
    draw(x: number, y: number) {
      head.forEach((cell, index) => {
        cell.lines.forEach((line, at) => drawCellLine(line, index, x, headTop(cell, y) + at * headLine, type.head.size));
      });
      drawHeadRule(x, y);
    },
  };

  const rows: TableCell[][] = block.rows.length > 0 ? block.rows : [[{ text: block.empty, style: type.cellSoft }]];
  const maxRow = layout.bodyHeight - headHeight - 2 * padY - 20;
  const pieces: Piece[] = [headPiece];
  rows.forEach((row, rowIndex) => {
    const empty = block.rows.length === 0;
    const cells = empty
      ? [{ lines: breakLines(cellSpans(row[0]!, type.cell), layout.width) } as LaidCell]
      : columns.map((_, index) => layCell(row[index] ?? '', index, type.cell));
    const lineHeights = (cell: LaidCell) => cell.lines.map((line) => lineSize(line, type.cell) * leading);
    const tallestLine = Math.max(type.cell.size * leading, ...cells.flatMap(lineHeights));
    const chunkLines = Math.max(1, Math.floor(maxRow / tallestLine));
    const lineCount = Math.max(1, ...cells.map((cell) => cell.lines.length));
    const chunks = Math.ceil(lineCount / chunkLines);
    const lastRow = rowIndex === rows.length - 1;
    let tr: StructElement;
    const tds: StructElement[] = [];
    for (let chunk = 0; chunk < chunks; chunk++) {
      const slices = cells.map((cell) => ({ ...cell, lines: cell.lines.slice(chunk * chunkLines, (chunk + 1) * chunkLines) }));
      const height = Math.max(
        type.cell.size * leading,
        ...slices.map((cell) => lineHeights(cell).reduce((sum, its) => sum + its, 0)),
        ...slices.map((cell) => cell.drawing?.height ?? 0),
      );
      pieces.push({
        height: height + 2 * padY,
        before: 0,
        keepWithNext:
          (rowIndex === 0 && rows.length > 1 && chunks === 1) || (rowIndex === rows.length - 2 && rows.length > 2 && chunks === 1),
        repeat,
        draw(x, y) {
          if (chunk === 0) tr = sheets.element(table, 'TR');
          slices.forEach((cell, index) => {
            if (chunk === 0) tds[index] = index === 0 && !empty ? sheets.element(tr, 'TH', { scope: 'Row' }) : sheets.element(tr, 'TD');
            const td = tds[index]!;
            if (cell.drawing) {
              const top = y + padY + (height - cell.drawing.height) / 2;
              const box: [number, number, number, number] = [
                x + lefts[index]!,
                top,
                x + lefts[index]! + inner[index]!,
                top + cell.drawing.height,
              ];
              const figure = sheets.element(td, 'Figure', { alt: cell.drawing.alt, bbox: box });
              sheets.content(figure, 'Figure', () => drawSvg(sheets, cell.drawing!.node, box[0], box[1], inner[index]!));
              figure.end();
            } else if (cell.lines.some((line) => line.spans.some((span) => span.text !== ''))) {
              sheets.content(td, index === 0 && !empty ? 'TH' : 'TD', () => {
                let top = y + padY;
                for (const line of cell.lines) {
                  const size = lineSize(line, type.cell);
                  drawCellLine(line, index, x, top, size);
                  top += size * leading;
                }
              });
            }
            if (chunk === chunks - 1) td.end();
          });
          if (chunk === chunks - 1) {
            tr.end();
            if (lastRow) table.end();
          }
          sheets.artifact(() => sheets.rule(x, y + height + 2 * padY, x + layout.width, palette.rule, 0.4));
        },
      });
    }
  });
  pieces.push({ height: 6, before: 0, keepWithNext: false, draw: () => {} });
  return pieces;
}
