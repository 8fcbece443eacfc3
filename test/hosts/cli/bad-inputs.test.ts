import {
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { beforeEach, describe, expect, it } from 'vitest';
import { sha256Of, testFolder } from '../../engine/workspace/workspace-setup.ts';
import { parley, parleyJson } from './parley.ts';

let folder: string;
let workspace: string;
beforeEach(async () => {
  folder = testFolder();
  workspace = join(folder, 'w.parley');
  expect((await parley(['new', workspace])).code).toBe(0);
});

const header = 'Id,LastName,Email,Status,OwnerId,CreatedDate\n';
/** Marks every personal value, so that none can pass into a message unseen. */
const person = /Kanary|kanary\d*@/;
const row = (number: number, over: { id?: string; name?: string; status?: string; at?: string } = {}) =>
  `${over.id ?? `00Q00000000${String(number).padStart(4, '0')}`},${over.name ?? 'Kanary'},kanary${number}@secret.example,${over.status ?? 'MQL'},005000000000001,${over.at ?? '2026-01-01T00:00:00Z'}\n`;
const good = header + row(1) + row(2);
const bytesOf = (before: string, bytes: number[], after: string) =>
  Buffer.concat([Buffer.from(before), Buffer.from(bytes), Buffer.from(after)]);
const utf16 = (text: string, mark: boolean, bigEndian = false) => {
  const bytes = Buffer.from((mark ? '\ufeff' : '') + text, 'utf16le');
  return bigEndian ? bytes.swap16() : bytes;
};

async function importFile(content: string | Uint8Array, ...flags: string[]) {
  const file = join(folder, 'in.csv');
  writeFileSync(file, content);
  return parley(['import', workspace, file, '--as-of', '2026-06-01', '--kind', 'leads', ...flags]);
}

describe('a file that is refused leaves nothing, exits 1 with one line that says what to do, and shows no person', () => {
  it.each<[row: string, content: string | Uint8Array, code: string, said: RegExp]>([
    ['1: no bytes', '', 'E_EMPTY', /no bytes/],
    ['1: only a byte order mark', '\ufeff', 'E_EMPTY', /no text/],
    ['1: only line ends', '\n\n\r\n', 'E_EMPTY', /no text/],
    ['1: only blanks', '   \n\t\n  ', 'E_EMPTY', /no text/],
    [
      '4: a byte that is no UTF-8',
      bytesOf(header + row(1), [0xff], row(2)),
      'E_ASK',
      /byte at offset 132 .*windows-1252.*"encoding".*--dry-run/,
    ],
    ['5: UTF-16 without a mark', utf16(good, false), 'E_ASK', /utf-16le or utf-16be/],
    [
      '6: UTF-32',
      Buffer.from(`\uFEFF${good}`.split('').flatMap((letter) => [letter.charCodeAt(0) & 255, letter.charCodeAt(0) >> 8, 0, 0])),
      'E_ENCODING',
      /UTF-32/,
    ],
    ['8: half a surrogate pair', bytesOf(header, [0xed, 0xa0, 0xbd], row(1)), 'E_ENCODING', /offset 45/],
    ['9: NUL in a field', header + row(1, { name: 'Kan\0ary' }), 'E_NUL', /offset 64/],
    ['13: NULs at the end', `${good}\0\0`, 'E_NUL', /NUL/],
    ['14: a quote never closed', header + row(1) + row(2, { name: '"Kanary' }) + row(3).repeat(9), 'E_UNTERMINATED_QUOTE', /Line 3/],
    ['16: quotes with backslashes', header + row(1, { name: '"a \\"Kanary\\" b"' }) + row(2), 'E_BACKSLASH_QUOTE', /Line 2/],
    [
      '17: a delimiter at each end',
      header + row(1).replace('\n', ',\n') + row(2).replace('\n', ',\n'),
      'E_ASK',
      /every row ends in a delimiter/,
    ],
    ['18: a header twice', `Id,LastName,lastname ,CreatedDate\n1,Kanary,b,2026-01-01\n`, 'E_DUPLICATE_HEADER', /2 \("LastName"\) and 3/],
    ['18: a header without a name', `Id,,LastName,CreatedDate\n1,x,Kanary,2026-01-01\n`, 'E_EMPTY_HEADER', /Column 2/],
    ['20: no header', row(1) + row(2), 'E_ASK', /first row reads like data/],
    ['22: one column', 'LastName\nKanary\nB\n', 'E_ASK', /"delimiter"/],
    [
      '22: two delimiters that split alike',
      'Id;LastName,Status\n1;Kanary,MQL\n2;b,MQL\n',
      'E_ASK',
      /comma .2 columns. or semicolon .*1 more to answer/,
    ],
    ['24: a header of 20,001 columns', `${Array.from({ length: 20_001 }, (_, index) => `c${index}`).join(',')}\n`, 'E_TOO_WIDE', /20,000/],
    ['28: gzip', Buffer.from('1f8b0800000000000003', 'hex'), 'E_NOT_CSV', /gzip/],
    ['28: PDF', '%PDF-1.7\n', 'E_NOT_CSV', /PDF/],
    ['28: HTML', '<!DOCTYPE html><html>', 'E_NOT_CSV', /HTML/],
    ['28: a workbook', Buffer.from('504b030414000600080000002100', 'hex'), 'E_NOT_CSV', /zip/],
    [
      '32: dates that can be read two ways',
      header + row(1, { at: '03/04/2026' }) + row(2, { at: '05/06/2026' }),
      'E_ASK',
      /CreatedDate.*"dateFormat"/,
    ],
    [
      '32: dates in both orders',
      header + row(1, { at: '31/12/2026' }) + row(2, { at: '12/31/2026' }),
      'E_ASK',
      /1 can only be dd\/MM\/yyyy and 1 only MM/,
    ],
  ])('%s', async (_, content, code, said) => {
    const { code: exit, out, err } = await importFile(content);
    expect({ exit, out }).toEqual({ exit: 1, out: '' });
    expect(err).toMatch(new RegExp(`^error: in\\.csv[:,] [^\\n]+ \\(${code}\\)$`));
    expect(err).toMatch(said);
    expect(err).not.toMatch(person);
    expect(await parleyJson('extracts', workspace)).toEqual([]);
    expect(
      readdirSync(folder)
        .filter((name) => !name.startsWith('.'))
        .sort(),
    ).toEqual(['in.csv', 'w.parley']);
  });

  it.each([
    ['a folder in place of a file inside', (path: string) => mkdirSync(path), /E_NOTHING_TO_IMPORT/],
    ['27: a device', (path: string) => symlinkSync('/dev/zero', path), /E_NOT_REGULAR/],
    ['27: a file of the system', (path: string) => symlinkSync('/proc/self/mem', path), /E_NOT_REGULAR/],
    ['a link to nothing', (path: string) => symlinkSync('/nowhere/Lead.csv', path), /E_NOT_FOUND/],
  ] as const)('%s', async (_, make, said) => {
    const path = join(folder, 'Lead.csv');
    make(path);
    const { code, err } = await parley(['import', workspace, path]);
    expect(code).toBe(1);
    expect(err).toMatch(said);
  });
});

describe('a file that is accepted', () => {
  it.each<[row: string, content: string | Uint8Array, accepted: number, rejected: [line: number, code: string][]]>([
    ['2: no rows', header, 0, []],
    ['3: a byte order mark', `\ufeff${good}`, 2, []],
    ['5: UTF-16 with a mark', utf16(good, true), 2, []],
    ['5: UTF-16 of the other order', utf16(good, true, true), 2, []],
    ['12: CR alone', good.replaceAll('\n', '\r'), 2, []],
    ['12: line ends of every kind', `${header.replace('\n', '\r\n')}${row(1).replace('\n', '\r')}${row(2)}`, 2, []],
    ['13: no line end at the end', good.trimEnd(), 2, []],
    ['13: ^Z at the end', `${good}\u001a`, 2, []],
    [
      '15: stray quotes',
      header + row(1, { name: 'a"b' }) + row(2, { name: '"a"b' }) + row(3, { name: '"a" ' }) + row(4, { name: '""""' }),
      1,
      [
        [2, 'strayQuote'],
        [3, 'strayQuote'],
        [4, 'strayQuote'],
      ],
    ],
    [
      '17: ragged rows',
      `${header}${row(1)}00Q9,Kanary\n${row(2).trim()},more\n`,
      1,
      [
        [3, 'raggedRow'],
        [4, 'raggedRow'],
      ],
    ],
    ['19: headers of the language', 'Id,LastName,Status,CreatedDate,__proto__,constructor\n1,x,MQL,2026-01-01T00:00:00Z,p,c\n', 1, []],
    ['21: sep= and semicolons', `sep=;\n${good.replaceAll(',', ';')}`, 2, []],
    ['31: an id twice', header + row(1) + row(1, { name: 'Other' }), 1, [[3, 'duplicateId']]],
    [
      '32: days that do not exist',
      header + row(1, { at: '2026-02-30' }) + row(2, { at: '1900-02-29' }) + row(3, { at: '2026-02-03' }) + row(4, { at: '2026-02-04' }),
      2,
      [
        [2, 'badDate'],
        [3, 'badDate'],
      ],
    ],
    ['36: formulas', header + row(1, { name: "=cmd|' /C calc'!A0" }) + row(2, { name: '@SUM(1)' }), 2, []],
  ])('%s', async (_, content, accepted, rejected) => {
    const { code, out, err } = await importFile(content, '--json');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const report = JSON.parse(out) as { files: { rowsRead: number; accepted: number; rejected: number; duplicates: number }[] };
    expect(report.files[0]).toMatchObject({ accepted, rejected: rejected.length, duplicates: 0, rowsRead: accepted + rejected.length });
    const { rejects } = (await parleyJson('rejects', workspace)) as { rejects: { line: number; code: string }[] };
    expect(rejects.map(({ line, code: why }) => [line, why])).toEqual(rejected);
    expect((await parley(['rejects', workspace])).out).not.toMatch(person);
  });

  it('2, 39: says where there are no rows, and where none fits the header', async () => {
    expect((await importFile(header)).out).toContain('The file has a header and no rows.');
    const { out } = await importFile(`${header}${'x,y\n'.repeat(300)}`);
    expect(out).toContain('No row at the beginning of the file has as many fields as the header.');
    expect(out).not.toContain('no rows');
    expect(out).toContain('parley rejects');
  });

  it('10: invisible characters are stored exactly, counted, and never shown raw', async () => {
    const { code, out } = await importFile(header + row(1, { name: 'a\u001b[31mb\u202ec\u200bd' }));
    expect(code).toBe(0);
    expect(out).toContain('in.csv, column LastName: 1 value holds control characters; kept exactly as they are.');
    expect(out).toContain('turn the direction of writing');
    expect(out).not.toContain('\u001b');
    await parley(['export', workspace, '--out', join(folder, 'tables')]);
    expect(readFileSync(join(folder, 'tables', 'leads.csv'), 'utf8')).toContain('a\u001b[31mb\u202ec\u200bd');
  });

  it('30: the same file again changes nothing', async () => {
    expect((await importFile(good)).code).toBe(0);
    expect((await importFile(good)).out).toMatch(/^Nothing changed/);
    expect(await parleyJson('extracts', workspace)).toHaveLength(1);
  });

  it('32: day numbers of a spreadsheet are no milliseconds', async () => {
    const { code, out } = await importFile(header + row(1, { at: '46023' }) + row(2, { at: '46024' }));
    expect(code).toBe(0);
    expect(out).toContain("spreadsheet's day numbers");
  });

  it('32: dates in both orders import once the order is said, the others rejected', async () => {
    const map = join(folder, 'map.json');
    writeFileSync(map, '{"kind":"leads","columns":{},"dateFormat":"MM/dd/yyyy"}');
    const { code } = await importFile(header + row(1, { at: '31/12/2026' }) + row(2, { at: '12/31/2026' }), '--map', map);
    expect(code).toBe(0);
    const { rejects } = (await parleyJson('rejects', workspace)) as { rejects: { line: number }[] };
    expect(rejects.map(({ line }) => line)).toEqual([2]);
  });
});

describe('a workspace that cannot be opened is named and left untouched', () => {
  const tampered = (path: string, sql: string) => {
    const database = new Database(path);
    database.exec(sql);
    database.close();
  };
  it.each<[row: string, make: (path: string) => void, code: string]>([
    ['41: no bytes', (path) => writeFileSync(path, ''), 'E_NOT_WORKSPACE'],
    ['41: a byte', (path) => writeFileSync(path, 'x'), 'E_NOT_WORKSPACE'],
    ['41: 99 bytes', (path) => writeFileSync(path, 'x'.repeat(99)), 'E_NOT_WORKSPACE'],
    ['42: a database of another program', (path) => tampered(path, 'PRAGMA application_id = 1196437808'), 'E_NOT_WORKSPACE'],
    ['43: format 0', (path) => tampered(path, 'PRAGMA user_version = 0'), 'E_DAMAGED'],
    ['43: format below 0', (path) => tampered(path, 'PRAGMA user_version = -1'), 'E_DAMAGED'],
    ['43: a newer format', (path) => tampered(path, 'PRAGMA user_version = 999'), 'E_NEWER'],
    ['45: a page zeroed', (path) => writeFileSync(path, readFileSync(path).fill(0, 32_768 * 3, 32_768 * 4)), 'E_DAMAGED'],
    ['45: half of it', (path) => truncateSync(path, statSync(path).size / 2), 'E_DAMAGED'],
    ['46: a trigger', (path) => tampered(path, 'CREATE TRIGGER t AFTER INSERT ON extracts BEGIN DELETE FROM extracts; END'), 'E_SCHEMA'],
    ['46: a view', (path) => tampered(path, 'CREATE VIEW v AS SELECT 1'), 'E_SCHEMA'],
    ['48: a column more', (path) => tampered(path, 'ALTER TABLE extracts ADD COLUMN more TEXT'), 'E_SCHEMA'],
    ['48: an index less', (path) => tampered(path, 'DROP INDEX log_entries_subject'), 'E_SCHEMA'],
    ['50: a -wal beside it', (path) => writeFileSync(`${path}-wal`, 'x'.repeat(99)), 'E_FOREIGN_JOURNAL'],
  ])('%s', async (_, make, code) => {
    make(workspace);
    const before = sha256Of(workspace);
    writeFileSync(join(folder, 'Lead.csv'), good);
    for (const words of [
      ['info', workspace],
      ['import', workspace, join(folder, 'Lead.csv')],
    ]) {
      const ran = await parley(words);
      expect({ code: ran.code, out: ran.out }).toEqual({ code: 1, out: '' });
      expect(ran.err).toMatch(new RegExp(`^error: [^\\n]+ \\(${code}\\)$`));
      expect(ran.err).not.toContain('***');
    }
    expect(sha256Of(workspace)).toBe(before);
  });

  it('49: with what an interrupted change left, even a command that only reads undoes it first', async () => {
    writeFileSync(`${workspace}-journal`, 'no journal that counts');
    const { code, err } = await parley(['info', workspace]);
    expect({ code, err }).toEqual({ code: 0, err: '' });
  });

  it('54: links that lead nowhere or in a circle, second names', async () => {
    symlinkSync('/nowhere/x.parley', join(folder, 'dangling.parley'));
    symlinkSync(join(folder, 'loop.parley'), join(folder, 'loop.parley'));
    linkSync(workspace, join(folder, 'second.parley'));
    expect((await parley(['info', join(folder, 'dangling.parley')])).err).toMatch(/E_NOT_FOUND/);
    expect((await parley(['info', join(folder, 'loop.parley')])).err).toMatch(/E_PATH/);
    writeFileSync(join(folder, 'Lead.csv'), good);
    expect((await parley(['import', workspace, join(folder, 'Lead.csv')])).err).toMatch(/second name.*E_PATH/);
  });

  it.each(["quo'te.parley", 'per%cent.parley', 'a?mode=ro.parley', 'file:x.parley', 'line\nend.parley', 'bell\u001b[31m.parley'])(
    '55: %j is the name of a file and nothing else',
    async (name) => {
      const path = join(folder, name);
      const made = await parley(['new', path]);
      expect(made.code).toBe(0);
      expect(existsSync(path)).toBe(true);
      const { code, out } = await parley(['info', path]);
      expect(code).toBe(0);
      expect(`${made.out}${out}`).not.toMatch(/\u001b/);
      expect(out.split('\n')[0]).toMatch(/^name: .*\.parley$/);
    },
  );
});

describe('what is written goes over nothing it must not', () => {
  it.each<[row: string, make: (path: string) => void, code: string]>([
    ['60: over a file', (path) => writeFileSync(path, 'kept'), 'E_EXISTS'],
    ['60: over the workspace', () => {}, 'E_SAME_FILE'],
  ])('a backup: %s', async (_, make, code) => {
    const target = code === 'E_SAME_FILE' ? workspace : join(folder, 'b.parley');
    make(target);
    const before = sha256Of(target);
    expect((await parley(['backup', workspace, target])).err).toContain(`(${code})`);
    expect(sha256Of(target)).toBe(before);
  });

  it('61: a damaged backup is refused before the workspace is moved', async () => {
    const bad = join(folder, 'bad.parley');
    writeFileSync(bad, readFileSync(workspace).subarray(0, 50_000));
    const before = sha256Of(workspace);
    expect((await parley(['restore', workspace, bad])).err).toContain('(E_BACKUP)');
    expect(sha256Of(workspace)).toBe(before);
  });

  it.each<[row: string, name: string, make: (path: string) => void, code: string]>([
    ['the workspace itself', 'w.parley', () => {}, 'E_SAME_FILE'],
    ['another workspace', 'o.parley', (path) => copyFileSync(workspace, path), 'E_EXISTS'],
    ['a link', 'o.csv', (path) => symlinkSync(workspace, path), 'E_EXISTS'],
    ['a folder', 'o.csv', (path) => mkdirSync(path), 'E_EXISTS'],
    ['a name too long', 'x'.repeat(300), () => {}, 'E_PATH'],
  ])('78: a document over %s', async (_, name, make, code) => {
    const out = join(folder, name);
    make(out);
    const before = sha256Of(workspace);
    const ran = await parley(['pack', workspace, 'definitions', '--format', 'csv', '--out', out]);
    expect(ran.code).toBe(1);
    expect(ran.err).toContain(`(${code})`);
    expect(sha256Of(workspace)).toBe(before);
    expect(readdirSync(folder).filter((entry) => entry.endsWith('.part'))).toEqual([]);
  });

  it('78: a document over a device', async () => {
    const { code, err } = await parley(['pack', workspace, 'definitions', '--format', 'csv', '--out', '/dev/null']);
    expect(code).toBe(1);
    expect(err).toMatch(/a device or pipe is there.*E_EXISTS/);
    expect(statSync('/dev/null').isCharacterDevice()).toBe(true);
  });

  it('78: tables over a file in place of the folder, and in another format than there is', async () => {
    await importFile(good);
    const kept = join(folder, 'kept');
    writeFileSync(kept, 'kept');
    const ran = await parley(['export', workspace, '--out', kept]);
    expect(ran.code).toBe(1);
    expect(ran.err).toMatch(/E_EXISTS|E_PATH/);
    expect((await parley(['export', workspace, '--format', 'sqlite', '--out', workspace])).err).toMatch(/E_EXISTS|E_PATH/);
    expect(readFileSync(kept, 'utf8')).toBe('kept');
    const wrong = await parley(['export', workspace, '--format', 'parquet', '--out', join(folder, 't')]);
    expect(wrong.code).toBe(2);
    expect(wrong.err).toMatch(/--format expects one of csv, sqlite/);
  });
});

describe('wrong words of an import', () => {
  it.each<[words: string[], code: number, said: RegExp]>([
    [['--kind', 'Leads'], 2, /--kind expects one of leads, contacts/],
    [['--kind', '__proto__'], 2, /--kind expects one of/],
    [['--as-of', ''], 2, /--as-of needs T/],
    [['--as-of', 'soon'], 1, /2026-03-31.*E_TIME/],
    [['--time-zone', 'Mars/Olympus'], 1, /E_TIME_ZONE/],
    [['--currency', 'dollars'], 1, /E_CURRENCY/],
    [['--map', 'missing.json'], 1, /--map missing\.json: It cannot be read/],
  ])('%j', async (words, code, said) => {
    const file = join(folder, 'Lead.csv');
    writeFileSync(file, good);
    const { code: exit, out, err } = await parley(['import', workspace, file, ...words]);
    expect({ exit, out }).toEqual({ exit: code, out: '' });
    expect(err).toMatch(said);
    expect(err).not.toContain('E_INTERNAL');
  });

  it('a mapping with the same key twice is refused', async () => {
    const map = join(folder, 'map.json');
    writeFileSync(map, '{"kind":"leads","columns":{},"kind":"leads"}');
    expect((await importFile(good, '--map', map)).err).toMatch(/expected every key once.*E_MAPPING/);
  });

  it('a file named twice is read once; a name with NUL is no file; rejects of no extract are an error', async () => {
    const file = join(folder, 'Lead.csv');
    writeFileSync(file, good);
    const { out } = await parley(['import', workspace, file, file, '--json']);
    expect((JSON.parse(out) as { files: unknown[]; skipped: unknown[] }).files).toHaveLength(1);
    expect(out).toContain('It was named twice.');
    expect((await parley(['import', workspace, 'a\0b'])).err).toMatch(/E_NOT_FOUND/);
    expect((await parley(['rejects', workspace, '--extract', 'none'])).err).toMatch(/E_NO_EXTRACT/);
    expect((await parley(['verify', folder])).err).toMatch(/E_NOT_REGULAR/);
    expect(await parley(['help', 'bogus'])).toMatchObject({ code: 2, out: '' });
  });
});
