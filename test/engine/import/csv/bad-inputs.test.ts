import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { detectColumns } from '#engine/import/csv/detect-columns.ts';
import { parseFile } from '#engine/import/csv/parse-file.ts';
import { sniffFile } from '#engine/import/csv/sniff.ts';
import { quietJob } from '#engine/job.ts';
import { columnPlans, csvFile, csvRequest, parseText, valuesOf } from './csv-request.ts';

const utf16 = (text: string, bigEndian: boolean, mark = true) => {
  const bytes = Buffer.from((mark ? '\ufeff' : '') + text, 'utf16le');
  return bigEndian ? bytes.swap16() : bytes;
};
const ab = columnPlans('a:text,b:text');
const rejects = (parsed: { rejected: { line: number; column: number; code: string }[] }) =>
  parsed.rejected.map(({ line, column, code }) => [line, column, code]);

describe('files without rows', () => {
  it.each([
    ['no bytes', ''],
    ['a byte order mark alone', '\ufeff'],
    ['blank lines alone', '\n\r\n\r'],
  ])('1: %s is E_EMPTY', async (_, content) => {
    await expect(sniffFile(csvFile(content))).rejects.toMatchObject({ code: 'E_EMPTY' });
  });

  it('2: a header without rows is read as no rows', async () => {
    for (const content of ['a,b', 'a,b\n', 'a,b\r\n\r\n']) {
      expect((await sniffFile(csvFile(content))).headers).toEqual(['a', 'b']);
      expect(await parseText(content, ab)).toMatchObject({ rowsRead: 0, accepted: 0, rejected: [] });
    }
  });
});

