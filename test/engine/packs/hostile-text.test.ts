import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { composeDocument } from '#engine/packs/pdf/compose.ts';
import { checkSeal } from '#engine/packs/pdf/seal.ts';
import { breakLines, drawableText, textWidth } from '#engine/packs/pdf/text-layout.ts';
import { planOf } from './plan.ts';
import { readPdf } from './read-pdf.ts';

const style = { face: 'regular', size: 9, color: '#000000' } as const;
const solid = (text: string) => text.replace(/\s+/g, '');

const hostile = [
  ['PDF operators', '%%EOF endstream endobj ( ) \\ <</Type/Catalog>> stream'],
  ['unbalanced brackets', ')))((\\)'],
  ['Cyrillic and Greek', 'Привет, Ελληνικά, Ђорђе'],
  ['Czech, Polish, Vietnamese', 'Příliš žluťoučký, Łódź, Nguyễn Thị Hương'],
  ['Hebrew and Arabic', 'שלום مرحبا'],
  ['Chinese, Japanese, Korean', '漢字 かな カナ 한국어'],
  ['emoji with joiners', '👩‍👩‍👧 😀 🇩🇪'],
  ['mathematical signs', 'a ≤ b ≥ c ≠ d → e ✓ ✗'],
  ['a private sign', '\u{f0000}\ue000'],
] as const;

describe.each(hostile)('%s', (_, text) => {
  it('stands in the document as it was written', async () => {
    const { bytes } = await composeDocument(
      planOf([
        { kind: 'paragraph', text },
        { kind: 'table', columns: [{ label: text }], rows: [[text]], empty: '', summary: text },
      ]),
    );
    const pdf = await readPdf(bytes);
    // Right-to-left runs may come back in the order in which they are seen, so the signs are compared, not their order.
    // Joiners are in the file too, but this reader leaves out what has no shape.
    const signs = (value: string) =>
      solid(value)
        .normalize('NFC')
        .replace(/\p{Default_Ignorable_Code_Point}/gu, '');
    const written = pdf.pages[0]!.text;
    for (const sign of new Set(signs(text))) expect(written.normalize('NFC')).toContain(sign);
    expect(checkSeal(bytes).ok).toBe(true);
  });
});

describe('signs that no bundled font can draw', () => {
  it('are reported, and drawn without taking a glyph from each other', async () => {
    const { missingCodePoints, bytes } = await composeDocument(planOf([{ kind: 'paragraph', text: 'A 漢 字 漢 ≥ č é 😀' }]));
    expect(missingCodePoints).toEqual([...'漢字😀'].map((sign) => sign.codePointAt(0)).sort((a, b) => a! - b!));
    expect((await readPdf(bytes)).pages[0]!.text).toContain('漢 字 漢 ≥ č é 😀');
  });

  it('are none in plain text, nor joiners and signs with a drawing of their own', async () => {
    const { missingCodePoints } = await composeDocument(planOf([{ kind: 'paragraph', text: 'plain – “text” ≤ ≥ → ✓ \u200d\ufe0f €' }]));
    expect(missingCodePoints).toEqual([]);
  });
});

describe('text', () => {
  it('of 100,000 signs without a blank is cut into lines and kept', async () => {
    const { bytes, pages } = await composeDocument(planOf([{ kind: 'paragraph', text: 'abcdefghij'.repeat(10_000) }]));
    expect(pages).toBeGreaterThan(5);
    const pdf = await readPdf(bytes);
    const letters = pdf.pages
      .map(
        (page) =>
          page.text
            .replaceAll('Section', '')
            .replaceAll('A document', '')
            .match(/[a-j]{8,}/g)
            ?.join('') ?? '',
      )
      .join('');
    expect(letters.length).toBeGreaterThanOrEqual(100_000 - pages * 100);
  });

  it('with control characters and lone surrogates becomes drawable', () => {
    expect(drawableText('a\u0000b\tc\r\nd\u00ade\ud800f')).toBe('a b c\nde\ufffdf');
    expect(drawableText('cafe\u0301')).toBe('café');
  });

  it('keeps every word in order, within the width, wherever it breaks', () => {
    const word = fc.string({ minLength: 1, maxLength: 40, unit: fc.constantFrom('a', 'W', 'é', '-', '/', '漢', '.', '9') });
    fc.assert(
      fc.property(fc.array(word, { maxLength: 40 }), fc.integer({ min: 40, max: 500 }), (words, width) => {
        const text = words.join(' ');
        const lines = breakLines([{ text, style }], width);
        expect(solid(lines.flatMap((line) => line.spans.map((span) => span.text)).join(''))).toBe(solid(text));
        for (const line of lines) {
          const shown = line.spans
            .map((span) => span.text)
            .join('')
            .trimEnd();
          expect(textWidth(shown, style)).toBeLessThanOrEqual(width + 0.5);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('breaks where it is told to, and an empty text is one line', () => {
    expect(breakLines([{ text: 'a\nb', style }], 100).map((line) => line.spans[0]!.text)).toEqual(['a', 'b']);
    expect(breakLines([{ text: '', style }], 100)).toHaveLength(1);
  });

  it('sets digits in equal widths', () => {
    const widths = new Set([...'0123456789'].map((digit) => textWidth(digit.repeat(5), style).toFixed(6)));
    expect(widths.size).toBe(1);
  });
});
