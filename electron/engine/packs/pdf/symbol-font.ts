import type { Font, GlyphRun, Subset } from 'fontkit';
import { invisibleShape, isInvisible, missingShape, type SymbolShape, symbolShapes } from './symbol-shapes.ts';

function shapeOf(codePoint: number): SymbolShape {
  return symbolShapes.get(codePoint) ?? (isInvisible(codePoint) ? invisibleShape : missingShape);
}

/** A TrueType `glyf` entry of straight edges: every point on the curve, deltas as 16-bit words, padded to four bytes. */
function encodeOutlines(shape: SymbolShape, unitsPerEm: number): Uint8Array {
  if (shape.outlines.length === 0) return new Uint8Array(0);
  const scale = (value: number) => Math.round((value * unitsPerEm) / 1000);
  const contours = shape.outlines.map((outline) => outline.map(([x, y]): [number, number] => [scale(x), scale(y)]));
  const points = contours.flat();
  const size = 10 + contours.length * 2 + 2 + points.length * 5;
  const bytes = new Uint8Array(Math.ceil(size / 4) * 4);
  const view = new DataView(bytes.buffer);
  let at = 0;
  const word = (value: number) => {
    view.setInt16(at, value);
    at += 2;
  };
  word(contours.length);
  word(Math.min(...points.map(([x]) => x)));
  word(Math.min(...points.map(([, y]) => y)));
  word(Math.max(...points.map(([x]) => x)));
  word(Math.max(...points.map(([, y]) => y)));
  let last = -1;
  for (const contour of contours) word((last += contour.length));
  word(0);
  bytes.fill(1, at, at + points.length);
  at += points.length;
  for (const [i, [x]] of points.entries()) word(x - (points[i - 1]?.[0] ?? 0));
  for (const [i, [, y]] of points.entries()) word(y - (points[i - 1]?.[1] ?? 0));
  return bytes;
}

/**
 * A font that has every code point: a drawn sign where there is one, else a box. Each code point keeps a glyph of its own, so that
 * text which no bundled font can draw still reads right when it is copied, searched or spoken.
 */
export function symbolFont(base: Font): Font {
  const advanceOf = (codePoint: number) => Math.round((shapeOf(codePoint).advance * base.unitsPerEm) / 1000);
  const layout = (text: string): GlyphRun => {
    const codePoints = [...text].map((sign) => sign.codePointAt(0)!);
    const glyphs = codePoints.map((codePoint) => ({ id: codePoint, codePoints: [codePoint], advanceWidth: advanceOf(codePoint) }));
    const positions = glyphs.map((glyph) => ({ xAdvance: glyph.advanceWidth, yAdvance: 0, xOffset: 0, yOffset: 0 }));
    return { glyphs, positions, advanceWidth: glyphs.reduce((sum, glyph) => sum + glyph.advanceWidth, 0) };
  };
  const createSubset = (): Subset => {
    const subset = base.createSubset();
    const addBase = subset._addGlyph.bind(subset);
    subset._addGlyph = (id) => {
      if (id === 0) return addBase(0);
      const glyph = encodeOutlines(shapeOf(id), base.unitsPerEm);
      subset.glyf.push(glyph);
      subset.loca.offsets.push(subset.offset);
      subset.hmtx.metrics.push({ advance: advanceOf(id), bearing: 0 });
      subset.offset += glyph.length;
      return subset.glyf.length - 1;
    };
    return subset;
  };
  return Object.create(base, {
    postscriptName: { value: 'ParleySymbols' },
    hasGlyphForCodePoint: { value: () => true },
    layout: { value: layout },
    createSubset: { value: createSubset },
  }) as Font;
}