describe('encodings', () => {
  it('3: the byte order mark is no part of the first header', async () => {
    const sniffed = await sniffFile(csvFile('\ufeffa,b\n1,2\n'));
    expect(sniffed).toMatchObject({ headers: ['a', 'b'], bom: true, encoding: { value: 'utf-8', certain: true } });
  });

  it.each([1, 2, 3, 5, 1000])('4: an invalid byte is named by its offset, in chunks of %i', async (chunkBytes) => {
    const content = Buffer.concat([Buffer.from('a,b\n1,é\n2,'), Buffer.from([0xe9]), Buffer.from('x\n')]);
    await expect(parseText(content, ab, { chunkBytes, lookaheadBytes: 1 })).rejects.toMatchObject({
      code: 'E_ENCODING',
      data: { byteOffset: 11 },
    });
    const sniffed = await sniffFile(csvFile(content));
    expect(sniffed.encoding).toEqual({
      value: 'windows-1252',
      certain: false,
      alternatives: ['windows-1252', 'iso-8859-1'],
      notUtf8At: 11,
    });
    expect(sniffed.sample[1]).toEqual(['2', 'éx']);
  });

  it('5: UTF-16 with a byte order mark is read, without one it is a question', async () => {
    for (const bigEndian of [false, true]) {
      const value = bigEndian ? 'utf-16be' : 'utf-16le';
      expect(await sniffFile(csvFile(utf16('a,b\n1,2\n', bigEndian)))).toMatchObject({
        encoding: { value, certain: true },
        headers: ['a', 'b'],
      });
      expect(await sniffFile(csvFile(utf16('a,b\n1,2\n', bigEndian, false)))).toMatchObject({
        encoding: { value, certain: false },
        headers: ['a', 'b'],
      });
    }
  });

  it.each(['utf-16le', 'utf-16be'] as const)('5: %s gives the same rows and lines in every chunk size', async (encoding) => {
    const text = 'a,b\n1,é\n"2\n","😀"\n3\n𐐷,☃\n"x"y,1\n4,"""😀"""\n';
    const bytes = utf16(text, encoding === 'utf-16be');
    const whole = await parseText(bytes, ab, { encoding });
    expect(valuesOf(whole.columns.get('b'))).toEqual(['é', '😀', '☃', '"😀"']);
    expect(rejects(whole)).toEqual([
      [5, 0, 'raggedRow'],
      [7, 1, 'strayQuote'],
    ]);
    for (let chunkBytes = 1; chunkBytes <= bytes.length + 1; chunkBytes++) {
      const split = await parseText(bytes, ab, { encoding, chunkBytes, lookaheadBytes: 1 });
      expect(valuesOf(split.columns.get('b'))).toEqual(valuesOf(whole.columns.get('b')));
      expect(split.rejected).toEqual(whole.rejected);
      expect(split.sha256).toBe(whole.sha256);
    }
  });

  it('5: half a character of UTF-16 is named by its offset', async () => {
    const lone = Buffer.concat([utf16('a,b\n1,', false), Buffer.from([0x3d, 0xd8]), Buffer.from('x\0', 'latin1')]);
    await expect(parseText(lone, ab, { encoding: 'utf-16le' })).rejects.toMatchObject({ code: 'E_ENCODING', data: { byteOffset: 14 } });
    await expect(parseText(utf16('a,b\n1,2', false).subarray(0, -1), ab, { encoding: 'utf-16le' })).rejects.toMatchObject({
      code: 'E_ENCODING',
    });
  });

  it('6: UTF-32 and EBCDIC are refused by name', async () => {
    const utf32 = Buffer.alloc(4 * 9);
    [...'\ufeffa,b\n1,2\n'].forEach((character, index) => {
      utf32.writeUInt32LE(character.codePointAt(0)!, index * 4);
    });
    await expect(sniffFile(csvFile(utf32))).rejects.toMatchObject({ code: 'E_ENCODING', data: { encoding: 'UTF-32' } });
    await expect(sniffFile(csvFile(utf32.subarray(4)))).rejects.toMatchObject({ code: 'E_ENCODING', data: { encoding: 'UTF-32' } });
    const ebcdic = Buffer.from([
      0xc9, 0xc4, 0x6b, 0xd5, 0xc1, 0xd4, 0xc5, 0x25, 0xf0, 0xf1, 0x6b, 0xe2, 0x94, 0x89, 0xa3, 0x88, 0x25, 0xf0, 0xf2,
    ]);
    await expect(sniffFile(csvFile(ebcdic))).rejects.toMatchObject({ code: 'E_ENCODING', data: { encoding: 'EBCDIC' } });
  });

  it('7: windows-1252 is read by its table, ISO-8859-1 byte for byte', async () => {
    const content = Buffer.from([...Buffer.from('a,b\n1,'), 0x93, 0x80, 0xe9, 0x94, 0x0a]);
    const windows = await parseText(content, ab, { encoding: 'windows-1252' });
    expect(valuesOf(windows.columns.get('b'))).toEqual(['“€é”']);
    const latin = await parseText(content, ab, { encoding: 'iso-8859-1' });
    expect(valuesOf(latin.columns.get('b'))).toEqual(['\u0093\u0080é\u0094']);
    expect(latin.notes).toEqual([{ code: 'controlCharacters', header: 'b', count: 1, example: '\u0093\u0080é\u0094' }]);
    for (let chunkBytes = 1; chunkBytes < 14; chunkBytes++) {
      const split = await parseText(content, ab, { encoding: 'windows-1252', chunkBytes, lookaheadBytes: 1 });
      expect(valuesOf(split.columns.get('b'))).toEqual(['“€é”']);
    }
  });

  it.each([
    ['an overlong slash', [0xc0, 0xaf]],
    ['an overlong three-byte form', [0xe0, 0x80, 0xaf]],
    ['CESU-8', [0xed, 0xa0, 0xbd, 0xed, 0xb8, 0x80]],
  ])('8: %s is refused', async (_, bytes) => {
    const content = Buffer.from([...Buffer.from('a,b\n1,'), ...bytes, 0x0a]);
    await expect(sniffFile(csvFile(content))).rejects.toMatchObject({ code: 'E_ENCODING', data: { byteOffset: 6 } });
    await expect(parseText(content, ab)).rejects.toMatchObject({ code: 'E_ENCODING', data: { byteOffset: 6 } });
  });

  it('9: NUL bytes are refused wherever they stand', async () => {
    await expect(sniffFile(csvFile('a,b\n1,x\0y\n'))).rejects.toMatchObject({ code: 'E_NUL' });
    await expect(parseText('a,b\n1,x\0y\n', ab)).rejects.toMatchObject({ code: 'E_NUL', data: { byteOffset: 7 } });
    await expect(parseText('a\0,b\n1,x\n', ab)).rejects.toMatchObject({ code: 'E_NUL' });
    await expect(parseText(utf16('a,b\n1,2\n', false), ab)).rejects.toMatchObject({ code: expect.stringMatching(/E_NUL|E_ENCODING/) });
  });

  it('10: controls, bidi overrides and zero-width characters are stored exactly and counted', async () => {
    const texts = ['x\u001b[31m', 'a\u202eb', 'z\u200bw', 'plain', 'z\u200bw'];
    const parsed = await parseText(`a,b\n${texts.map((text) => `1,${text}\n`).join('')}`, ab);
    expect(valuesOf(parsed.columns.get('b'))).toEqual(texts);
    expect(parsed.notes).toEqual([
      { code: 'controlCharacters', header: 'b', count: 1, example: 'x\u001b[31m' },
      { code: 'bidiControls', header: 'b', count: 1, example: 'a\u202eb' },
      { code: 'zeroWidth', header: 'b', count: 2, example: 'z\u200bw' },
    ]);
  });

  it('11: NFC and NFD spellings stay distinct', async () => {
    const parsed = await parseText('a,b\n1,é\n2,e\u0301\n', ab);
    expect(valuesOf(parsed.columns.get('b'))).toEqual(['é', 'e\u0301']);
  });
});

