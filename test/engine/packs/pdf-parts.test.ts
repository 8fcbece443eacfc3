import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { columnWidths } from '#engine/packs/pdf/column-widths.ts';
import { composeDocument } from '#engine/packs/pdf/compose.ts';
import { parseSvg, svgSize } from '#engine/packs/pdf/parse-svg.ts';
import { readPdfAttachment } from '#engine/packs/pdf/read-pdf-attachment.ts';
import { checkSeal } from '#engine/packs/pdf/seal.ts';
import { planOf } from './plan.ts';

describe('column widths', () => {
  const need = fc.record({
    natural: fc.double({ min: 5, max: 600, noNaN: true }),
    least: fc.double({ min: 1, max: 110, noNaN: true }),
    weight: fc.option(fc.constantFrom(1, 2), { nil: undefined }),
  });

  it('add up to the table, whatever is asked', () => {
    fc.assert(
      fc.property(fc.array(need, { minLength: 1, maxLength: 8 }), (needs) => {
        const weighted = needs.map((each, index) => (index === 0 ? { ...each, weight: 1 } : each));
        const widths = columnWidths(weighted, 500);
        expect(widths.reduce((sum, width) => sum + width, 0)).toBeCloseTo(500, 4);
        for (const width of widths) expect(width).toBeGreaterThan(0);
      }),
    );
  });

  it('break the widest first and leave narrow ones on one line', () => {
    expect(
      columnWidths(
        [
          { natural: 400, least: 60 },
          { natural: 50, least: 30 },
          { natural: 60, least: 30 },
        ],
        300,
      ).map(Math.round),
    ).toEqual([190, 50, 60]);
  });

  it('give fixed ones theirs and the spare by weight', () => {
    expect(
      columnWidths(
        [
          { natural: 10, least: 5, fixed: 100 },
          { natural: 50, least: 5 },
          { natural: 50, least: 5, weight: 1 },
        ],
        400,
      ),
    ).toEqual([100, 50, 250]);
  });
});

describe('chart text', () => {
  it('is read with its attributes, texts and entities', () => {
    const svg = parseSvg(
      '<svg width="10" height="20"><g transform="translate(1, 2)"><text x="3" y="4">a &lt; b &amp; &#x27;c&#39;</text></g></svg>',
    );
    expect(svgSize(svg)).toEqual({ width: 10, height: 20 });
    expect(svg.children[0]!.attributes.transform).toBe('translate(1, 2)');
    expect(svg.children[0]!.children[0]!.text).toBe("a < b & 'c'");
  });

  it.each([
    '<svg width="1" height="1"><image href="x"></image></svg>',
    '<svg width="1" height="1"><script>1</script></svg>',
    '<svg width="1" height="1"><g></svg>',
    '<svg width="1" height="1"><!-- x --></svg>',
    '<g></g>',
    '',
  ])('refuses %s', (svg) => {
    expect(() => parseSvg(svg)).toThrowError(expect.objectContaining({ code: 'E_SVG' }));
  });
});

describe('attachments and seals', () => {
  let bytes: Uint8Array;
  const data = new TextEncoder().encode('{"a":"ž"}');
  beforeAll(async () => {
    const attachments = [{ name: 'manifest.json', type: 'application/json', description: 'facts', data }];
    bytes = (await composeDocument(planOf([{ kind: 'paragraph', text: 'x' }], { attachments }))).bytes;
  });

  it('come back as they went in', () => {
    expect(new TextDecoder().decode(readPdfAttachment(bytes, 'manifest.json'))).toBe('{"a":"ž"}');
    expect(checkSeal(bytes).ok).toBe(true);
  });

  it('are refused in other files with a reason', () => {
    const refused = expect.objectContaining({ code: 'E_NOT_PACK' });
    for (const other of [
      new Uint8Array(),
      new TextEncoder().encode('%PDF-1.7\nhello'),
      bytes.subarray(0, bytes.length - 40),
      new TextEncoder().encode('PK'),
    ]) {
      expect(() => readPdfAttachment(other, 'manifest.json')).toThrowError(refused);
    }
    expect(() => readPdfAttachment(bytes, 'other.json')).toThrowError(refused);
  });

  it('notice any changed byte', () => {
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, flip) => {
        const changed = new Uint8Array(bytes);
        changed[at]! ^= flip;
        let ok = false;
        try {
          ok = checkSeal(changed).ok;
        } catch {
          ok = false;
        }
        expect(ok).toBe(false);
      }),
      { numRuns: 300 },
    );
  });

  it('never crash on damage: the attachment is read or refused', () => {
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.nat(255), (at, value) => {
        const changed = new Uint8Array(bytes);
        changed[at] = value;
        try {
          readPdfAttachment(changed, 'manifest.json');
        } catch (error) {
          expect(error).toMatchObject({ code: 'E_NOT_PACK' });
        }
      }),
      { numRuns: 300 },
    );
  });
});
