import { getDocument, VerbosityLevel } from 'pdfjs-dist/legacy/build/pdf.mjs';

export interface StructNode {
  role: string;
  alt?: string;
  children: StructNode[];
}

export interface ReadPage {
  width: number;
  height: number;
  text: string;
  struct: StructNode | null;
}

export interface ReadPdf {
  pages: ReadPage[];
  outline: string[];
  title: string;
  lang: string;
  attachments: Record<string, Uint8Array>;
  hasScript: boolean;
}

interface RawNode {
  role?: string;
  alt?: string;
  children?: RawNode[];
}

function structOf(node: RawNode | null): StructNode | null {
  if (!node?.role) return null;
  const children = (node.children ?? []).map(structOf).filter((child) => child !== null);
  return { role: node.role, ...(node.alt === undefined ? {} : { alt: node.alt }), children };
}

/** Reads a PDF with another program than the one that wrote it. */
export async function readPdf(bytes: Uint8Array, most = Number.POSITIVE_INFINITY): Promise<ReadPdf> {
  const task = getDocument({
    data: new Uint8Array(bytes),
    verbosity: VerbosityLevel.ERRORS,
    useSystemFonts: false,
    isEvalSupported: false,
  } as never);
  const pdf = await task.promise;
  const pages: ReadPage[] = [];
  for (let number = 1; number <= Math.min(pdf.numPages, most); number++) {
    const page = await pdf.getPage(number);
    const content = await page.getTextContent();
    const { width, height } = page.getViewport({ scale: 1 });
    const items = content.items as { str: string; hasEOL: boolean }[];
    pages.push({
      width,
      height,
      text: items.map((item) => item.str + (item.hasEOL ? '\n' : '')).join(''),
      struct: structOf((await page.getStructTree()) as RawNode | null),
    });
  }
  const { info } = (await pdf.getMetadata()) as { info: { Title?: string; Language?: string } };
  const attachments: Record<string, Uint8Array> = {};
  for (const name of ((await pdf.getAttachments()) as Map<string, unknown> | null)?.keys() ?? []) {
    attachments[name] = (await pdf.getAttachmentContent(name)) as Uint8Array;
  }
  const outline = ((await pdf.getOutline()) ?? []) as { title: string }[];
  const read = {
    pages,
    outline: outline.map((item) => item.title),
    title: info.Title ?? '',
    lang: info.Language ?? '',
    attachments,
    hasScript: (await pdf.getJSActions()) !== null,
  };
  await task.destroy();
  return read;
}

/** Every node of a structure tree, depth first. */
export function flatStruct(node: StructNode | null): StructNode[] {
  return node === null ? [] : [node, ...node.children.flatMap(flatStruct)];
}