describe('lines and quotes', () => {
  it('12: mixed line ends give the same in every chunk size from 1 to 65,537', async () => {
    const line = 'x,"y\r\nz"\r1,2\n"""q""",w\r\n,\n\n"a\rb",\n';
    const content = `a,b\r\n${line.repeat(12)}`;
    const whole = await parseText(content, ab);
    expect(whole.accepted).toBe(60);
    for (let chunkBytes = 1; chunkBytes <= content.length + 1; chunkBytes++) {
      const split = await parseText(content, ab, { chunkBytes, lookaheadBytes: chunkBytes % 7 });
      expect([...split.columns.values()].map(valuesOf)).toEqual([...whole.columns.values()].map(valuesOf));
    }
    const large = `a,b\r\n${line.repeat(4500)}"last`;
    const outcomes = new Set<string>();
    for (const chunkBytes of [4093, 8192, 16381, 32768, 65535, 65536, 65537]) {
      outcomes.add(await parseText(large, ab, { chunkBytes, lookaheadBytes: 16 }).catch((error) => error.message));
    }
    expect([...outcomes]).toEqual([expect.stringContaining('Line 36002: The quote')]);
  });

  it('13: no line end at the end, ^Z at the end, NULs at the end', async () => {
    expect(valuesOf((await parseText('a,b\n1,2', ab)).columns.get('b'))).toEqual(['2']);
    const ended = await parseText('a,b\n1,2\n\u001a', ab);
    expect(ended).toMatchObject({ accepted: 1, rejected: [], notes: [{ code: 'trailingControlZ', count: 1 }] });
    await expect(parseText('a,b\n1,2\n\0\0\0', ab)).rejects.toMatchObject({ code: 'E_NUL' });
  });

  it('14: an unterminated quote is named by the line where it opens', async () => {
    const rows = Array.from({ length: 20_000 }, (_, row) => `${row},x\n`);
    rows[3] = '3,"x\n';
    for (const more of [{}, { chunkBytes: 1000, lookaheadBytes: 10 }, { chunkBytes: 1000, workers: 2 }]) {
      await expect(parseText(`a,b\n${rows.join('')}`, ab, more)).rejects.toMatchObject({ code: 'E_UNTERMINATED_QUOTE', data: { line: 5 } });
    }
  });

  it('14: a forgotten closing quote rejects its own line and no other', async () => {
    const parsed = await parseText('a,b\n1,"x\n2,"y"\n3,"z"\n', ab);
    expect(valuesOf(parsed.columns.get('a'))).toEqual(['2', '3']);
    expect(rejects(parsed)).toEqual([[2, 2, 'strayQuote']]);
    expect(parsed.rejected[0]!.raw).toBe('1,"x');
  });

  it('15: stray quotes reject their row and never merge rows', async () => {
    const parsed = await parseText('a,b\na"b,1\n"a"b,2\n"a" ,3\n"""",4\n5,"\n",\n"ok",6\n', ab);
    expect(rejects(parsed)).toEqual([
      [2, 1, 'strayQuote'],
      [3, 1, 'strayQuote'],
      [4, 1, 'strayQuote'],
      [6, 0, 'raggedRow'],
    ]);
    expect([...parsed.columns.values()].map(valuesOf)).toEqual([
      ['"', 'ok'],
      ['4', '6'],
    ]);
  });

  it('16: backslash escapes are refused with a hint', async () => {
    await expect(parseText('a,b\n1,2\n3,"say \\"hi\\""\n', ab)).rejects.toMatchObject({
      code: 'E_BACKSLASH_QUOTE',
      data: { line: 3 },
      message: expect.stringContaining('doubled quotes'),
    });
    expect(valuesOf((await parseText('a,b\n1,"C:\\dir\\"\n', ab)).columns.get('b'))).toEqual(['C:\\dir\\']);
  });

  it('17: ragged rows are rejected; an unnamed last column is accepted', async () => {
    const parsed = await parseText('a,b\n1\n1,2,3\n1,2\n', ab);
    expect(rejects(parsed)).toEqual([
      [2, 0, 'raggedRow'],
      [3, 0, 'raggedRow'],
    ]);
    expect(parsed.rejected[1]!.reason).toBe('The header names 2 columns, but this row has 3.');
    expect(await sniffFile(csvFile('a,b,\n1,2,\n'))).toMatchObject({
      headers: ['a', 'b', ''],
      unnamedColumns: 1,
      rowsEndInDelimiter: false,
    });
    expect(await sniffFile(csvFile('a,b\n1,2,\n3,4,\n'))).toMatchObject({ headers: ['a', 'b'], rowsEndInDelimiter: true });
  });

  it('17: the footer of a report is told from a ragged row', async () => {
    const parsed = await parseText('a,b\n1,2\n\nGrand Totals\n"Copyright (c) 2026 salesforce.com, inc."\nnonsense\n', ab);
    expect(rejects(parsed).map(([, , code]) => code)).toEqual(['reportFooter', 'reportFooter', 'raggedRow']);
    expect(parsed.notes).toEqual([{ code: 'blankLines', header: '', count: 1, example: '' }]);
  });
});

