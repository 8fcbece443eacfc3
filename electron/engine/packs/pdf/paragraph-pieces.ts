import type { HeadingBlock, Inline, ListBlock, ParagraphBlock } from './blocks.ts';
import { leading, type } from './palette.ts';
import type { StructElement } from './pdfkit-document.ts';
import type { Layout, Piece } from './piece.ts';
import type { Sheets } from './sheets.ts';
import { breakLines, type Span, type TextLine, type TextStyle } from './text-layout.ts';

export function spansOf(text: Inline, style: TextStyle): Span[] {
  return typeof text === 'string' ? [{ text, style }] : text;
}

export function lineSize(line: TextLine, fallback: TextStyle): number {
  return line.spans.reduce((size, span) => Math.max(size, span.style.size), 0) || fallback.size;
}

/** Draws a line into the box that starts at `y` and is `size * leading` high. */
export function drawLine(sheets: Sheets, line: TextLine, x: number, y: number, size: number): void {
  const baseline = y + (size * leading) / 2 + size * 0.36;
  let at = x;
  for (const span of line.spans) at = sheets.text(span.text, span.style, at, baseline);
}

interface LinesOptions {
  tag: string;
  style: TextStyle;
  before: number;
  after: number;
  keepWithNext: boolean;
  keepWhole: boolean;
  /** Lines of about equal length, so that no last word stands alone. */
  balanced?: boolean;
  indent?: number;
  onFirst?: (x: number, y: number, size: number) => void;
  parent?: () => StructElement;
}

/** The narrowest setting that needs no more lines than the full width does. */
function balancedLines(spans: Span[], width: number): TextLine[] {
  const lines = breakLines(spans, width);
  if (lines.length < 2) return lines;
  let low = width / 2;
  let high = width;
  for (let step = 0; step < 7; step++) {
    const middle = (low + high) / 2;
    if (breakLines(spans, middle).length > lines.length) low = middle;
    else high = middle;
  }
  return breakLines(spans, high);
}

/** Lines of text as pieces; the first two and the last two of a paragraph stay together. */
function linePieces(layout: Layout, spans: Span[], options: LinesOptions): Piece[] {
  const { sheets } = layout;
  const indent = options.indent ?? 0;
  const width = layout.width - indent;
  const lines = options.balanced ? balancedLines(spans, width) : breakLines(spans, width);
  let element: StructElement;
  return lines.map((line, index) => {
    const size = lineSize(line, options.style);
    const first = index === 0;
    const last = index === lines.length - 1;
    return {
      height: size * leading + (last ? options.after : 0),
      before: first ? options.before : 0,
      keepWithNext: last ? options.keepWithNext : options.keepWhole || first || index === lines.length - 2,
      draw(x, y) {
        if (first) {
          const parent = options.parent?.() ?? layout.parent;
          options.onFirst?.(x, y, size);
          element = sheets.element(parent, options.tag);
        }
        sheets.content(element, options.tag, () => drawLine(sheets, line, x + indent, y, size));
        if (last) element.end();
      },
    };
  });
}

const headingStyles = { 1: type.title, 2: type.message, 3: type.section };

export function headingPieces(layout: Layout, block: HeadingBlock): Piece[] {
  const style = headingStyles[block.level];
  return linePieces(layout, [{ text: block.text, style }], {
    tag: `H${block.level}`,
    style,
    before: block.level === 3 ? 14 : 8,
    after: block.level === 3 ? 3 : 6,
    keepWithNext: true,
    keepWhole: true,
    balanced: true,
    onFirst: () => {
      if (block.bookmark === undefined) return;
      if (block.level === 3) layout.sheets.bookmark(block.bookmark, layout.bookmarks.section ?? undefined);
      else layout.bookmarks.section = layout.sheets.bookmark(block.bookmark);
    },
  });
}

export function paragraphPieces(layout: Layout, block: ParagraphBlock): Piece[] {
  const style = block.style ?? type.body;
  return linePieces(layout, spansOf(block.text, style), {
    tag: 'P',
    style,
    before: block.before ?? 0,
    after: block.after ?? 4,
    keepWithNext: block.keepWithNext ?? false,
    keepWhole: false,
  });
}

export function listPieces(layout: Layout, block: ListBlock): Piece[] {
  const { sheets } = layout;
  const style = block.style ?? type.body;
  let list: StructElement;
  const pieces: Piece[] = [];
  block.items.forEach((item, index) => {
    let entry: StructElement;
    const lines = linePieces(layout, spansOf(item, style), {
      tag: 'LBody',
      style,
      before: 0,
      after: 4,
      keepWithNext: false,
      keepWhole: false,
      indent: 14,
      parent: () => {
        if (index === 0) list = sheets.element(layout.parent, 'L');
        entry = sheets.element(list, 'LI');
        return entry;
      },
      onFirst: (x, y, size) => {
        const label = sheets.element(entry, 'Lbl');
        const mark = { text: block.ordered ? `${index + 1}` : '–', style: { ...style, color: type.kicker.color } };
        sheets.content(label, 'Lbl', () => drawLine(sheets, { spans: [mark], width: 0 }, x, y, size));
        label.end();
      },
    });
    pieces.push(...lines);
  });
  return pieces;
}
