import type { TableBlock, TableCell } from './blocks.ts';
import { drawSvg } from './draw-svg.ts';
import { leading, palette, type } from './palette.ts';
import { drawLine, lineSize } from './paragraph-pieces.ts';
import type { StructElement } from './pdfkit-document.ts';
import type { Layout, Piece } from './piece.ts';
import { cellSpans, type LaidCell, layCell, type TableGrid, tableGrid } from './table-cells.ts';
import { breakLines, drawableText, type TextLine } from './text-layout.ts';

const padY = 3.2;
/** Tables of so few rows stay on one page where one can hold them. */
const wholeRows = 8;

interface TableContext {
  layout: Layout;
  block: TableBlock;
  grid: TableGrid;
  /** Set when the head is drawn. */
  element: { table: StructElement | null };
}

function drawCellLine({ layout, block, grid }: TableContext, line: TextLine, index: number, x: number, y: number, size: number): void {
  const shift = block.columns[index]!.align === 'right' ? grid.inner[index]! - line.width : 0;
  drawLine(layout.sheets, line, x + grid.lefts[index]! + shift, y, size);
}

function headPieces(context: TableContext): { piece: Piece; repeat: NonNullable<Piece['repeat']> } {
  const { layout, block, grid } = context;
  const { sheets } = layout;
  const head = block.columns.map((column, index) => layCell(column.label, grid.inner[index]!, type.head));
  const lineCount = Math.max(...head.map((cell) => cell.lines.length));
  const lineHeight = type.head.size * leading * 0.92;
  const height = lineCount * lineHeight + padY + 3;
  const drawCell = (cell: LaidCell, index: number, x: number, y: number) => {
    const top = y + (lineCount - cell.lines.length) * lineHeight;
    for (const [at, line] of cell.lines.entries()) drawCellLine(context, line, index, x, top + at * lineHeight, type.head.size);
  };
  const drawRule = (x: number, y: number) => sheets.rule(x, y + height - 1.5, x + layout.width, palette.ink, 0.7);
  const piece: Piece = {
    height,
    before: 8,
    keepWithNext: true,
    draw(x, y) {
      const table = sheets.element(layout.parent, 'Table');
      table.dictionary.data.A = { O: 'Table', Summary: new String(drawableText(block.summary)) };
      context.element.table = table;
      const row = sheets.element(table, 'TR');
      for (const [index, cell] of head.entries()) {
        const th = sheets.element(row, 'TH', { scope: 'Column' });
        sheets.content(th, 'TH', () => drawCell(cell, index, x, y));
        th.end();
      }
      row.end();
      sheets.artifact(() => drawRule(x, y));
    },
  };
  const repeat = {
    height,
    draw(x: number, y: number) {
      for (const [index, cell] of head.entries()) drawCell(cell, index, x, y);
      drawRule(x, y);
    },
  };
  return { piece, repeat };
}

const lineHeight = (line: TextLine) => lineSize(line, type.cell) * leading;

interface RowPlace {
  repeat: Piece['repeat'];
  /** Height that a row may take on a page of its own. */
  most: number;
  isEmpty: boolean;
  isLast: boolean;
  keepWithNext: boolean;
}

/** One piece a row; a row taller than a page becomes several, cut between lines, still one row to a screen reader. */
function rowPieces(context: TableContext, cells: LaidCell[], place: RowPlace): Piece[] {
  const { layout, grid, element } = context;
  const { sheets } = layout;
  const tallest = Math.max(type.cell.size * leading, ...cells.flatMap((cell) => cell.lines.map(lineHeight)));
  const linesAPiece = Math.max(1, Math.floor(place.most / tallest));
  const pieceCount = Math.ceil(Math.max(1, ...cells.map((cell) => cell.lines.length)) / linesAPiece);
  let tr: StructElement;
  const tds: StructElement[] = [];
  return Array.from({ length: pieceCount }, (_, part): Piece => {
    const isFirst = part === 0;
    const isLast = part === pieceCount - 1;
    const slices = cells.map((cell) => ({ ...cell, lines: cell.lines.slice(part * linesAPiece, (part + 1) * linesAPiece) }));
    const textHeights = slices.map((cell) => cell.lines.reduce((sum, line) => sum + lineHeight(line), 0));
    const height = Math.max(type.cell.size * leading, ...textHeights, ...slices.map((cell) => cell.drawing?.height ?? 0));
    const drawCell = (cell: LaidCell, index: number, x: number, y: number) => {
      const isHead = index === 0 && !place.isEmpty;
      if (isFirst) tds[index] = sheets.element(tr, isHead ? 'TH' : 'TD', isHead ? { scope: 'Row' } : {});
      const td = tds[index]!;
      if (cell.drawing) {
        const { node, alt } = cell.drawing;
        const top = y + padY + (height - cell.drawing.height) / 2;
        const left = x + grid.lefts[index]!;
        const figure = sheets.element(td, 'Figure', { alt, bbox: [left, top, left + grid.inner[index]!, top + cell.drawing.height] });
        sheets.content(figure, 'Figure', () => drawSvg(sheets, node, left, top, grid.inner[index]!));
        figure.end();
      } else if (cell.lines.some((line) => line.spans.some((span) => span.text !== ''))) {
        sheets.content(td, isHead ? 'TH' : 'TD', () => {
          let top = y + padY;
          for (const line of cell.lines) {
            if (place.isEmpty) drawLine(sheets, line, x, top, type.cell.size);
            else drawCellLine(context, line, index, x, top, lineSize(line, type.cell));
            top += lineHeight(line);
          }
        });
      }
      if (isLast) td.end();
    };
    return {
      height: height + 2 * padY,
      before: 0,
      keepWithNext: place.keepWithNext && pieceCount === 1,
      repeat: place.repeat,
      draw(x, y) {
        if (isFirst) tr = sheets.element(element.table!, 'TR');
        for (const [index, cell] of slices.entries()) drawCell(cell, index, x, y);
        if (isLast) tr.end();
        if (isLast && place.isLast) element.table!.end();
        sheets.artifact(() => sheets.rule(x, y + height + 2 * padY, x + layout.width, palette.rule, 0.4));
      },
    };
  });
}

/** A table whose rows stay whole, with its head again on every page. The first two rows stay together, and the last two. */
export function tablePieces(layout: Layout, block: TableBlock): Piece[] {
  const context: TableContext = { layout, block, grid: tableGrid(block, layout.width), element: { table: null } };
  const head = headPieces(context);
  const isEmpty = block.rows.length === 0;
  const rows: TableCell[][] = isEmpty ? [[{ text: block.empty, style: type.cellSoft }]] : block.rows;
  const most = layout.bodyHeight - head.piece.height - 2 * padY - 20;
  const pieces = rows.flatMap((row, index) => {
    const cells: LaidCell[] = isEmpty
      ? [{ lines: breakLines(cellSpans(row[0]!, type.cell), layout.width) }]
      : block.columns.map((_, column) => layCell(row[column] ?? '', context.grid.inner[column]!, type.cell));
    const isLast = index === rows.length - 1;
    const keepWithNext = !isLast && (rows.length <= wholeRows || index === 0 || index === rows.length - 2);
    return rowPieces(context, cells, { repeat: head.repeat, most, isEmpty, isLast, keepWithNext });
  });
  return [head.piece, ...pieces, { height: 6, before: 0, keepWithNext: false, isSpace: true, draw: () => {} }];
}