describe('headers and delimiters', () => {
  it('18: headers that cannot be told apart are refused, naming both', async () => {
    await expect(sniffFile(csvFile('Id,Name,id\n1,2,3\n'))).rejects.toMatchObject({
      code: 'E_DUPLICATE_HEADER',
      data: { columns: [1, 3] },
    });
    await expect(sniffFile(csvFile('Lead  Source,x,lead source\n1,2,3\n'))).rejects.toMatchObject({ code: 'E_DUPLICATE_HEADER' });
    await expect(sniffFile(csvFile('a,,c\n1,2,3\n'))).rejects.toMatchObject({ code: 'E_EMPTY_HEADER', data: { column: 2 } });
    expect((await sniffFile(csvFile('a,b,,\n1,2,3,4\n'))).unnamedColumns).toBe(2);
  });

  it('19: headers named like properties of objects are data', async () => {
    const parsed = await parseText(
      '__proto__,constructor,toString\n1,2,3\n',
      columnPlans('__proto__:text,constructor:number,toString:text'),
    );
    expect([...parsed.columns].map(([name, column]) => [name, valuesOf(column)])).toEqual([
      ['__proto__', ['1']],
      ['constructor', [2]],
      ['toString', ['3']],
    ]);
  });

  it('20: a first row that reads like data is a question', async () => {
    expect(
      (await sniffFile(csvFile('00Q5f0000000001EAA,ann@example.com,2026-01-02\n00Q5f0000000002EAA,bo@example.com,2026-01-03\n'))).hasHeader,
    ).toEqual({
      value: false,
      certain: false,
    });
    expect((await sniffFile(csvFile('Id,Email,CreatedDate\n1,a@b.co,2026-01-02\n'))).hasHeader).toEqual({ value: true, certain: true });
  });

  it.each([',', ';', '\t', '|'] as const)('21: the delimiter %j is found', async (delimiter) => {
    const content = [`a${delimiter}b`, `"x,;\t|"${delimiter}1`, `y${delimiter}2`].join('\n');
    expect((await sniffFile(csvFile(content))).delimiter).toMatchObject({ value: delimiter, certain: true });
    const parsed = await parseText(content, ab, { delimiter });
    expect(valuesOf(parsed.columns.get('a'))).toEqual(['x,;\t|', 'y']);
  });

  it('21: a sep= line names the delimiter and is no row', async () => {
    const sniffed = await sniffFile(csvFile('sep=;\r\na;b\r\n1;2\r\n'));
    expect(sniffed).toMatchObject({
      sepLine: true,
      headers: ['a', 'b'],
      headerLine: 2,
      skipRecords: 2,
      delimiter: { value: ';', certain: true },
    });
    const parsed = await parseText('sep=;\r\na;b\r\n1;2\r\n3\r\n', ab, { delimiter: ';', skipRecords: 2 });
    expect(rejects(parsed)).toEqual([[4, 0, 'raggedRow']]);
  });

  it('22: one column, or two delimiters that split alike, are a question', async () => {
    expect((await sniffFile(csvFile('email\na@b.co\n'))).delimiter).toMatchObject({ certain: false });
    expect((await sniffFile(csvFile('a;b,c\n1;2,3\n4;5,6\n'))).delimiter).toMatchObject({ certain: false });
  });
});

