import { expect, test } from 'vitest';
import { explainRecord } from '#criteria/explain.ts';
import { parseCriteria } from '#criteria/parse.ts';
import { tableRecordSource } from '#criteria/table-source.ts';
import { memoryTable, textColumn } from '#domain/columns.ts';
import { zoneClock } from '#domain/time-zone.ts';

const berlin = zoneClock('Europe/Berlin');
const tables = {
  leads: memoryTable(2, {
    id: textColumn(['L1', 'L2'], true),
    title: textColumn(['  VP Sales ', '']),
    score: { kind: 'number', values: Float64Array.of(64.5, Number.NaN) },
    annualRevenue: { kind: 'money', scale: 2, values: Float64Array.of(100_050, Number.NaN) },
    createdAt: { kind: 'time', dateOnly: true, values: Float64Array.of(berlin.dayRangeMs(2026, 3, 31)[0], Number.NaN) },
    qualifiedAt: { kind: 'time', dateOnly: false, values: Float64Array.of(Date.UTC(2026, 3, 1, 9), Number.NaN) },
    isConverted: { kind: 'boolean', values: Uint8Array.of(0, 2) },
    isDeleted: { kind: 'boolean', values: Uint8Array.of(0, 1) },
  }),
  campaignMembers: memoryTable(3, { leadId: textColumn(['L1', 'L1', 'L2'], true), status: textColumn(['Sent', 'Sent', 'Sent']) }),
} as const;
const source = tableRecordSource({ subject: 'lead', table: (kind) => tables[kind as keyof typeof tables], asOfMs: 0, clock: berlin });
const explain = (text: string, row: number) => explainRecord(parseCriteria(text).rule, source, row);

test('each clause with its text, whether it is met, and the values as the extract has them', () => {
  expect(explain('lead.score >= 65 and (lead.title contains "vp" or not exists touch)', 0)).toEqual({
    kind: 'and',
    text: 'lead.score >= 65 and (lead.title contains "vp" or not exists touch)',
    met: false,
    values: [],
    parts: [
      { kind: 'clause', text: 'lead.score >= 65', met: false, values: [{ field: 'lead.score', value: '64.5' }], parts: [] },
      {
        kind: 'or',
        text: 'lead.title contains "vp" or not exists touch',
        met: true,
        values: [],
        parts: [
          {
            kind: 'clause',
            text: 'lead.title contains "vp"',
            met: true,
            values: [{ field: 'lead.title', value: '  VP Sales ' }],
            parts: [],
          },
          {
            kind: 'not',
            text: 'not exists touch',
            met: false,
            values: [],
            parts: [{ kind: 'clause', text: 'exists touch', met: true, values: [{ field: 'count touch', value: '2' }], parts: [] }],
          },
        ],
      },
    ],
  });
});

test.each([
  ['lead.annualRevenue > 5', '1000.50'],
  ['lead.createdAt = 2026-03-31', '2026-03-31'],
  ['lead.qualifiedAt > 2026-03-31', '2026-04-01T09:00:00Z'],
  ['lead.isConverted = true', 'false'],
  ['lead.phone is filled', null],
])('%s shows %s, and null in a record whose field is empty', (text, shown) => {
  expect(explain(text, 0).values[0]!.value).toBe(shown);
  expect(explain(text, 1).values[0]!.value).toBeNull();
});

test('a window’s anchor is among the values, a deleted record is explained all the same', () => {
  expect(explain('exists touch within 3 days before lead.qualifiedAt', 1)).toMatchObject({
    met: false,
    values: [
      { field: 'count touch', value: '0' },
      { field: 'lead.qualifiedAt', value: null },
    ],
  });
});
