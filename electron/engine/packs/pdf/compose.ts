import { blockPieces } from './block-pieces.ts';
import type { Section } from './blocks.ts';
import { drawFrames, frameInsets } from './frames.ts';
import type { Layout, Piece } from './piece.ts';
import { openSheets, type Paper } from './sheets.ts';

export interface Attachment {
  name: string;
  type: string;
  description: string;
  data: Uint8Array;
}

export interface DocumentPlan {
  title: string;
  /** Stands at the right of each page's head. */
  shortTitle: string;
  paper: Paper;
  lang: string;
  /** ISO-8601; dates the file. */
  asOf: string;
  producer: string;
  /** One or two lines at the foot of each page: the coordinates. */
  footer: string;
  sections: Section[];
  attachments: Attachment[];
}

export interface ComposedDocument {
  bytes: Uint8Array;
  pages: number;
  /** Code points that were drawn as a box because no bundled font has them. */
  missingCodePoints: number[];
}

/** Lays out sections and writes the PDF. The same plan gives the same bytes. */
export async function composeDocument(plan: DocumentPlan): Promise<ComposedDocument> {
  const sheets = openSheets(plan);
  const left = frameInsets.side;
  const width = sheets.width - 2 * frameInsets.side;
  const top = frameInsets.top;
  const bottom = sheets.height - frameInsets.bottom;
  const pageSections: string[] = [];
  const bookmarks: Layout['bookmarks'] = { section: null };

  for (const section of plan.sections) {
    let y = top;
    const turn = () => {
      sheets.newPage();
      pageSections.push(section.name);
      y = top;
    };
    turn();
    const parent = sheets.element(sheets.root, 'Sect');
    const layout: Layout = { sheets, parent, width, bodyHeight: bottom - top, bookmarks };
    const pieces = section.blocks.flatMap((block) => blockPieces(layout, block));
    for (let index = 0; index < pieces.length; index++) {
      const piece = pieces[index]!;
      if (piece.isSpace && (y === top || y + piece.height > bottom)) continue;
      const gap = y === top ? 0 : piece.before;
      const together = chainHeight(pieces, index, bottom - top);
      if (y > top && y + gap + together > bottom + 0.01) {
        turn();
        if (piece.repeat) {
          const { repeat } = piece;
          sheets.artifact(() => repeat.draw(left, y));
          y += repeat.height;
        }
      } else y += gap;
      piece.draw(left, y);
      y += piece.height;
    }
    parent.end();
  }
  drawFrames(sheets, plan, pageSections);
  for (const attachment of plan.attachments) {
    sheets.pdf.file(attachment.data, {
      name: attachment.name,
      type: attachment.type,
      relationship: 'Data',
      description: attachment.description,
      creationDate: new Date(plan.asOf),
      modifiedDate: new Date(plan.asOf),
    });
  }
  const bytes = await sheets.finish();
  return { bytes, pages: sheets.pageCount(), missingCodePoints: [...sheets.missing].sort((a, b) => a - b) };
}

/** Height of a piece and those it must stay with; a chain that no page can hold counts as the piece alone. */
function chainHeight(pieces: readonly Piece[], from: number, bodyHeight: number): number {
  let height = pieces[from]!.height;
  for (let index = from; pieces[index]!.keepWithNext && index + 1 < pieces.length; index++) {
    const next = pieces[index + 1]!;
    height += next.before + next.height;
    if (height > bodyHeight) return pieces[from]!.height;
  }
  return height;
}