describe('sizes', () => {
  it('23: a field of 1 MB is read, of 10 MB rejected, of 100 MB refused', async () => {
    const megabyte = 'x'.repeat(1_000_000);
    const read = await parseText(`a,b\n1,${megabyte}\n2,"${megabyte}"\n`, ab);
    expect(read.accepted).toBe(2);
    const content = `a,b\n1,2\n3,"${megabyte.repeat(10)}"\n4,5\n`;
    for (const more of [{}, { chunkBytes: 4096, lookaheadBytes: 64 }]) {
      const parsed = await parseText(content, ab, more);
      expect(rejects(parsed)).toEqual([[3, 0, 'fieldTooLong']]);
      expect(parsed.rejected[0]!.raw.length).toBeLessThan(70_000);
      expect(valuesOf(parsed.columns.get('a'))).toEqual(['1', '4']);
    }
    const path = csvFile('a,b\n1,"\n');
    for (let part = 0; part < 100; part++) appendFileSync(path, megabyte);
    appendFileSync(path, '"\n2,3\n');
    await expect(parseFile(csvRequest(path, ab), quietJob())).rejects.toMatchObject({ code: 'E_FIELD_TOO_LARGE', data: { line: 2 } });
  });

  it('24: more than 20,000 columns are refused', async () => {
    await expect(sniffFile(csvFile(`${Array.from({ length: 20_001 }, (_, i) => `c${i}`).join(',')}\n`))).rejects.toMatchObject({
      code: 'E_TOO_WIDE',
    });
    await expect(parseText(`a,b\n1,2\n${','.repeat(99_999)}\n`, ab)).rejects.toMatchObject({ code: 'E_TOO_WIDE', data: { line: 3 } });
    const plans = columnPlans(Array.from({ length: 2000 }, (_, index) => `c${index}:text`).join(','));
    const wide = await parseText(`${'x,'.repeat(1999)}x\n${'1,'.repeat(1999)}2\n`, plans);
    expect(valuesOf(wide.columns.get('c1999'))).toEqual(['2']);
  });
});

