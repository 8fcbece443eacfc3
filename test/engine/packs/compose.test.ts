import { inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { Block } from '#engine/packs/pdf/blocks.ts';
import { composeDocument } from '#engine/packs/pdf/compose.ts';
import { parseSvg } from '#engine/packs/pdf/parse-svg.ts';
import { planOf } from './plan.ts';
import { flatStruct, readPdf } from './read-pdf.ts';

const table = (rows: number): Block => ({
  kind: 'table',
  columns: [{ label: 'Record' }, { label: 'Amount', align: 'right' }, { label: 'Note', weight: 1 }],
  rows: Array.from({ length: rows }, (_, index) => [`Record ${index + 1}`, String(index * 7), index % 3 === 0 ? 'a note '.repeat(14) : '']),
  empty: 'Nothing was found.',
  summary: 'Records with amounts',
});
const oneLine = (text: string) => text.replace(/\s+/g, ' ');

/** The bytes of a PDF with every stream unpacked. */
function unpacked(bytes: Uint8Array): string {
  const raw = Buffer.from(bytes).toString('latin1');
  return raw.replace(/stream\n([\s\S]*?)\nendstream/g, (all, data: string) => {
    try {
      return inflateSync(Buffer.from(data, 'latin1')).toString('latin1');
    } catch {
      return all;
    }
  });
}

describe('a document', () => {
  const blocks: Block[] = [
    { kind: 'heading', level: 1, text: 'The answer in a sentence', bookmark: 'The answer' },
    { kind: 'paragraph', text: 'Body text.' },
    { kind: 'list', items: ['first', 'second'], ordered: true },
    {
      kind: 'figure',
      drawing: parseSvg('<svg width="100" height="40"><rect x="0" y="0" width="50" height="20" fill="#0b5f62"></rect></svg>'),
      alt: 'Half a bar',
    },
    table(2),
    { kind: 'heading', level: 2, text: 'Next', bookmark: 'Next' },
    { kind: 'heading', level: 3, text: 'Deeper', bookmark: 'Deeper' },
    { kind: 'paragraph', text: 'End.' },
  ];

  it('is tagged, titled, in a language, with bookmarks', async () => {
    const { bytes } = await composeDocument(planOf(blocks));
    const pdf = await readPdf(bytes);
    const roles = flatStruct(pdf.pages[0]!.struct).map((node) => node.role);
    expect(roles).toEqual(
      expect.arrayContaining(['Document', 'Sect', 'H1', 'H2', 'H3', 'P', 'L', 'LI', 'Lbl', 'LBody', 'Figure', 'Table', 'TR', 'TH', 'TD']),
    );
    expect(flatStruct(pdf.pages[0]!.struct).find((node) => node.role === 'Figure')?.alt).toBe('Half a bar');
    expect(pdf.outline).toEqual(['The answer', 'Next']);
    expect(pdf).toMatchObject({ title: 'A document', lang: 'en', hasScript: false });
    const text = unpacked(bytes);
    expect(text).toContain('<pdfuaid:part>1</pdfuaid:part>');
    expect(text).toContain('/Scope /Column');
    expect(text).toContain('/Scope /Row');
    expect(text).toContain('/Marked true');
    expect(text).toContain('/DisplayDocTitle true');
  });

  it('marks all that is drawn as content or as decoration', async () => {
    const text = unpacked((await composeDocument(planOf(blocks))).bytes);
    for (const [stream] of text.matchAll(/1 0 0 -1 0 841\.89\d* cm\n[\s\S]*?endobj/g)) {
      let depth = 0;
      for (const line of stream.split('\n')) {
        if (/ (BDC|BMC)$/.test(line)) depth++;
        else if (line === 'EMC') depth--;
        else if (/ TJ$|^(f|S|B)$/.test(line)) expect(depth, line.slice(0, 60)).toBe(1);
      }
      expect(depth).toBe(0);
    }
  });

  it('writes page n of N, the section and the coordinates on every page', async () => {
    const { bytes, pages } = await composeDocument(planOf([...blocks, table(60)]));
    const pdf = await readPdf(bytes);
    expect(pages).toBeGreaterThan(1);
    pdf.pages.forEach((page, index) => {
      expect(page.text).toContain(`${index + 1} of ${pages}`);
      expect(page.text).toContain('Section');
      expect(page.text).toContain('as of 30 Jun 2026 · MQL v3');
    });
  });

  it.each([
    ['A4', 595.28, 841.89],
    ['Letter', 612, 792],
  ] as const)('fits %s', async (paper, width, height) => {
    const pdf = await readPdf((await composeDocument(planOf(blocks, { paper }))).bytes);
    expect(pdf.pages[0]!.width).toBeCloseTo(width, 1);
    expect(pdf.pages[0]!.height).toBeCloseTo(height, 1);
  });

  it('gives the same bytes for the same plan', async () => {
    const [a, b] = [await composeDocument(planOf(blocks)), await composeDocument(planOf(blocks))];
    expect(Buffer.compare(a.bytes, b.bytes)).toBe(0);
    const other = await composeDocument(planOf(blocks, { footer: 'as of 1 Jul 2026' }));
    expect(Buffer.compare(a.bytes, other.bytes)).not.toBe(0);
  });

  it('carries no script, launch, form or link', async () => {
    const text = unpacked((await composeDocument(planOf(blocks))).bytes);
    expect(text).not.toMatch(/\/(JavaScript|JS|Launch|AcroForm|OpenAction|AA|URI|SubmitForm|EmbeddedFile|RichMedia|XFA)\b/);
  });

  it('embeds subsets of its fonts and nothing else', async () => {
    const { bytes } = await composeDocument(planOf(blocks));
    expect(bytes.length).toBeLessThan(60_000);
    const names = [...unpacked(bytes).matchAll(/\/FontName \/(\S+)/g)].map((match) => match[1]);
    expect(names.length).toBeGreaterThan(0);
    for (const name of names) expect(name).toMatch(/^[A-Z]{6}\+(Inter-(Regular|SemiBold)|JetBrainsMono-Regular|ParleySymbols)$/);
  });

  it('keeps titles with signs that XML and PDF reserve', async () => {
    const { bytes } = await composeDocument(planOf(blocks, { title: 'R&D <north> (1\\2) čšž' }));
    expect((await readPdf(bytes)).title).toBe('R&D <north> (1\\2) čšž');
    expect(unpacked(bytes)).toContain('R&amp;D &lt;north&gt;');
  });
});

describe('a table', () => {
  it('says what stands where there are no rows', async () => {
    const pdf = await readPdf((await composeDocument(planOf([table(0)]))).bytes);
    expect(pdf.pages[0]!.text).toContain('Nothing was found.');
    expect(pdf.pages).toHaveLength(1);
  });

  it('keeps a single row under its head', async () => {
    const pdf = await readPdf((await composeDocument(planOf([table(1)]))).bytes);
    expect(oneLine(pdf.pages[0]!.text)).toContain('Record Amount Note');
    expect(pdf.pages[0]!.text).toContain('Record 1');
  });

  it('prints 10,000 rows over pages, each with the head, each row once and whole', async () => {
    const { bytes, pages } = await composeDocument(planOf([table(10_000)]));
    expect(pages).toBeGreaterThan(200);
    const pdf = await readPdf(bytes, 12);
    const numbers: number[] = [];
    for (const page of pdf.pages) {
      expect(oneLine(page.text)).toContain('Record Amount Note');
      for (const [, number] of page.text.matchAll(/Record (\d+)/g)) numbers.push(Number(number));
      expect((page.text.match(/a note/g) ?? []).length % 14).toBe(0);
    }
    expect(numbers).toEqual(numbers.map((_, index) => index + 1));
    expect(numbers.length).toBeGreaterThan(200);
  }, 120_000);

  it('cuts a row that is taller than a page between its lines and loses nothing', async () => {
    const words = Array.from({ length: 3_000 }, (_, index) => `word${index}`);
    const block: Block = {
      kind: 'table',
      columns: [{ label: 'Id' }, { label: 'Text' }],
      rows: [
        ['x', words.join(' ')],
        ['y', 'after'],
      ],
      empty: '',
      summary: '',
    };
    const pdf = await readPdf((await composeDocument(planOf([block]))).bytes);
    expect(pdf.pages.length).toBeGreaterThan(1);
    const found = pdf.pages.flatMap((page) => page.text.match(/word\d+/g) ?? []);
    expect(found).toEqual(words);
    expect(pdf.pages.at(-1)!.text).toContain('after');
  });
});

describe('breaks', () => {
  it('never leaves a heading alone at the foot of a page', async () => {
    for (let lines = 40; lines < 60; lines++) {
      const filler: Block[] = Array.from({ length: lines }, () => ({ kind: 'paragraph', text: 'filler', after: 0 }) as Block);
      const pdf = await readPdf(
        (await composeDocument(planOf([...filler, { kind: 'heading', level: 3, text: 'Heading' }, { kind: 'paragraph', text: 'follows' }])))
          .bytes,
      );
      const page = pdf.pages.find((each) => each.text.includes('Heading'))!;
      expect(page.text).toContain('follows');
    }
  });

  it('never adds an empty page', async () => {
    for (let rows = 30; rows < 46; rows++) {
      const pdf = await readPdf((await composeDocument(planOf([table(rows)]))).bytes);
      for (const page of pdf.pages) expect(page.text).toMatch(/Record \d/);
    }
  });

  it('refuses a document past its page limit instead of filling memory', async () => {
    const section = { name: 'S', blocks: [] };
    await expect(composeDocument(planOf([], { sections: Array.from({ length: 3_001 }, () => section) }))).rejects.toMatchObject({
      code: 'E_DOCUMENT_TOO_LONG',
    });
  });
});
