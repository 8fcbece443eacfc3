import type { PdfOutline, StructElement } from './pdfkit-document.ts';
import type { Sheets } from './sheets.ts';

/** The smallest thing that never breaks over pages: a line, a row, a figure. Lengths in points. */
export interface Piece {
  height: number;
  /** Space before it, dropped at the top of a page. */
  before: number;
  keepWithNext: boolean;
  /** Nothing but room: left out where a page ends or starts. */
  isSpace?: boolean;
  draw(x: number, y: number): void;
  /** Drawn above it, as decoration, where it is the first on a page: the head of its table again. */
  repeat?: { height: number; draw(x: number, y: number): void };
}

/** What blocks need to become pieces. */
export interface Layout {
  sheets: Sheets;
  parent: StructElement;
  width: number;
  /** Height of an empty page's body: nothing taller can stay whole. */
  bodyHeight: number;
  bookmarks: { section: PdfOutline | null };
}
