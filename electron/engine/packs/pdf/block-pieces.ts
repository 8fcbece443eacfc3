import type { Block, ColumnsBlock } from './blocks.ts';
import { figurePieces } from './figure-pieces.ts';
import { palette } from './palette.ts';
import { headingPieces, listPieces, paragraphPieces } from './paragraph-pieces.ts';
import type { Layout, Piece } from './piece.ts';
import { tablePieces } from './table-pieces.ts';

/** Measures a block and cuts it into pieces; nothing is drawn yet. */
export function blockPieces(layout: Layout, block: Block): Piece[] {
  switch (block.kind) {
    case 'heading':
      return headingPieces(layout, block);
    case 'paragraph':
      return paragraphPieces(layout, block);
    case 'list':
      return listPieces(layout, block);
    case 'figure':
      return figurePieces(layout, block);
    case 'table':
      return tablePieces(layout, block);
    case 'columns':
      return [columnsPiece(layout, block)];
    case 'space':
      return [{ height: block.points, before: 0, keepWithNext: false, isSpace: true, draw: () => {} }];
    case 'rule':
      return [
        {
          height: 6,
          before: 6,
          keepWithNext: true,
          draw: (x, y) => layout.sheets.artifact(() => layout.sheets.rule(x, y, x + layout.width, palette.rule)),
        },
      ];
  }
}

/** The height of pieces set under each other. */
function stackHeight(pieces: readonly Piece[]): number {
  return pieces.reduce((sum, piece, index) => sum + piece.height + (index === 0 ? 0 : piece.before), 0);
}

function columnsPiece(layout: Layout, block: ColumnsBlock): Piece {
  const room = layout.width - block.gap * (block.columns.length - 1);
  const shares = block.columns.reduce((sum, column) => sum + column.share, 0);
  const columns = block.columns.map((column) => {
    const width = (room * column.share) / shares;
    return { width, pieces: column.blocks.flatMap((inner) => blockPieces({ ...layout, width }, inner)) };
  });
  return {
    height: Math.max(...columns.map((column) => stackHeight(column.pieces))),
    before: 6,
    keepWithNext: false,
    draw(x, y) {
      let left = x;
      for (const column of columns) {
        let top = y;
        column.pieces.forEach((piece, index) => {
          if (index > 0) top += piece.before;
          piece.draw(left, top);
          top += piece.height;
        });
        left += column.width + block.gap;
      }
    },
  };
}
