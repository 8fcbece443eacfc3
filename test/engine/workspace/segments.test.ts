import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Column, textColumn } from '#domain/columns.ts';
import { byteTextDictionary, isByteTextDictionary } from '#engine/workspace/byte-text-dictionary.ts';
import { createWorkspace } from '#engine/workspace/create-workspace.ts';
import { openWorkspace } from '#engine/workspace/open-workspace.ts';
import { decodeColumn } from '#engine/workspace/segments/decode-column.ts';
import { encodeColumn, rowCountOf } from '#engine/workspace/segments/encode-column.ts';
import { sampleColumns } from './sample-columns.ts';
import { europe, expectCode, fixedEnvironment, testFolder } from './workspace-setup.ts';

/** A column as plain values, to be compared: NaN and -0 stand out, texts are decoded. */
function plain(column: Column) {
  if (column.kind !== 'text') return { ...column, values: [...column.values] };
  const { dictionary, codes, id } = column;
  const distinct = Array.from({ length: dictionary.size }, (_, code) => dictionary.at(code));
  return { kind: 'text', id, codes: [...codes], distinct };
}

function roundTrip(column: Column): Column {
  const encoded = encodeColumn(column);
  // As read from the file: sections in memory of their own, the head through JSON.
  const meta = JSON.parse(JSON.stringify(encoded.meta));
  expect(meta.sections).toEqual(encoded.sections.map((section) => section.byteLength));
  return decodeColumn({ ...encoded, meta, sections: encoded.sections.map((section) => new Uint8Array(section)) }, rowCountOf(column));
}

function expectExact(column: Column): void {
  const before = plain(column);
  expect(plain(roundTrip(column))).toEqual(before);
  expect(plain(column)).toEqual(before);
}

const missing = fc.constant(Number.NaN);
const decimals = fc
  .integer({ min: -1e9, max: 1e9 })
  .chain((units) => fc.integer({ min: 0, max: 6 }).map((digits) => Number(`${units}e-${digits}`)));
const wholes = fc.integer({ min: -(2 ** 53) + 1, max: 2 ** 53 - 1 });
const days = fc.integer({ min: -800_000, max: 2_000_000 }).map((day) => day * 86_400_000);
const seconds = fc.integer({ min: 1_600_000_000, max: 1_800_000_000 }).map((second) => second * 1_000);

describe('columns come back exactly', () => {
  test.each([
    ['doubles', fc.double()],
    ['decimals', fc.oneof(decimals, missing)],
    ['whole numbers', fc.oneof(wholes, missing)],
    ['small numbers', fc.oneof(fc.integer({ min: 0, max: 300 }), missing)],
    ['days', fc.oneof(days, missing)],
    ['seconds', fc.oneof(seconds, missing)],
  ])('%s', (_name, value) => {
    fc.assert(
      fc.property(fc.array(value, { maxLength: 40 }), fc.constantFrom('number', 'money', 'time'), (list, kind) => {
        const values = Float64Array.from(list);
        if (kind === 'number') expectExact({ kind, values });
        if (kind === 'money') expectExact({ kind, values, scale: 2 });
        if (kind === 'time') expectExact({ kind, values, dateOnly: true });
      }),
    );
  });

  test('texts', () => {
    const text = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 12 }), fc.constant(''), fc.stringMatching(/^00Q[0-9a-c]{3}AA$/));
    fc.assert(fc.property(fc.array(text, { maxLength: 60 }), fc.boolean(), (texts, id) => expectExact(textColumn(texts, id))));
  });

  test('codes in any order over any dictionary', () => {
    const distinct = fc.uniqueArray(
      fc.string({ minLength: 1, maxLength: 5 }).filter((text) => text.isWellFormed()),
      { maxLength: 20 },
    );
    fc.assert(
      fc.property(distinct, fc.array(fc.nat(1_000), { maxLength: 50 }), (texts, picks) => {
        const all = ['', ...texts];
        const codes = Uint32Array.from(picks, (pick) => pick % all.length);
        expectExact({ kind: 'text', id: false, codes, dictionary: { size: all.length, at: (code) => all[code]! } });
      }),
    );
  });

  test('no rows, one row, all empty, all equal, more than 256 and 65,536 texts', () => {
    for (const count of [0, 1, 3])
      for (const fill of [Number.NaN, 0, -0, 7.5, 1e300, Number.POSITIVE_INFINITY, Number.MIN_VALUE]) {
        expectExact({ kind: 'number', values: new Float64Array(count).fill(fill) });
        expectExact({ kind: 'time', dateOnly: false, values: new Float64Array(count).fill(fill) });
      }
    expectExact({ kind: 'boolean', values: Uint8Array.of(0, 1, 2) });
    expectExact({ kind: 'boolean', values: new Uint8Array(0) });
    expectExact(textColumn([]));
    expectExact(textColumn(['', '', '']));
    for (const size of [255, 256, 257, 65_535, 65_536, 65_537])
      for (const step of [1, 7]) expectExact(textColumn(Array.from({ length: size * 2 }, (_, row) => `t${(row * step) % size}`)));
  });

  test('numbers at the edges of each width, with and without an empty field', () => {
    for (const top of [254, 255, 256, 65_534, 65_535, 65_536, 2 ** 32 - 2, 2 ** 32 - 1, 2 ** 32])
      for (const more of [[], [Number.NaN]]) expectExact({ kind: 'number', values: Float64Array.from([0, 1, top, ...more]) });
  });
});

