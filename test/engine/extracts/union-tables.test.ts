import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Column, memoryTable, type Table, textColumn } from '#domain/columns.ts';
import { textOfCell } from '#engine/extracts/merge-columns.ts';
import { unionTables } from '#engine/extracts/union-tables.ts';

interface Lead {
  id: string;
  status: string;
  score: number;
  amountMinor: number;
}

function leadTable(leads: readonly Lead[], without: readonly string[] = []): Table {
  const columns: Record<string, Column> = {
    id: textColumn(
      leads.map((lead) => lead.id),
      true,
    ),
    status: textColumn(leads.map((lead) => lead.status)),
    score: { kind: 'number', values: Float64Array.from(leads, (lead) => lead.score) },
    annualRevenue: { kind: 'money', values: Float64Array.from(leads, (lead) => lead.amountMinor), scale: 2 },
  };
  for (const name of without) delete columns[name];
  return memoryTable(leads.length, columns);
}

function rowsOf(table: Table): Record<string, string>[] {
  return Array.from({ length: table.rowCount }, (_, row) =>
    Object.fromEntries(table.columnNames.map((name) => [name, textOfCell(table.column(name)!, row)])),
  );
}

const lead = fc.record({
  id: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'ä', '00Q000000000001', '00Q000000000001EAA', '00Q00000000000BEAQ'),
  status: fc.constantFrom('', 'Open', 'open', 'MQL', 'Ünï'),
  score: fc.constantFrom(Number.NaN, 0, 1.5, 90),
  amountMinor: fc.constantFrom(Number.NaN, 0, 123, -5),
});

/** What the union must be, written down without columns or hashes. */
function unionByMap(newestFirst: readonly (readonly Lead[])[]): Lead[] {
  const byId = new Map<string, Lead>();
  for (const leads of newestFirst)
    for (const one of leads) {
      const key = one.id.startsWith('00Q') ? one.id.slice(0, 15) : one.id;
      if (!byId.has(key)) byId.set(key, one);
    }
  return [...byId.values()];
}

const distinctLeads = fc.uniqueArray(lead, { selector: (one) => (one.id.startsWith('00Q') ? one.id.slice(0, 15) : one.id), maxLength: 6 });

describe('the union of extracts', () => {
  it('takes each record from the newest table that has it', () => {
    fc.assert(
      fc.property(fc.array(distinctLeads, { minLength: 1, maxLength: 4 }), (newestFirst) => {
        const tables = newestFirst.map((leads, index) => ({ table: leadTable(leads), edition: String(index) }));
        expect(rowsOf(unionTables('leads', tables))).toEqual(rowsOf(leadTable(unionByMap(newestFirst))));
      }),
      { numRuns: 500 },
    );
  });

  it('hands a single table on without copying', () => {
    const table = leadTable([{ id: 'a', status: 'Open', score: 1, amountMinor: 2 }]);
    expect(unionTables('leads', [{ table, edition: 'x' }])).toBe(table);
  });

  it('takes a column that the newest extract lacks from the newest one that has it', () => {
    const old = leadTable([
      { id: 'a', status: 'Open', score: 1, amountMinor: 100 },
      { id: 'b', status: 'Open', score: 2, amountMinor: 200 },
    ]);
    const middle = leadTable([{ id: 'a', status: 'MQL', score: 7, amountMinor: 700 }], ['annualRevenue']);
    const fresh = leadTable(
      [
        { id: 'a', status: 'SQL', score: 0, amountMinor: 0 },
        { id: 'c', status: 'New', score: 0, amountMinor: 0 },
      ],
      ['score', 'annualRevenue'],
    );
    const union = unionTables('leads', [
      { table: fresh, edition: '3' },
      { table: middle, edition: '2' },
      { table: old, edition: '1' },
    ]);
    expect(rowsOf(union)).toEqual([
      { id: 'a', status: 'SQL', score: '7', annualRevenue: '1.00' },
      { id: 'c', status: 'New', score: '', annualRevenue: '' },
      { id: 'b', status: 'Open', score: '2', annualRevenue: '2.00' },
    ]);
  });

  it('knows history rows without ids by what they say', () => {
    const history = (rows: [string, string, number][]) =>
      memoryTable(rows.length, {
        recordId: textColumn(
          rows.map(([id]) => id),
          true,
        ),
        to: textColumn(rows.map(([, to]) => to)),
        at: { kind: 'time', values: Float64Array.from(rows, ([, , at]) => at), dateOnly: false },
      });
    const union = unionTables('leadHistory', [
      {
        table: history([
          ['a', 'MQL', 1],
          ['a', 'SQL', 2],
        ]),
        edition: '2',
      },
      {
        table: history([
          ['a', 'MQL', 1],
          ['b', 'MQL', 1],
        ]),
        edition: '1',
      },
    ]);
    expect(rowsOf(union).map((row) => `${row.recordId} ${row.to}`)).toEqual(['a MQL', 'a SQL', 'b MQL']);
  });

  it('lets a restated list replace its older edition and keeps the others', () => {
    const list = (rows: [string, string, number][]) =>
      memoryTable(rows.length, {
        reporter: textColumn(rows.map(([reporter]) => reporter)),
        metric: textColumn(rows.map(() => 'pipeline')),
        period: textColumn(rows.map(([, period]) => period)),
        amount: { kind: 'money', values: Float64Array.from(rows, ([, , amount]) => amount), scale: 2 },
      });
    const union = unionTables('reportedPipeline', [
      {
        table: list([
          ['marketing', 'Q2', 100],
          ['marketing', 'Q2', 200],
        ]),
        edition: '2',
      },
      {
        table: list([
          ['marketing', 'Q2', 999],
          ['sales', 'Q2', 50],
          ['sales', 'Q2', 60],
        ]),
        edition: '1',
      },
    ]);
    expect(rowsOf(union).map((row) => `${row.reporter} ${row.amount}`)).toEqual([
      'marketing 1.00',
      'marketing 2.00',
      'sales 0.50',
      'sales 0.60',
    ]);
  });

  it('gives money the finest scale and turns columns of different kinds into text', () => {
    const one = memoryTable(1, {
      id: textColumn(['a'], true),
      cost: { kind: 'money', values: Float64Array.of(5), scale: 2 },
      'custom.x': { kind: 'number', values: Float64Array.of(5) },
    });
    const two = memoryTable(1, {
      id: textColumn(['b'], true),
      cost: { kind: 'money', values: Float64Array.of(12345), scale: 4 },
      'custom.x': textColumn(['five']),
    });
    const union = unionTables('campaigns', [
      { table: one, edition: '2' },
      { table: two, edition: '1' },
    ]);
    expect(rowsOf(union)).toEqual([
      { id: 'a', cost: '0.0500', 'custom.x': '5' },
      { id: 'b', cost: '1.2345', 'custom.x': 'five' },
    ]);
  });
});
