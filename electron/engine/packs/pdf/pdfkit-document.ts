import PdfKit from 'pdfkit';

/** The part of pdfkit's document that packs use; its published types lag behind the library. */
export interface PdfKitDocument {
  page: { width: number; height: number };
  info: Record<string, unknown>;
  outline: PdfOutline;
  addPage(): this;
  switchToPage(index: number): unknown;
  bufferedPageRange(): { start: number; count: number };
  font(source: unknown, key: string): this;
  fontSize(points: number): this;
  fillColor(color: string): this;
  strokeColor(color: string): this;
  fillOpacity(opacity: number): this;
  strokeOpacity(opacity: number): this;
  lineWidth(points: number): this;
  lineCap(cap: string): this;
  lineJoin(join: string): this;
  dash(length: number[], options?: { phase?: number }): this;
  undash(): this;
  save(): this;
  restore(): this;
  transform(a: number, b: number, c: number, d: number, e: number, f: number): this;
  translate(x: number, y: number): this;
  scale(factor: number): this;
  moveTo(x: number, y: number): this;
  lineTo(x: number, y: number): this;
  rect(x: number, y: number, width: number, height: number): this;
  roundedRect(x: number, y: number, width: number, height: number, radius: number): this;
  circle(x: number, y: number, radius: number): this;
  path(path: string): this;
  fill(): this;
  stroke(): this;
  fillAndStroke(): this;
  text(text: string, x: number, y: number, options: { lineBreak: false; baseline: 'alphabetic' }): this;
  struct(
    type: string,
    options?: { alt?: string; scope?: 'Column' | 'Row'; bbox?: [number, number, number, number]; title?: string },
  ): StructElement;
  addStructure(element: StructElement): this;
  markContent(tag: 'Artifact', options: { type: 'Pagination' | 'Layout' }): this;
  markStructureContent(tag: string): unknown;
  endMarkedContent(): this;
  file(
    data: Uint8Array,
    options: { name: string; type: string; relationship: string; description: string; creationDate: Date; modifiedDate: Date },
  ): unknown;
  on(event: 'data', listener: (chunk: Uint8Array) => void): this;
  on(event: 'end', listener: () => void): this;
  on(event: 'error', listener: (error: Error) => void): this;
  end(): void;
}

export interface PdfOutline {
  addItem(title: string, options?: { expanded?: boolean; pageNumber?: number }): PdfOutline;
}

export interface StructElement {
  add(child: unknown): StructElement;
  end(): void;
  dictionary: { data: Record<string, unknown> };
}

export interface PdfKitOptions {
  size: [number, number];
  lang: string;
  info: Record<string, unknown>;
}

/** An untitled tagged PDF/UA document of pdfkit, its pages kept until the end so that `n of N` can be written. */
export function newPdfKitDocument(options: PdfKitOptions): PdfKitDocument {
  const settings = {
    size: options.size,
    margin: 0,
    autoFirstPage: false,
    bufferPages: true,
    pdfVersion: '1.7',
    subset: 'PDF/UA',
    tagged: true,
    displayTitle: true,
    lang: options.lang,
    info: options.info,
    font: null,
  };
  return new PdfKit(settings as unknown as PDFKit.PDFDocumentOptions) as unknown as PdfKitDocument;
}