describe('columns are kept small', () => {
  const bytes = (column: Column) => encodeColumn(column).meta.sections.reduce((sum, length) => sum + length, 0);

  test('by the values they hold', () => {
    const rows = 10_000;
    const values = (at: (row: number) => number) => Float64Array.from({ length: rows }, (_, row) => at(row));
    expect(bytes({ kind: 'number', values: values((row) => row % 101) })).toBe(rows);
    expect(bytes({ kind: 'number', values: values((row) => (row % 5_000) / 100) })).toBe(2 * rows);
    expect(bytes({ kind: 'time', dateOnly: false, values: values((row) => 1.7e12 + row * 977_000) })).toBe(4 * rows);
    expect(bytes({ kind: 'time', dateOnly: true, values: values((row) => (row % 900) * 86_400_000) })).toBe(2 * rows);
    expect(bytes(textColumn(Array.from({ length: rows }, (_, row) => `v${row % 9}`)))).toBe(rows + 9);
  });

  test('ids without repeating what they share, and without codes', () => {
    const ids = textColumn(
      Array.from({ length: 10_000 }, (_, row) => `00Q5g00000${String(row).padStart(5, '0')}EAA`),
      true,
    );
    expect(bytes(ids)).toBe(10_000 * 4);
    const withGaps = textColumn(
      Array.from({ length: 10_000 }, (_, row) => (row % 20 === 0 ? '' : `user${String(row).padStart(5, '0')}@a.example`)),
    );
    expect(bytes(withGaps)).toBe(500 * 8 + 9_500 * 4);
  });
});

