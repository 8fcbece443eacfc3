import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseFile } from '#engine/import/csv/parse-file.ts';
import { sniffFile } from '#engine/import/csv/sniff.ts';
import type { ColumnPlan } from '#engine/import/parsed-file.ts';
import { quietJob } from '#engine/job.ts';
import { valuesOf } from './csv-request.ts';

const shared = new URL('../../../../../shared/data/', import.meta.url);
const torture = new URL('csv-torture/', shared);

async function readTexts(path: string, chunkBytes?: number) {
  const sniffed = await sniffFile(path);
  const columns = sniffed.headers.map(
    (header, index): ColumnPlan => ({ header, index, name: `${index}`, type: 'text', onMisfit: 'reject' }),
  );
  const parsed = await parseFile(
    {
      path,
      encoding: sniffed.encoding.value,
      delimiter: sniffed.delimiter.value,
      columns,
      headerCount: columns.length,
      skipRecords: sniffed.skipRecords,
      workers: 0,
      chunkBytes,
      lookaheadBytes: chunkBytes,
    },
    quietJob(),
  );
  const values = columns.map(({ name }) => valuesOf(parsed.columns.get(name)));
  const rows = Array.from({ length: parsed.accepted }, (_, row) =>
    Object.fromEntries(sniffed.headers.map((header, i) => [header, values[i]![row]])),
  );
  return { sniffed, parsed, rows };
}

describe.skipIf(!existsSync(torture))('csv-spectrum (skipped where ../shared/data is absent)', () => {
  const directory = new URL('csv-spectrum/', torture);
  const names = existsSync(directory) ? readdirSync(new URL('csvs/', directory)).map((file) => file.replace(/\.csv$/, '')) : [];
  it.each(names)('%s gives the expected rows in every chunk size', async (name) => {
    const path = new URL(`csvs/${name}.csv`, directory).pathname;
    const json = readFileSync(new URL(`json/${name}.json`, directory), 'utf8');
    const content = readFileSync(path, 'latin1');
    const size = content.length;
    // A checkout may have turned the CRLF of the CSV into LF, as the expected JSON does not say.
    const expected = JSON.parse(content.includes('\r') ? json : json.replaceAll('\\r', ''));
    for (let chunkBytes = 1; chunkBytes <= size + 1; chunkBytes++) expect((await readTexts(path, chunkBytes)).rows).toEqual(expected);
  });
});

describe.skipIf(!existsSync(torture))('csvkit examples (skipped where ../shared/data is absent)', () => {
  const read = (name: string) => readTexts(new URL(`csvkit/${name}`, torture).pathname);

  it('bad.csv: rows of other lengths are rejected with their lines', async () => {
    const { parsed } = await read('bad.csv');
    expect(parsed.rejected.map(({ line, code }) => [line, code])).toEqual([
      [2, 'raggedRow'],
      [3, 'raggedRow'],
    ]);
    expect([parsed.rowsRead, parsed.accepted]).toEqual([3, 1]);
  });

  it('mac_newlines.csv: CR alone ends lines, also inside quotes', async () => {
    const { sniffed, rows } = await read('mac_newlines.csv');
    expect(sniffed.lineEnding).toBe('CR');
    expect(rows).toEqual([
      { a: '1', b: '2', c: '3' },
      { a: 'Once upon\ra time', b: '5', c: '6' },
    ]);
  });

  it('test_header_newline.csv: a header over several lines', async () => {
    const { sniffed, rows } = await read('test_header_newline.csv');
    expect(sniffed.headers).toHaveLength(3);
    expect(rows).toHaveLength(1);
  });

  it.each(['test_utf16_big.csv', 'test_utf16_little.csv', 'test_utf8.csv', 'test_utf8_bom.csv'])('%s reads the same text', async (name) => {
    const { rows } = await read(name);
    expect(rows.map((row) => Object.values(row))).toEqual([
      ['1', '2', '3'],
      ['4', '5', 'ʤ'],
    ]);
  });

  it('test_latin1.csv: the encoding is a question, its likely answer readable', async () => {
    const { sniffed, rows } = await read('test_latin1.csv');
    expect(sniffed.encoding).toEqual({
      value: 'windows-1252',
      certain: false,
      alternatives: ['windows-1252', 'iso-8859-1'],
      notUtf8At: 16,
    });
    expect(Object.values(rows[1]!)).toEqual(['4', '5', '©']);
  });

  it('null_byte.csv, empty.csv: refused', async () => {
    await expect(read('null_byte.csv')).rejects.toMatchObject({ code: 'E_NUL' });
    await expect(read('empty.csv')).rejects.toMatchObject({ code: 'E_EMPTY' });
  });
});

describe.skipIf(!existsSync(shared))('Data Loader files (skipped where ../shared/data is absent)', () => {
  const data = new URL('salesforce-dataloader-fixtures/testfiles/data/', shared);

  it('reads one text in UTF-8 and UTF-16 with byte order marks, and refuses UTF-32', async () => {
    const plain = await readTexts(new URL('csvtext.csv', data).pathname);
    for (const name of ['csvtext_BOM_UTF8.csv', 'csvtext_BOM_UTF16LE.csv', 'csvtext_BOM_UTF16BE.csv']) {
      const { sniffed } = await readTexts(new URL(name, data).pathname);
      expect(sniffed.headers).toEqual(plain.sniffed.headers);
      expect(sniffed.bom).toBe(true);
    }
    for (const name of ['csvtext_BOM_UTF32LE.csv', 'csvtext_BOM_UTF32BE.csv']) {
      await expect(sniffFile(new URL(name, data).pathname)).rejects.toMatchObject({ code: 'E_ENCODING' });
    }
  });

  it('reads every file it sniffs, row for row', async () => {
    const files = readdirSync(shared, { recursive: true })
      .map(String)
      .filter((file) => file.endsWith('.csv') && !file.startsWith('csv-torture') && !file.includes('UTF32'));
    expect(files.length).toBeGreaterThan(40);
    for (const file of files) {
      const path = new URL(file, shared).pathname;
      const sniffed = await sniffFile(path).catch((error) => error);
      if (sniffed instanceof Error) {
        expect(['E_EMPTY_HEADER', 'E_DUPLICATE_HEADER'], file).toContain((sniffed as Error & { code: string }).code);
        continue;
      }
      const { parsed } = await readTexts(path);
      expect(parsed.rowsRead, file).toBe(parsed.accepted + parsed.rejected.length);
      expect(parsed.rejected.length, file).toBeLessThanOrEqual(1);
    }
  });
});
