import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { create, type Font, type GlyphRun } from 'fontkit';
import { symbolFont } from './symbol-font.ts';
import { isInvisible, symbolShapes } from './symbol-shapes.ts';

export type Face = 'regular' | 'semibold' | 'mono';

/** One bundled file of a face, under the key by which a document knows it. */
export interface FaceFont {
  key: string;
  font: Font;
}

/** A stretch of text that one font can draw. */
export interface FontRun {
  font: FaceFont;
  text: string;
}

const require = createRequire(import.meta.url);
const folderOf = (name: string) => join(dirname(require.resolve(`${name}/package.json`)), 'files');
const families: Record<Face, { folder: string; file: (range: string) => string; ranges: string[] }> = {
  regular: {
    folder: '@fontsource/inter',
    file: (range) => `inter-${range}-400-normal.woff`,
    ranges: ['latin', 'latin-ext', 'greek', 'cyrillic', 'vietnamese', 'cyrillic-ext', 'greek-ext'],
  },
  semibold: {
    folder: '@fontsource/inter',
    file: (range) => `inter-${range}-600-normal.woff`,
    ranges: ['latin', 'latin-ext', 'greek', 'cyrillic', 'vietnamese', 'cyrillic-ext', 'greek-ext'],
  },
  mono: {
    folder: '@fontsource/jetbrains-mono',
    file: (range) => `jetbrains-mono-${range}-400-normal.woff`,
    ranges: ['latin', 'latin-ext', 'greek', 'cyrillic', 'vietnamese', 'cyrillic-ext'],
  },
};
const features = { kern: true, calt: false, liga: false };
const digitFeatures = { ...features, tnum: true };
const runCacheLimit = 20_000;

/** Digits are laid out apart, because tabular forms would also widen hyphens and points. */
function layOut(layout: Font['layout'], text: string): GlyphRun {
  const runs = text.split(/(\d+)/).map((part, index) => layout(part, index % 2 ? digitFeatures : features));
  return {
    glyphs: runs.flatMap((run) => run.glyphs),
    positions: runs.flatMap((run) => run.positions),
    advanceWidth: runs.reduce((sum, run) => sum + run.advanceWidth, 0),
  };
}

/** The font with tabular figures always on, without contextual forms (they would change what is copied), and with its runs kept. */
function steady(font: Font): Font {
  const original = font.layout.bind(font);
  const cache = new Map<string, GlyphRun>();
  font.layout = (text) => {
    let run = cache.get(text);
    if (!run) {
      if (cache.size >= runCacheLimit) cache.clear();
      run = layOut(original, text);
      cache.set(text, run);
    }
    // pdfkit scales positions in place: it gets its own.
    const positions = run.positions.map((position) => ({ ...position }));
    return {
      glyphs: run.glyphs,
      positions,
      get advanceWidth() {
        return positions.reduce((sum, position) => sum + position.xAdvance, 0);
      },
    };
  };
  return font;
}

const opened = new Map<string, FaceFont>();

function openFont(face: Face, range: string): FaceFont {
  const key = `${face}-${range}`;
  let found = opened.get(key);
  if (!found) {
    const { folder, file } = families[face];
    found = { key, font: steady(create(readFileSync(join(folderOf(folder), file(range))))) };
    opened.set(key, found);
  }
  return found;
}

function openSymbols(): FaceFont {
  let found = opened.get('symbols');
  if (!found) {
    found = { key: 'symbols', font: symbolFont(openFont('regular', 'latin').font) };
    opened.set('symbols', found);
  }
  return found;
}

const fontOfCodePoint = new Map<string, FaceFont>();

function chooseFont(face: Face, codePoint: number): FaceFont {
  const cacheKey = `${face}${codePoint}`;
  let found = fontOfCodePoint.get(cacheKey);
  if (!found) {
    const range = families[face].ranges.find((name) => openFont(face, name).font.hasGlyphForCodePoint(codePoint));
    found = range === undefined || isInvisible(codePoint) ? openSymbols() : openFont(face, range);
    fontOfCodePoint.set(cacheKey, found);
  }
  return found;
}

/** Cuts text into stretches that one bundled font can draw, in order; nothing is left out. */
export function fontRuns(text: string, face: Face): FontRun[] {
  if (text === '') return [];
  if (/^[\x20-\x7e]*$/.test(text)) return [{ font: openFont(face, 'latin'), text }];
  const runs: FontRun[] = [];
  for (const sign of text) {
    const font = chooseFont(face, sign.codePointAt(0)!);
    const last = runs.at(-1);
    if (last?.font === font) last.text += sign;
    else runs.push({ font, text: sign });
  }
  return runs;
}

/** The code points of a text that no bundled font can draw and that are drawn as a box. */
export function missingCodePoints(text: string): number[] {
  if (/^[\x20-\x7e]*$/.test(text)) return [];
  const codePoints = new Set([...text].map((sign) => sign.codePointAt(0)!));
  return [...codePoints].filter(
    (codePoint) =>
      codePoint >= 0x20 && chooseFont('regular', codePoint).key === 'symbols' && !symbolShapes.has(codePoint) && !isInvisible(codePoint),
  );
}