describe('what is no file, or changes', () => {
  it('26: a file that changes while it is read is E_CHANGED', async () => {
    const content = `a,b\n${'1,2\n'.repeat(50_000)}`;
    const grown = csvFile(content);
    const replaced = csvFile(content);
    const shrunk = csvFile(content);
    const change = (path: string, how: () => void) => {
      let done = false;
      return parseFile(csvRequest(path, ab, { chunkBytes: 4096 }), {
        signal: new AbortController().signal,
        report: () => {
          if (!done) how();
          done = true;
        },
      });
    };
    await expect(change(grown, () => appendFileSync(grown, '3,4\n'))).rejects.toMatchObject({ code: 'E_CHANGED' });
    await expect(change(shrunk, () => writeFileSync(shrunk, 'a,b\n'))).rejects.toMatchObject({ code: 'E_CHANGED' });
    await expect(
      change(replaced, () => {
        const other = csvFile(content);
        renameSync(other, replaced);
      }),
    ).rejects.toMatchObject({ code: 'E_CHANGED' });
  });

  it('27: directories, devices, pipes, sockets and files of the system are refused without being opened', async () => {
    const base = csvFile('');
    mkdirSync(`${base}.d`);
    execFileSync('mkfifo', [`${base}.fifo`]);
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(`${base}.sock`, resolve));
    try {
      for (const path of [`${base}.d`, '/dev/zero', `${base}.fifo`, `${base}.sock`, '/proc/self/mem']) {
        await expect(sniffFile(path), path).rejects.toMatchObject({ code: 'E_NOT_REGULAR' });
        await expect(parseFile(csvRequest(path, ab), quietJob()), path).rejects.toMatchObject({ code: 'E_NOT_REGULAR' });
      }
      await expect(sniffFile(`${base}.none`)).rejects.toMatchObject({ code: 'E_NOT_FOUND' });
    } finally {
      server.close();
    }
  });

  it.each([
    ['an Excel workbook (.xlsx)', Buffer.from('PK\u0003\u0004......[Content_Types].xml', 'latin1')],
    ['a .zip archive', Buffer.from('PK\u0003\u0004......Lead.csv', 'latin1')],
    ['a gzip archive (.gz)', Buffer.from([0x1f, 0x8b, 8, 0, 0, 0])],
    ['a PDF document', Buffer.from('%PDF-1.7\n')],
    ['an HTML page', Buffer.from('\ufeff\n<!DOCTYPE html><html>')],
    ['a JSON file', Buffer.from('[{"a": 1}]')],
  ])('28: %s is named', async (type, content) => {
    await expect(sniffFile(csvFile(content))).rejects.toMatchObject({ code: 'E_NOT_CSV', data: { type } });
  });

  it('cancelling ends the reading', async () => {
    for (const workers of [0, 2]) {
      const controller = new AbortController();
      const path = csvFile(`a,b\n${'1,2\n'.repeat(200_000)}`);
      const reading = parseFile(csvRequest(path, ab, { chunkBytes: 4096, workers }), {
        signal: controller.signal,
        report: () => controller.abort(),
      });
      await expect(reading).rejects.toMatchObject({ code: 'E_CANCELLED' });
    }
  });
});