describe('the segment store', () => {
  test('keeps batches over closing and opening, loads single columns and drops batches', () => {
    const path = join(testFolder(), 'a.parley');
    const workspace = createWorkspace(path, europe, fixedEnvironment());
    const columns = sampleColumns(500);
    workspace.transaction(() => {
      workspace.segments.write('b1', 500, columns);
      workspace.segments.write('empty', 0, sampleColumns(0));
      workspace.segments.write('bare', 3, []);
    });
    workspace.close();
    const opened = openWorkspace(path, fixedEnvironment());
    expect(opened.segments.names('b1')).toEqual(columns.map(({ name }) => name));
    expect(opened.segments.names('bare')).toEqual([]);
    for (const { name, column } of columns) expect(plain(opened.segments.read('b1', name)!)).toEqual(plain(column));
    for (const { name, column } of sampleColumns(0)) expect(plain(opened.segments.read('empty', name)!)).toEqual(plain(column));
    expect(opened.segments.read('b1', 'isWon')).toEqual(columns.at(-1)!.column);
    expect(opened.segments.read('b1', 'none')).toBeUndefined();
    expect(opened.segments.read('none', 'id')).toBeUndefined();
    opened.transaction(() => opened.segments.drop('b1'));
    expect(opened.segments.names('b1')).toEqual([]);
    opened.close();
  });

  test('finds a column and its parts through their keys', () => {
    const workspace = createWorkspace(join(testFolder(), 'a.parley'), europe, fixedEnvironment());
    const plan = (query: string) =>
      (workspace.connection.prepare(`EXPLAIN QUERY PLAN ${query}`).all() as { detail: string }[]).map(({ detail }) => detail);
    expect(plan("SELECT bytes FROM segment_parts WHERE batch_id = 'b' AND ordinal = 0 AND part = 0")).toEqual([
      'SEARCH segment_parts USING INDEX sqlite_autoindex_segment_parts_1 (batch_id=? AND ordinal=? AND part=?)',
    ]);
    expect(plan("SELECT meta FROM segments WHERE batch_id = 'b' AND name = 'n'")[0]).toMatch(
      /^SEARCH segments USING INDEX .*\(batch_id=\? AND name=\?\)$/,
    );
    expect(plan("DELETE FROM segment_parts WHERE batch_id = 'b'")[0]).toMatch(/^SEARCH segment_parts USING .*INDEX .*\(batch_id=\?\)$/);
    workspace.close();
  });

  test('refuses the same batch twice, uneven columns, bad codes, and writing outside a transaction', () => {
    const workspace = createWorkspace(join(testFolder(), 'a.parley'), europe, fixedEnvironment());
    const { segments } = workspace;
    workspace.transaction(() => segments.write('b1', 2, sampleColumns(2)));
    expectCode(() => workspace.transaction(() => segments.write('b1', 2, sampleColumns(2))), 'E_BATCH_EXISTS');
    expectCode(() => workspace.transaction(() => segments.write('b2', 3, sampleColumns(2))), 'E_COLUMN');
    const beyond: Column = { kind: 'text', id: false, codes: Uint32Array.of(2), dictionary: { size: 2, at: (code) => ['', 'a'][code]! } };
    expectCode(() => workspace.transaction(() => segments.write('b2', 1, [{ name: 'x', column: beyond }])), 'E_COLUMN');
    expectCode(() => workspace.transaction(() => segments.write('b2', 1, [{ name: 'x', column: textColumn(['\ud800']) }])), 'E_COLUMN');
    expectCode(() => segments.write('b2', 2, sampleColumns(2)), 'E_NO_TRANSACTION');
    expectCode(() => segments.drop('b1'), 'E_NO_TRANSACTION');
    expect(segments.names('b2')).toEqual([]);
    workspace.close();
  });

  test('stores dictionaries of bytes as they are, in shared memory too, and sections longer than a piece', () => {
    const workspace = createWorkspace(join(testFolder(), 'a.parley'), europe, fixedEnvironment());
    const rows = 3_000_000;
    const width = 12;
    const texts = Buffer.from(new SharedArrayBuffer(rows * width));
    for (let row = 0; row < rows; row++) texts.writeUIntBE(row * 7, row * width + (row % 6), 6);
    const offsets = Uint32Array.from({ length: rows + 2 }, (_, code) => Math.max(0, code - 1) * width - (code > rows ? 1 : 0));
    const codes = new Uint32Array(new SharedArrayBuffer(rows * 4)).map((_, row) => row + 1);
    const column: Column = { kind: 'text', id: true, codes, dictionary: byteTextDictionary(texts, offsets) };
    workspace.transaction(() => workspace.segments.write('b1', rows, [{ name: 'id', column }]));
    expect(workspace.connection.prepare('SELECT count(*) FROM segment_parts').pluck().get()).toBe(12);
    const back = workspace.segments.read('b1', 'id')!;
    if (back.kind !== 'text' || !isByteTextDictionary(back.dictionary)) throw new Error('expected a column of bytes');
    expect(Buffer.compare(back.dictionary.bytes, texts.subarray(0, -1))).toBe(0);
    expect(Buffer.compare(Buffer.from(back.codes.buffer), Buffer.from(codes.buffer as ArrayBuffer))).toBe(0);
    workspace.close();
  });
});
