import { type Face, fontRuns } from './fonts.ts';

export interface TextStyle {
  face: Face;
  /** Points. */
  size: number;
  color: string;
}

/** A stretch of text in one style. */
export interface Span {
  text: string;
  style: TextStyle;
}

/** One line: its spans in order, and its width in points without trailing blanks. */
export interface TextLine {
  spans: Span[];
  width: number;
}

/** Text as it can be drawn: composed, one line a `\n`, without control characters, lone surrogates or soft hyphens. */
export function drawableText(text: string): string {
  return text
    .toWellFormed()
    .normalize('NFC')
    .replace(/\r\n?|\u2028|\u2029/g, '\n')
    .replace(/\u00ad/g, '')
    .replace(/[\0-\x09\x0b-\x1f\x7f-\x9f]/g, ' ');
}

const emWidths = new Map<Face, Map<string, number>>();
const widthCacheLimit = 50_000;

function emWidth(text: string, face: Face): number {
  let cache = emWidths.get(face);
  if (!cache) emWidths.set(face, (cache = new Map()));
  let width = cache.get(text);
  if (width === undefined) {
    if (cache.size >= widthCacheLimit) cache.clear();
    width = 0;
    for (const run of fontRuns(text, face)) width += run.font.font.layout(run.text).advanceWidth / run.font.font.unitsPerEm;
    cache.set(text, width);
  }
  return width;
}

/** Width of a text on one line, in points. Words and blanks are measured apart, as they are drawn. */
export function textWidth(text: string, style: Pick<TextStyle, 'face' | 'size'>): number {
  let width = 0;
  for (const part of text.split(/(?<= )/)) width += emWidth(part, style.face);
  return width * style.size;
}

const cjk = /\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Hangul}/u;
const afterWhich = /(?<=[ \-–—/_,;:|&=.@])|(?<=[\u3001\u3002])/u;

/** The pieces between which a line may break, each with its trailing blank. Dots and the like break only inside long words. */
function breakable(text: string): string[] {
  return text
    .split(/(?<=[ \-–—/])(?=[^ \-–—/\d])|(?<= )(?=[^ ])/u)
    .flatMap((word) => (cjk.test(word) ? word.split(new RegExp(`(?<=${cjk.source})|(?=${cjk.source})`, 'u')) : [word]));
}

function cutLongWord(word: string, style: TextStyle, width: number): string[] {
  const parts: string[] = [];
  let part = '';
  let partWidth = 0;
  const add = (text: string, its: number) => {
    if (part !== '' && partWidth + its > width) {
      parts.push(part);
      part = '';
      partWidth = 0;
    }
    part += text;
    partWidth += its;
  };
  for (const piece of word.split(afterWhich)) {
    const pieceWidth = textWidth(piece, style);
    if (pieceWidth <= width) add(piece, pieceWidth);
    else for (const sign of piece) add(sign, textWidth(sign, style));
  }
  if (part !== '') parts.push(part);
  return parts;
}

/**
 * Breaks spans into lines no wider than `width` points; a word wider than a line is cut. An empty text is one empty line.
 */
export function breakLines(spans: readonly Span[], width: number): TextLine[] {
  const lines: TextLine[] = [];
  let line: Span[] = [];
  let lineWidth = 0;
  const endLine = () => {
    const last = line.at(-1);
    if (last) {
      const trimmed = last.text.replace(/ +$/, '');
      lineWidth -= textWidth(last.text, last.style) - textWidth(trimmed, last.style);
      // The blank stays, without width, so that words of two lines don't run together when the text is read out or copied.
      last.text = trimmed === last.text ? trimmed : `${trimmed} `;
    }
    lines.push({ spans: line, width: Math.max(0, lineWidth) });
    line = [];
    lineWidth = 0;
  };
  const put = (text: string, style: TextStyle, its: number) => {
    const last = line.at(-1);
    if (last && last.style === style) last.text += text;
    else line.push({ text, style });
    lineWidth += its;
  };
  for (const span of spans) {
    const paragraphs = drawableText(span.text).split('\n');
    paragraphs.forEach((paragraph, index) => {
      if (index > 0) endLine();
      for (const spaced of breakable(paragraph)) {
        const word = spaced.replaceAll('\u00a0', ' ');
        const bare = textWidth(word.trimEnd(), span.style);
        if (lineWidth > 0 && lineWidth + bare > width + 0.01) endLine();
        if (bare <= width + 0.01) {
          if (lineWidth > 0 || word.trim() !== '' || line.length > 0) put(word, span.style, textWidth(word, span.style));
          continue;
        }
        for (const part of cutLongWord(word, span.style, width)) {
          if (lineWidth > 0) endLine();
          put(part, span.style, textWidth(part, span.style));
        }
      }
    });
  }
  endLine();
  return lines;
}
