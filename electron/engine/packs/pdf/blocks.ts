import type { SvgNode } from './parse-svg.ts';
import type { Span, TextStyle } from './text-layout.ts';

/** Text of one style, or spans of several. */
export type Inline = string | Span[];

export interface TableColumn {
  label: string;
  align?: 'left' | 'right';
  /** Share of the width; columns without one share what their contents need. */
  weight?: number;
  /** Points; a fixed width. */
  width?: number;
}

/** A cell: text with a style of its own, spans, or a small drawing that repeats in shapes what the row says in words. */
export type TableCell = string | { text: string; style?: TextStyle } | { spans: Span[] } | { drawing: SvgNode; alt: string };

export interface HeadingBlock {
  kind: 'heading';
  level: 1 | 2 | 3;
  text: string;
  /** The bookmark's text; without one the heading has no bookmark. */
  bookmark?: string;
}
export interface ParagraphBlock {
  kind: 'paragraph';
  text: Inline;
  style?: TextStyle;
  /** Points before and after. */
  before?: number;
  after?: number;
  keepWithNext?: boolean;
}
export interface ListBlock {
  kind: 'list';
  items: Inline[];
  style?: TextStyle;
  ordered?: boolean;
}
export interface FigureBlock {
  kind: 'figure';
  drawing: SvgNode;
  alt: string;
}
export interface TableBlock {
  kind: 'table';
  columns: TableColumn[];
  rows: TableCell[][];
  /** What stands where there are no rows. */
  empty: string;
  /** What the table holds, for readers who cannot see it. */
  summary: string;
}
export interface ColumnsBlock {
  kind: 'columns';
  /** Side by side, never split over pages; each column takes its share. */
  columns: { share: number; blocks: Block[] }[];
  gap: number;
}
export interface SpaceBlock {
  kind: 'space';
  points: number;
}
export interface RuleBlock {
  kind: 'rule';
}
export type Block = HeadingBlock | ParagraphBlock | ListBlock | FigureBlock | TableBlock | ColumnsBlock | SpaceBlock | RuleBlock;

/** A run of pages that starts on a new one. */
export interface Section {
  /** Stands small above the first line of each of its pages. */
  name: string;
  blocks: Block[];
}
