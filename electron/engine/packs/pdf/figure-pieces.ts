import type { FigureBlock } from './blocks.ts';
import { drawSvg } from './draw-svg.ts';
import { svgSize } from './parse-svg.ts';
import type { Layout, Piece } from './piece.ts';

/** A chart over the full width; one too tall for a page is made smaller. */
export function figurePieces(layout: Layout, block: FigureBlock): Piece[] {
  const { sheets } = layout;
  const size = svgSize(block.drawing);
  const factor = Math.min(layout.width / size.width, layout.bodyHeight / size.height);
  const width = size.width * factor;
  const height = size.height * factor;
  return [
    {
      height: height + 6,
      before: 6,
      keepWithNext: false,
      draw(x, y) {
        const element = sheets.element(layout.parent, 'Figure', { alt: block.alt, bbox: [x, y, x + width, y + height] });
        sheets.content(element, 'Figure', () => drawSvg(sheets, block.drawing, x, y, width));
        element.end();
      },
    },
  ];
}
