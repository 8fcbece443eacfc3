import { parse as csvParse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ParsedFile } from '#engine/import/parsed-file.ts';
import { columnPlans, parseText, valuesOf } from './csv-request.ts';

const delimiters = [',', ';', '\t', '|'] as const;
const breaks = ['\n', '\r', '\r\n'];

/** Texts that lean towards what breaks CSV readers. */
const cell = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom('a', 'B', '7', ' ', 'é', '☃', '𐐷', '=', '\\') },
    { weight: 3, arbitrary: fc.constantFrom('"', '\n', '\r', '\r\n', ',', ';', '\t', '|') },
  ),
  { maxLength: 12 },
);

const table = fc.integer({ min: 1, max: 5 }).chain((columns) =>
  fc.record({
    columns: fc.constant(columns),
    delimiter: fc.constantFrom(...delimiters),
    rows: fc.array(fc.array(fc.record({ text: cell, quoted: fc.boolean() }), { minLength: columns, maxLength: columns }), {
      maxLength: 12,
    }),
    breaks: fc.array(fc.constantFrom(...breaks), { minLength: 14, maxLength: 14 }),
    lastBreak: fc.boolean(),
    bom: fc.boolean(),
  }),
);

function spell(text: string, quoted: boolean, delimiter: string): string {
  return quoted || text === '' || /["\r\n]/.test(text) || text.includes(delimiter) ? `"${text.replaceAll('"', '""')}"` : text;
}

function written({
  columns,
  delimiter,
  rows,
  breaks: ends,
  lastBreak,
  bom,
}: typeof table extends fc.Arbitrary<infer T> ? T : never): string {
  const header = Array.from({ length: columns }, (_, index) => `c${index}`).join(delimiter);
  const lines = [header, ...rows.map((row) => row.map(({ text, quoted }) => spell(text.join(''), quoted, delimiter)).join(delimiter))];
  const text = lines.map((line, index) => line + (index === lines.length - 1 && !lastBreak ? '' : ends[index])).join('');
  return (bom ? '\ufeff' : '') + text;
}

function textPlans(columns: number) {
  return columnPlans(Array.from({ length: columns }, (_, index) => `c${index}:text`).join(','));
}

function rowsOf(parsed: ParsedFile): unknown[][] {
  const columns = [...parsed.columns.values()].map(valuesOf);
  return Array.from({ length: parsed.accepted }, (_, row) => columns.map((values) => values[row]));
}

/** Everything a reading gives, in a form that compares. */
function snapshot(parsed: ParsedFile) {
  const { columns, ...rest } = parsed;
  const dictionaries = [...columns].map(([name, column]) => [name, column.kind === 'text' ? Array.from(column.codes) : valuesOf(column)]);
  return { ...rest, rows: rowsOf(parsed), dictionaries };
}

describe('parseFile against csv-parse', () => {
  it('reads well-formed files alike', async () => {
    await fc.assert(
      fc.asyncProperty(
        table,
        fc.integer({ min: 1, max: 70 }),
        fc.integer({ min: 0, max: 40 }),
        async (file, chunkBytes, lookaheadBytes) => {
          const text = written(file);
          const expected = csvParse(text, {
            delimiter: file.delimiter,
            bom: true,
            record_delimiter: ['\r\n', '\n', '\r'],
            from: 2,
            skip_empty_lines: true,
          });
          const parsed = await parseText(text, textPlans(file.columns), { delimiter: file.delimiter, chunkBytes, lookaheadBytes });
          expect(parsed.rejected).toEqual([]);
          expect(rowsOf(parsed)).toEqual(expected);
        },
      ),
      { numRuns: 1500 },
    );
  });
});

const soup = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom('a', '1', ',', '\n') },
    { weight: 3, arbitrary: fc.constantFrom('"', '""', '",', ',"', '"\n', '\n"', '\r', '\r\n') },
    { weight: 1, arbitrary: fc.constantFrom('é', '😀', ' ', '2026-01-02', '1.5', '\u001a') },
  ),
  { maxLength: 80 },
);

async function outcome(promise: Promise<ParsedFile>): Promise<unknown> {
  try {
    return snapshot(await promise);
  } catch (error) {
    if (error instanceof Error && 'code' in error)
      return { code: error.code, message: error.message, data: 'data' in error ? error.data : undefined };
    throw error;
  }
}

describe('parseFile on any text', () => {
  it('gives the same for every chunk size and lookahead, and accounts for every row', async () => {
    await fc.assert(
      fc.asyncProperty(
        soup,
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 0, max: 20 }),
        async (parts, chunkBytes, lookaheadBytes) => {
          const text = `id,b\n${parts.join('')}`;
          const plan = [...columnPlans('id:id'), { header: 'b', index: 1, name: 'b', type: 'number' as const, onMisfit: 'text' as const }];
          const whole = await outcome(parseText(text, plan, { idColumn: 'id' }));
          const split = await outcome(parseText(text, plan, { idColumn: 'id', chunkBytes, lookaheadBytes }));
          expect(split).toEqual(whole);
          if (typeof whole === 'object' && whole !== null && 'accepted' in whole) {
            const { rowsRead, accepted, rejected, duplicates } = whole as ParsedFile;
            expect(rowsRead).toBe(accepted + rejected.length + duplicates);
          }
        },
      ),
      { numRuns: 2500 },
    );
  });

  it('gives the same with worker threads', async () => {
    await fc.assert(
      fc.asyncProperty(soup, fc.integer({ min: 1, max: 40 }), fc.constantFrom(1, 2, 3), async (parts, chunkBytes, workers) => {
        const text = `id,b\n${parts.join('')}`;
        const plan = columnPlans('id:id,b:text');
        const whole = await outcome(parseText(text, plan, { idColumn: 'id' }));
        const split = await outcome(parseText(text, plan, { idColumn: 'id', chunkBytes, workers, lookaheadBytes: 3 }));
        expect(split).toEqual(whole);
      }),
      { numRuns: 15 },
    );
  });
});
