import { ParleyError } from '#domain/errors.ts';
import { fontRuns, missingCodePoints } from './fonts.ts';
import { newPdfKitDocument, type PdfKitDocument, type PdfOutline, type StructElement } from './pdfkit-document.ts';
import { openSeal, sealPdf } from './seal.ts';
import { drawableText, type TextStyle, textWidth } from './text-layout.ts';

export type Paper = 'A4' | 'Letter';
export const paperSizes: Record<Paper, [width: number, height: number]> = { A4: [595.28, 841.89], Letter: [612, 792] };

export interface SheetsOptions {
  title: string;
  paper: Paper;
  lang: string;
  /** The moment that the document speaks of, ISO-8601; it dates the file, so that the same content gives the same bytes. */
  asOf: string;
  producer: string;
}

/** The pages of a document being drawn: a cursor-free surface with marked content; what lies outside any mark is an error of the caller. */
export interface Sheets {
  readonly pdf: PdfKitDocument;
  readonly width: number;
  readonly height: number;
  readonly root: StructElement;
  /** Code points drawn as a box because no bundled font has them. */
  readonly missing: Set<number>;
  newPage(): void;
  pageCount(): number;
  /** Draws one line; returns where it ends. `baseline` is measured from the top. */
  text(text: string, style: TextStyle, x: number, baseline: number): number;
  rule(x0: number, y: number, x1: number, color: string, thickness?: number): void;
  /** Draws what is decoration, not content. */
  artifact(draw: () => void, type?: 'Pagination' | 'Layout'): void;
  /** Draws content that belongs to an element of the structure tree. */
  content(element: StructElement, tag: string, draw: () => void): void;
  element(parent: StructElement, tag: string, options?: Parameters<PdfKitDocument['struct']>[1]): StructElement;
  /** Adds a bookmark to the current page, below `parent` or at the top. */
  bookmark(title: string, parent?: PdfOutline): PdfOutline;
  finish(): Promise<Uint8Array>;
}

export const pageLimit = 3_000;

/** Info texts stand raw in the Info dictionary and escaped in the XMP packet, where pdfkit writes them as they are. */
class InfoText extends String {
  override toString(): string {
    return this.valueOf().replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  }
  override charCodeAt(index: number): number {
    return this.valueOf().charCodeAt(index);
  }
}

/** Opens a document without pages. */
export function openSheets(options: SheetsOptions): Sheets {
  const [width, height] = paperSizes[options.paper];
  const created = new Date(options.asOf);
  if (Number.isNaN(created.getTime()))
    throw new ParleyError('E_TIME', 'Expected the as-of of a document as ISO-8601, like 2026-06-30T00:00:00Z, got other text.');
  const info = (text: string) => new InfoText(drawableText(text).replaceAll('\n', ' '));
  const pdf = newPdfKitDocument({
    size: [width, height],
    lang: options.lang,
    info: {
      Title: info(options.title),
      Producer: info(options.producer),
      Creator: info(options.producer),
      CreationDate: created,
      ModDate: created,
      ParleySeal: openSeal,
    },
  });
  const chunks: Uint8Array[] = [];
  const ended = new Promise<void>((resolve, reject) => {
    pdf.on('data', (chunk) => chunks.push(chunk));
    pdf.on('end', resolve);
    pdf.on('error', reject);
  });
  const root = pdf.struct('Document');
  pdf.addStructure(root);
  const missing = new Set<number>();
  let pages = 0;

  return {
    pdf,
    width,
    height,
    root,
    missing,
    newPage() {
      if (pages >= pageLimit)
        throw new ParleyError(
          'E_DOCUMENT_TOO_LONG',
          `Expected a document of at most ${pageLimit} pages, got more. Narrow the cohort or export the table as CSV.`,
        );
      pages++;
      pdf.addPage();
    },
    pageCount: () => pages,
    text(text, style, x, baseline) {
      let at = x;
      for (const run of fontRuns(text, style.face)) {
        pdf.font(run.font.font, run.font.key).fontSize(style.size).fillColor(style.color);
        pdf.text(run.text, at, baseline, { lineBreak: false, baseline: 'alphabetic' });
        at += textWidth(run.text, style);
        if (run.font.key === 'symbols') for (const codePoint of missingCodePoints(run.text)) missing.add(codePoint);
      }
      return at;
    },
    rule(x0, y, x1, color, thickness = 0.5) {
      pdf.lineWidth(thickness).strokeColor(color).moveTo(x0, y).lineTo(x1, y).stroke();
    },
    artifact(draw, type = 'Layout') {
      pdf.markContent('Artifact', { type });
      draw();
      pdf.endMarkedContent();
    },
    content(element, tag, draw) {
      const mark = pdf.markStructureContent(tag);
      draw();
      pdf.endMarkedContent();
      element.add(mark);
    },
    element(parent, tag, elementOptions) {
      const element = pdf.struct(tag, elementOptions ?? {});
      parent.add(element);
      return element;
    },
    bookmark(title, parent) {
      return (parent ?? pdf.outline).addItem(drawableText(title).replaceAll('\n', ' '), { expanded: false });
    },
    async finish() {
      root.end();
      pdf.end();
      await ended;
      return sealPdf(Buffer.concat(chunks));
    },
  };
}
