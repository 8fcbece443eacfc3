import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { memoryTable, textColumn } from '#domain/columns.ts';
import { compareTables, differencesOf } from '#engine/extracts/differences.ts';
import { importPaths, newWorkspace, writeFiles } from '../import/import-setup.ts';

const day = 86_400_000;

describe('differences', () => {
  it('of a newer extract name what is new, changed, gone and back-dated', async () => {
    const { workspace, folder } = newWorkspace();
    const leads = (rows: string[]) => ['Id,LastName,Status,OwnerId,CreatedDate,MQL_Date__c', ...rows].join('\n');
    const history = (rows: string[]) => ['Id,LeadId,CreatedById,CreatedDate,Field,OldValue,NewValue', ...rows].join('\n');
    const first = await importPaths(
      workspace,
      [
        writeFiles(folder, {
          'Lead.csv': leads([
            'L1,One,Open,U1,2026-01-01,',
            'L2,Two,MQL,U1,2026-01-02,2026-01-10T00:00:00Z',
            'L3,Three,Open,U1,2026-01-03,',
          ]),
          'LeadHistory.csv': history(['H1,L2,U1,2026-01-10T00:00:00Z,Status,Open,MQL']),
        }),
      ],
      { asOfMs: Date.UTC(2026, 0, 31) },
    );
    expect(first.differences).toEqual([]);
    const second = await importPaths(
      workspace,
      [
        writeFiles(folder, {
          'Lead.csv': leads(['L1,One,MQL,U1,2026-01-01,', 'L2,Two,MQL,U1,2026-01-02,2026-01-08T00:00:00Z', 'L4,Four,Open,U1,2026-02-03,']),
          'LeadHistory.csv': history([
            'H1,L2,U1,2026-01-10T00:00:00Z,Status,Open,MQL',
            'H2,L1,U1,2026-02-10T00:00:00Z,Status,Open,MQL',
            'H3,L2,U1,2026-01-08T00:00:00Z,Status,New,Open',
          ]),
        }),
      ],
      { asOfMs: Date.UTC(2026, 1, 28) },
    );
    expect(second.differences).toEqual([
      {
        kind: 'leads',
        previousRows: 3,
        rows: 3,
        new: 1,
        changed: 2,
        unchanged: 0,
        gone: 1,
        backDated: 1,
        changedFields: [
          { field: 'qualifiedAt', count: 1 },
          { field: 'status', count: 1 },
        ],
        examples: { new: ['L4'], changed: ['L1', 'L2'], gone: ['L3'], backDated: ['L2'] },
      },
      {
        kind: 'leadHistory',
        previousRows: 1,
        rows: 3,
        new: 2,
        changed: 0,
        unchanged: 1,
        gone: 0,
        backDated: 1,
        changedFields: [],
        examples: { new: ['H2', 'H3'], changed: [], gone: [], backDated: ['H3'] },
      },
    ]);
    expect(differencesOf(workspace, second.extractId)).toEqual(second.differences);
  });

  it('add up, and see the same changes as a comparison row by row', () => {
    const row = fc.record({
      id: fc.constantFrom('a', 'b', 'c', 'd'),
      status: fc.constantFrom('', 'x', 'X', 'é'),
      at: fc.constantFrom(Number.NaN, 0, day),
      flag: fc.constantFrom(0, 1, 2),
    });
    const rows = fc.uniqueArray(row, { selector: ({ id }) => id, maxLength: 4 });
    const table = (list: { id: string; status: string; at: number; flag: number }[]) =>
      memoryTable(list.length, {
        id: textColumn(
          list.map(({ id }) => id),
          true,
        ),
        status: textColumn(list.map(({ status }) => status)),
        createdAt: { kind: 'time', values: Float64Array.from(list, ({ at }) => at), dateOnly: false },
        isConverted: { kind: 'boolean', values: Uint8Array.from(list, ({ flag }) => flag) },
      });
    fc.assert(
      fc.property(rows, rows, (before, after) => {
        const found = compareTables('leads', table(before), table(after), day / 2);
        const old = new Map(before.map((one) => [one.id, one]));
        const isSame = (one: (typeof after)[number]) => {
          const was = old.get(one.id)!;
          return was.status === one.status && Object.is(was.at, one.at) && was.flag === one.flag;
        };
        expect(found.new).toBe(after.filter(({ id }) => !old.has(id)).length);
        expect(found.changed).toBe(after.filter((one) => old.has(one.id) && !isSame(one)).length);
        expect(found.gone).toBe(before.filter(({ id }) => !after.some((one) => one.id === id)).length);
        expect(found.new + found.changed + found.unchanged).toBe(after.length);
      }),
      { numRuns: 500 },
    );
  });

  it('compare money across scales and columns across kinds', () => {
    const before = memoryTable(2, {
      id: textColumn(['a', 'b'], true),
      amount: { kind: 'money', values: Float64Array.of(100, 250), scale: 2 },
      'custom.x': textColumn(['5', '6']),
    });
    const after = memoryTable(2, {
      id: textColumn(['a', 'b'], true),
      amount: { kind: 'money', values: Float64Array.of(10_000, 25_100), scale: 4 },
      'custom.x': { kind: 'number', values: Float64Array.of(5, 7) },
    });
    expect(compareTables('opportunities', before, after, 0)).toMatchObject({
      changed: 1,
      changedFields: [
        { field: 'amount', count: 1 },
        { field: 'custom.x', count: 1 },
      ],
    });
  });
});