describe('records and values', () => {
  it('31: a repeated id is a duplicate where the rows are the same, and rejected naming both lines otherwise', async () => {
    const content = 'id,b\n1,x\n"2",y\nbad\n1,x\n\n2,z\n,w\n1,"x"\n3,v\n';
    for (const more of [{}, { chunkBytes: 3, lookaheadBytes: 2 }, { chunkBytes: 5, workers: 2 }]) {
      const parsed = await parseText(content, columnPlans('id:id,b:text'), { idColumn: 'id', ...more });
      expect(parsed).toMatchObject({ rowsRead: 8, accepted: 3, duplicates: 2 });
      expect(parsed.rejected.map(({ line, column, code, reason, raw }) => [line, column, code, reason, raw])).toEqual([
        [4, 0, 'raggedRow', 'The header names 2 columns, but this row has 1.', 'bad'],
        [7, 1, 'duplicateId', 'Line 3 has the same id with other values.', '2,z'],
        [8, 1, 'missingId', 'The id is empty.', ',w'],
      ]);
      expect(valuesOf(parsed.columns.get('b'))).toEqual(['x', 'y', 'v']);
    }
  });

  it('31: the forms of 15 and 18 characters of a Salesforce id are the same id', async () => {
    const content = 'id,b\n00Q000000000001,x\n00Q000000000001EAA,x\n00Q000000000001EAA,y\n00Q000000000002EAA,z\n00Q000000000002XXX,z\n';
    const parsed = await parseText(content, columnPlans('id:id,b:text'), { idColumn: 'id' });
    expect(parsed).toMatchObject({ accepted: 3, duplicates: 1 });
    expect(parsed.rejected).toMatchObject([{ line: 4, code: 'duplicateId', reason: 'Line 2 has the same id with other values.' }]);
    expect(valuesOf(parsed.columns.get('id'))).toEqual(['00Q000000000001', '00Q000000000002EAA', '00Q000000000002XXX']);
  });

  it('31: an id spelled as missing is no id', async () => {
    const plan = columnPlans('id:id,b:text', { missing: ['000000000000000aaa'] });
    const parsed = await parseText('id,b\n000000000000000AAA,x\n00Q000000000001AAA,y\n', plan, { idColumn: 'id' });
    expect(rejects(parsed)).toEqual([[2, 1, 'missingId']]);
    expect(valuesOf(parsed.columns.get('id'))).toEqual(['00Q000000000001AAA']);
  });

  it('32: dates that do not exist are rejected with line and column', async () => {
    const dates = ['2026-02-30', '2026-02-28', '0000-01-01', '1900-02-29', '9999-12-31T24:00', '31/12/2026', '2000-02-29', ''];
    const parsed = await parseText(`a,b\n${dates.map((date) => `x,${date}\n`).join('')}`, columnPlans('a:text,b:time'));
    expect(rejects(parsed)).toEqual([2, 4, 5, 6, 7].map((line) => [line, 2, 'badDate']));
    expect(valuesOf(parsed.columns.get('b'))).toEqual([Date.UTC(2026, 1, 28), Date.UTC(2000, 1, 29), Number.NaN]);
  });

  it('33: numbers that cannot be kept are rejected, never rounded in silence', async () => {
    const bad = ['1e309', 'NaN', 'Infinity', '０１２', '€5', '9007199254740993', '1.2.3', '12a', '--1', '1,23'];
    const parsed = await parseText(`a\n${bad.map((value) => `"${value}"\n`).join('')}`, columnPlans('a:number'));
    expect(parsed.rejected.map(({ raw, code }) => [raw.slice(1, -1), code])).toEqual(bad.map((value) => [value, 'badNumber']));
    const good = ['1 234', '(500)', '-0', '9007199254740992', '1,234.56', '+7', '.5', '45%', '1e3'];
    const read = await parseText(`a\n${good.map((value) => `"${value}"\n`).join('')}`, columnPlans('a:number'));
    expect(valuesOf(read.columns.get('a'))).toEqual([1234, -500, 0, 9007199254740992, 1234.56, 7, 0.5, 45, 1000]);
    const european = await parseText('a\n"1.234,56"\n', columnPlans('a:number', { decimal: ',' }));
    expect(valuesOf(european.columns.get('a'))).toEqual([1234.56]);
  });

  it('34: spellings of "no value" count as the plan says', async () => {
    const values = ['TRUE', '0', 'yes', 'N/A', '', 'ja', 'NULL'];
    const parsed = await parseText(
      `a,b\n${values.map((value) => `x,${value}\n`).join('')}`,
      columnPlans('a:text,b:boolean', { missing: ['n/a', 'null'] }),
    );
    expect(valuesOf(parsed.columns.get('b'))).toEqual([1, 0, 1, 2, 2, 2]);
    expect(rejects(parsed)).toEqual([[7, 2, 'badBoolean']]);
    const texts = await parseText('a\nnull\n Select \nx\n', columnPlans('a:text', { missing: ['select'] }));
    expect(valuesOf(texts.columns.get('a'))).toEqual(['null', '', 'x']);
    const zero = await parseText('a\n0\n0.00\n5\n', columnPlans('a:money', { missing: ['0'] }));
    expect(valuesOf(zero.columns.get('a'))).toEqual([Number.NaN, Number.NaN, 500]);
  });

  it('35: leading zeros and phone numbers stay text, damaged ids are counted', async () => {
    const rows = [
      ['00123', '+49 30 1234567', '5.01E+17'],
      ['00456', '+49 30 7654321', '5.02E+17'],
    ];
    expect(detectColumns(['plz', 'tel', 'external'], rows).map(({ type, damaged }) => [type, damaged])).toEqual([
      ['text', 0],
      ['text', 0],
      ['text', 2],
    ]);
    const parsed = await parseText('a,b\n1,5.01E+17\n2,5.01E+17\n3,501E\n', ab);
    expect(parsed.notes).toEqual([{ code: 'spreadsheetDamage', header: 'b', count: 2, example: '5.01E+17' }]);
  });

  it('36, 37, 38: formulas, markup and personal data are stored exactly', async () => {
    const texts = [
      "=cmd|' /C calc'!A0",
      '+1+1',
      '-2+3',
      '@SUM(1)',
      '\t=1',
      ' =1',
      '\u00a0=1',
      '＝1',
      'a\n=1',
      '<img src=x onerror=alert(1)>',
      '{{7*7}}',
      '123-45-6789',
    ];
    const parsed = await parseText(`a,b\n${texts.map((text) => `1,"${text}"\n`).join('')}`, ab);
    expect(valuesOf(parsed.columns.get('b'))).toEqual(texts);
  });

  it('39: a hundred thousand rejected rows keep their lines', async () => {
    const parsed = await parseText(`a,b\n${'1,x\n'.repeat(100_000)}`, columnPlans('a:text,b:number'));
    expect(parsed).toMatchObject({ rowsRead: 100_000, accepted: 0 });
    expect(parsed.rejected[99_999]).toMatchObject({ line: 100_001, column: 2, code: 'badNumber', raw: '1,x' });
  });

  it('a custom column that does not fit becomes text, whatever else was read before', async () => {
    const plan = [...columnPlans('a:text'), ...columnPlans('x:text,b:number,c:time', { onMisfit: 'text' }).slice(1)].map(
      (column, index) => ({ ...column, index }),
    );
    const content = `a,b,c\n${'1,7,2026-01-02\n'.repeat(2000)}2,seven,2026-01-03\n`;
    for (const more of [{}, { chunkBytes: 1000, workers: 2 }]) {
      const parsed = await parseText(content, plan, more);
      expect(parsed.accepted).toBe(2001);
      expect(parsed.plan.map(({ type }) => type)).toEqual(['text', 'text', 'time']);
      expect(valuesOf(parsed.columns.get('b')).at(-1)).toBe('seven');
      expect(parsed.notes).toEqual([{ code: 'becameText', header: 'b', count: 1, example: '' }]);
    }
  });
});
