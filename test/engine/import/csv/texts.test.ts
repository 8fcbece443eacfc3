import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findRepeatedTexts, type TextRun } from '#engine/import/csv/find-repeated-texts.ts';
import { mostBatchRows } from '#engine/import/csv/row-batch.ts';
import { createTextInterner, internedTexts, internTexts } from '#engine/import/csv/text-interner.ts';
import { transcode } from '#engine/import/csv/transcode.ts';
import { columnPlans, parseText, valuesOf } from './csv-request.ts';

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Texts one after the other, with hashes of few values so that they collide. */
function runOf(texts: readonly string[], hashes: number): TextRun {
  const parts = texts.map((text) => encoder.encode(text));
  const offsets = new Uint32Array(texts.length + 1);
  parts.forEach((part, index) => {
    offsets[index + 1] = offsets[index]! + part.length;
  });
  const hash = (part: Uint8Array) => Math.imul(part.reduce((sum, byte) => sum + byte, part.length) % hashes, 0x9e3779b1);
  return { count: texts.length, bytes: Buffer.concat(parts), offsets, hashes: Int32Array.from(parts, hash) };
}

describe('findRepeatedTexts', () => {
  const texts = fc.array(fc.stringMatching(/^[ab]{0,4}$/), { maxLength: 40 });
  it('names the first equal text, as a map does, also where hashes collide', () => {
    fc.assert(
      fc.property(fc.array(texts, { maxLength: 4 }), fc.integer({ min: 1, max: 50 }), (lists, hashes) => {
        const all = lists.flat();
        const first = new Map<string, number>();
        const expected = all.map((text, index) => {
          if (text === '') return index;
          if (!first.has(text)) first.set(text, index);
          return first.get(text)!;
        });
        const repeated = findRepeatedTexts(lists.map((list) => runOf(list, hashes)));
        expect(repeated === undefined ? all.map((_, index) => index) : Array.from(repeated)).toEqual(expected);
      }),
      { numRuns: 1000 },
    );
  });

  it('works across many partitions', () => {
    const count = 40_000;
    const texts = Array.from({ length: count }, (_, index) => `text ${index % (count - 5)}`);
    const repeated = findRepeatedTexts([runOf(texts.slice(0, 25_000), 1 << 30), runOf(texts.slice(25_000), 1 << 30)])!;
    const expected = texts.map((_, index) => index % (count - 5));
    expect(repeated.every((first, index) => first === expected[index])).toBe(true);
  });
});

describe('internTexts', () => {
  it('gives each text one code, in order of first appearance, through every growth', () => {
    const interner = createTextInterner();
    const expected = new Map<string, number>([['', 0]]);
    for (let batch = 0; batch < 150; batch++) {
      const texts = Array.from(
        { length: mostBatchRows },
        (_, row) => 'x'.repeat((row * 7) % 23) + String((row * 31 + batch * 977) % 90_000),
      );
      const parts = texts.map((text, row) => (row % 50 === 0 ? '' : text));
      const bytes = encoder.encode(`${parts.join('')}    `);
      const bounds = new Int32Array(2 * mostBatchRows);
      let at = 0;
      parts.forEach((text, row) => {
        bounds[2 * row] = at;
        bounds[2 * row + 1] = at += text.length;
        if (!expected.has(text)) expected.set(text, expected.size);
      });
      const codes = new Uint32Array(mostBatchRows);
      internTexts(interner, new DataView(bytes.buffer), bounds, 0, mostBatchRows, codes, 0);
      expect(Array.from(codes)).toEqual(parts.map((text) => expected.get(text)));
    }
    expect(interner.size).toBe(expected.size);
    const { bytes, offsets, size } = internedTexts(interner);
    const texts = Array.from({ length: size }, (_, code) => decoder.decode(bytes.subarray(offsets[code], offsets[code + 1])));
    expect(texts).toEqual([...expected.keys()]);
  });
});

describe('nearly unique columns', () => {
  it('give the same codes and texts as others, with repeats, blanks and missing ones among them', async () => {
    const ids = Array.from({ length: 9000 }, (_, row) => `id-${row}-${'y'.repeat(row % 40)}`);
    for (const row of [4000, 5000, 6000, 8999]) ids[row] = ids[row - 3500]!;
    ids[7000] = '';
    ids[7001] = 'N/A';
    ids[7002] = 'n/a';
    const content = `a,b\n${ids.map((id, row) => `${id},${row % 7}\n`).join('')}`;
    const expected = ids.map((id) => (id.toLowerCase() === 'n/a' ? '' : id));
    const plan = columnPlans('a:text,b:text', { missing: ['n/a'] });
    for (const more of [{}, { chunkBytes: 20_000 }, { chunkBytes: 7000, workers: 2 }, { chunkBytes: 50_000, workers: 3 }]) {
      const column = (await parseText(content, plan, more)).columns.get('a')!;
      expect(valuesOf(column)).toEqual(expected);
      if (column.kind !== 'text') throw new TypeError('text expected');
      const distinct = new Set(expected.filter((id) => id !== ''));
      expect(column.dictionary.size).toBe(distinct.size + 1);
      expect(Array.from(column.codes).filter((code, row) => code !== 0 && column.codes.indexOf(code) === row)).toEqual(
        Array.from({ length: distinct.size }, (_, index) => index + 1),
      );
    }
  });

  it('keep their texts in step when rows between are rejected', async () => {
    const rows = Array.from({ length: 6000 }, (_, row) => `key ${row},${row % 11 === 5 ? 'x' : row}\n`);
    const expected = rows.filter((_, row) => row % 11 !== 5).map((row) => row.split(',')[0]);
    for (const chunkBytes of [999, 100_000]) {
      const parsed = await parseText(`a,b\n${rows.join('')}`, columnPlans('a:id,b:number'), { chunkBytes, idColumn: 'a' });
      expect(valuesOf(parsed.columns.get('a'))).toEqual(expected);
      expect(valuesOf(parsed.columns.get('b'))).toEqual(expected.map((key) => Number(key!.slice(4))));
      expect(parsed.rejected.map(({ line }) => line)).toEqual(rows.flatMap((_, row) => (row % 11 === 5 ? [row + 2] : [])));
    }
  });
});

describe('transcode', () => {
  it('reads every byte of windows-1252 and ISO-8859-1', () => {
    const raw = Uint8Array.from({ length: 256 }, (_, byte) => byte);
    const windows = transcode(raw, 256, 0, 256, true, 'windows-1252', 0);
    expect(decoder.decode(windows.bytes.subarray(0, windows.dataEnd))).toBe(new TextDecoder('windows-1252').decode(raw));
    const latin = transcode(raw, 256, 0, 256, true, 'iso-8859-1', 0);
    expect(decoder.decode(latin.bytes.subarray(0, latin.dataEnd))).toBe(Buffer.from(raw).toString('latin1'));
  });

  it('reads any UTF-16 text and finds the raw place of any character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.boolean(), (text, bigEndian) => {
        const raw = Buffer.from(text, 'utf16le');
        if (bigEndian) raw.swap16();
        const range = transcode(raw, raw.length, 0, raw.length, true, bigEndian ? 'utf-16be' : 'utf-16le', 0);
        expect(Buffer.from(range.bytes.subarray(0, range.dataEnd))).toEqual(Buffer.from(text));
        let units = 0;
        let at = 0;
        for (const character of text) {
          expect(range.rawLength(at)).toBe(units * 2);
          units += character.length;
          at += Buffer.byteLength(character);
        }
      }),
    );
  });
});
