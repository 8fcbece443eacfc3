import { describe, expect, test } from 'vitest';
import { createRuleSession, evaluateCriteria } from '#criteria/evaluate.ts';
import { foldText } from '#criteria/fold-text.ts';
import { parseCriteria } from '#criteria/parse.ts';
import type { RecordSource } from '#criteria/record-source.ts';
import { tableRecordSource } from '#criteria/table-source.ts';
import type { ExtractKind } from '#domain/canonical-fields.ts';
import { type Column, memoryTable, type Table, textColumn } from '#domain/columns.ts';
import { zoneClock } from '#domain/time-zone.ts';

const at = (text: string | null) => (text === null ? Number.NaN : Date.parse(text));
const numbers = (values: (number | null)[]): Column => ({
  kind: 'number',
  values: Float64Array.from(values, (value) => value ?? Number.NaN),
});
const times = (values: (string | null)[]): Column => ({ kind: 'time', dateOnly: false, values: Float64Array.from(values, at) });
const truths = (values: (boolean | null)[]): Column => ({
  kind: 'boolean',
  values: Uint8Array.from(values, (value) => (value === null ? 2 : Number(value))),
});

const tables: Partial<Record<ExtractKind, Table>> = {
  leads: memoryTable(4, {
    id: textColumn(['00Q000000000001', '00Q000000000002EAA', 'L3', 'L4'], true),
    title: textColumn(['  VP Sales ', 'Straße', '', ' ']),
    email: textColumn(['ann@Gmail.com', 'bob@ÉCOLE.fr', 'nobody', '']),
    score: numbers([65, 64.9, null, 0.1]),
    annualRevenue: { kind: 'money', scale: 2, values: Float64Array.of(100_050, 100_051, Number.NaN, 0) },
    createdAt: times(['2026-03-31T21:59:59.999Z', '2026-03-31T22:00:00Z', null, '2026-03-30T22:00:00Z']),
    qualifiedAt: times(['2026-04-02T21:59:59.999Z', '2026-03-31T21:00:00Z', '2026-04-01T00:00:00Z', null]),
    isConverted: truths([true, false, null, false]),
    accountId: textColumn(['001000000000001', '', 'A9', ''], true),
    convertedAccountId: textColumn(['', 'A2', '', ''], true),
    'custom.budget': textColumn(['yes', 'no', '', 'YES']),
  }),
  accounts: memoryTable(2, { id: textColumn(['001000000000001AAA', 'A2'], true), tier: textColumn(['A', 'B']) }),
  campaignMembers: memoryTable(5, {
    leadId: textColumn(['00Q000000000001EAA', '00Q000000000001', 'L3', 'L3', 'gone'], true),
    responded: truths([true, false, true, true, true]),
    at: times(['2026-03-31T21:59:59.998Z', '2026-03-30T21:59:59.999Z', null, '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z']),
    isDeleted: truths([false, false, false, true, false]),
  }),
};

const source = (change: Partial<RecordSource> = {}): RecordSource => ({
  ...tableRecordSource({
    subject: 'lead',
    table: (kind) => tables[kind],
    asOfMs: at('2026-04-01T00:00:00Z'),
    clock: zoneClock('Europe/Berlin'),
    picklists: { free: ['gmail.com', ' École.FR '] },
  }),
  ...change,
});
const rows = (text: string, over = source()) => [...evaluateCriteria(parseCriteria(text).rule, over).mask];

describe('evaluate', () => {
  test.each([
    ['lead.score >= 65', [1, 0, 0, 0]],
    ['not lead.score >= 65', [0, 1, 1, 1]],
    ['lead.score != 65', [0, 1, 1, 1]],
    ['lead.score = 0.1', [0, 0, 0, 1]],
    ['lead.score between 0.1 and 64.9', [0, 1, 0, 1]],
    ['lead.score not between 0.1 and 64.9', [1, 0, 1, 0]],
    ['lead.score in (65, 0.1)', [1, 0, 0, 1]],
    ['lead.score is empty', [0, 0, 1, 0]],
    ['lead.score is not empty', [1, 1, 0, 1]],
    ['lead.score is filled', [1, 1, 0, 1]],
    ['lead.score is not filled', [0, 0, 1, 0]],
    ['lead.annualRevenue > 1000.50', [0, 1, 0, 0]],
    ['lead.annualRevenue > 1000.505', [0, 1, 0, 0]],
    ['lead.annualRevenue = 1000.505', [0, 0, 0, 0]],
    ['lead.annualRevenue <= 1000.505', [1, 0, 0, 1]],
    ['lead.annualRevenue < 1000.5', [0, 0, 0, 1]],
    ['lead.isConverted = false', [0, 1, 0, 1]],
    ['lead.isConverted != true', [0, 1, 1, 1]],
    ['lead.isConverted in (true, false)', [1, 1, 0, 1]],
  ])('numbers, money, truth: %s', (text, expected) => expect(rows(text)).toEqual(expected));

  test.each([
    ['lead.title = "vp sales"', [1, 0, 0, 0]],
    ['lead.title = "STRASSE"', [0, 1, 0, 0]],
    ['lead.title != "vp sales"', [0, 1, 1, 1]],
    ['lead.title is empty', [0, 0, 1, 1]],
    ['lead.title contains any of ("SALES", "zzz")', [1, 0, 0, 0]],
    ['lead.title starts with "vp"', [1, 0, 0, 0]],
    ['lead.title ends with "SSE"', [0, 1, 0, 0]],
    ['lead.title not contains "a"', [0, 0, 1, 1]],
    ['lead.title = ""', [0, 0, 0, 0]],
    ['lead.title contains ""', [0, 0, 0, 0]],
    ['lead.emailDomain in @free', [1, 1, 0, 0]],
    ['lead.emailDomain is empty', [0, 0, 1, 1]],
    ['lead.custom.budget = "Yes" and lead.budget = "yes"', [1, 0, 0, 1]],
    ['lead.phone is empty and lead.phone != "1"', [1, 1, 1, 1]],
  ])('text: %s', (text, expected) => expect(rows(text)).toEqual(expected));

  test.each([
    ['lead.id = "00Q000000000001EAA"', [1, 0, 0, 0]],
    ['lead.id = "00Q000000000002"', [0, 1, 0, 0]],
    ['lead.id = "00q000000000001"', [0, 0, 0, 0]],
    ['lead.id in ("L3", "00Q000000000002EAB")', [0, 0, 1, 0]],
    ['lead.id starts with "00Q"', [1, 1, 0, 0]],
    ['lead.id starts with "00q"', [0, 0, 0, 0]],
    ['account.tier = "a"', [1, 0, 0, 0]],
    ['account.tier = "B"', [0, 1, 0, 0]],
    ['account.tier is empty', [0, 0, 1, 1]],
  ])('ids and the account: %s', (text, expected) => expect(rows(text)).toEqual(expected));

  test.each([
    ['lead.createdAt = 2026-03-31', [1, 0, 0, 1]],
    ['lead.createdAt <= 2026-03-31', [1, 0, 0, 1]],
    ['lead.createdAt < 2026-03-31', [0, 0, 0, 0]],
    ['lead.createdAt > 2026-03-31', [0, 1, 0, 0]],
    ['lead.createdAt >= 2026-03-31', [1, 1, 0, 1]],
    ['lead.createdAt != 2026-03-31', [0, 1, 1, 0]],
    ['lead.createdAt in (2026-03-31, 2026-04-01)', [1, 1, 0, 1]],
    ['lead.createdAt between 2026-03-31 and 2026-03-31', [1, 0, 0, 1]],
    ['lead.createdAt > 2026-03-31T21:59:59.999Z', [0, 1, 0, 0]],
    ['lead.createdAt within 2 hours before as of', [0, 1, 0, 0]],
    ['lead.createdAt within 0 days before as of', [0, 0, 0, 0]],
    ['lead.createdAt within 1 hours after lead.qualifiedAt', [0, 0, 0, 0]],
    ['lead.createdAt within 1.001 hours after lead.qualifiedAt', [0, 1, 0, 0]],
    ['lead.createdAt within 2 days before lead.qualifiedAt', [1, 0, 0, 0]],
    ['lead.createdAt within 1.9999999999 days before lead.qualifiedAt', [0, 0, 0, 0]],
    ['days from lead.createdAt to lead.qualifiedAt = 2', [1, 0, 0, 0]],
    ['hours from lead.createdAt to lead.qualifiedAt <= -1', [0, 1, 0, 0]],
    ['hours from lead.createdAt to lead.qualifiedAt != 48', [0, 1, 1, 1]],
  ])('times, in Berlin: %s', (text, expected) => expect(rows(text)).toEqual(expected));

  test.each([
    ['exists touch', [1, 0, 1, 0]],
    ['not exists touch', [0, 1, 0, 1]],
    ['count touch >= 2', [1, 0, 0, 0]],
    ['count touch = 1', [0, 0, 1, 0]],
    ['count touch != 1', [1, 1, 0, 1]],
    ['count touch < 1', [0, 1, 0, 1]],
    ['exists touch where touch.responded = false', [1, 0, 0, 0]],
    ['exists touch where (touch.responded = true and lead.score > 60)', [1, 0, 0, 0]],
    ['exists touch within 1 days before lead.createdAt', [1, 0, 0, 0]],
    ['count touch = 2 within 1.0001 days before lead.createdAt', [1, 0, 0, 0]],
    ['count touch = 1 within 1 days before lead.createdAt', [0, 0, 0, 0]],
    ['exists touch within 9999 days before as of', [1, 0, 0, 0]],
    ['exists touch where touch.at is empty', [0, 0, 1, 0]],
    ['exists touch where (exists touch where touch.responded = false)', [1, 0, 0, 0]],
    ['count touch where (not exists activity) >= 1', [1, 0, 1, 0]],
    ['exists activity', [0, 0, 0, 0]],
    ['count activity = 0', [1, 1, 1, 1]],
  ])('related: %s', (text, expected) => expect(rows(text)).toEqual(expected));

  test('a day is a day of the workspace’s zone', () => {
    const inBerlin = source();
    const inUtc = source({ clock: zoneClock('UTC') });
    expect(rows('lead.createdAt = 2026-03-31', inBerlin)).not.toEqual(rows('lead.createdAt = 2026-03-31', inUtc));
    expect(rows('lead.createdAt = 2026-03-31', inUtc)).toEqual([1, 1, 0, 0]);
  });

  test('business hours ask the calendar, and are refused without one', () => {
    const halved = source({ businessMsBetween: (from, to) => (to - from) / 2 });
    expect(rows('business hours from lead.createdAt to lead.qualifiedAt = 24', halved)).toEqual([1, 0, 0, 0]);
    expect(rows('business hours from lead.createdAt to lead.qualifiedAt = -0.5', halved)).toEqual([0, 1, 0, 0]);
    expect(rows('lead.createdAt within 24 business hours before lead.qualifiedAt', halved)).toEqual([1, 0, 0, 0]);
    expect(rows('lead.createdAt within 1 business hours after lead.qualifiedAt', halved)).toEqual([0, 1, 0, 0]);
    expect(() => rows('business hours from lead.createdAt to lead.qualifiedAt > 1')).toThrow('no business calendar is set');
  });

  test('deleted and merged records, and those excluded, are not counted', () => {
    const leads = memoryTable(4, {
      id: textColumn(['a', 'b', 'c', 'd'], true),
      isDeleted: truths([false, true, null, false]),
      masterRecordId: textColumn(['', '', 'a', ''], true),
    });
    const over = tableRecordSource({
      subject: 'lead',
      table: (kind) => (kind === 'leads' ? leads : undefined),
      asOfMs: 0,
      clock: zoneClock('UTC'),
      excluded: Uint8Array.of(0, 0, 0, 1),
    });
    expect(evaluateCriteria(parseCriteria('lead.id is filled').rule, over)).toMatchObject({
      count: 1,
      total: 1,
      mask: Uint8Array.of(1, 0, 0, 0),
    });
  });

  test('no rows, one row', () => {
    const none = tableRecordSource({ subject: 'lead', table: () => undefined, asOfMs: 0, clock: zoneClock('UTC') });
    expect(evaluateCriteria(parseCriteria('not lead.score > 1 or exists touch').rule, none)).toEqual({
      mask: new Uint8Array(0),
      count: 0,
      total: 0,
    });
    const one = tableRecordSource({
      subject: 'lead',
      table: (kind) => (kind === 'leads' ? memoryTable(1, {}) : undefined),
      asOfMs: 0,
      clock: zoneClock('UTC'),
    });
    expect(evaluateCriteria(parseCriteria('not lead.score > 1').rule, one)).toMatchObject({ count: 1, total: 1 });
  });

  test('a session gives what a fresh evaluation gives, and never lends out its kept masks', () => {
    const session = createRuleSession(source(), 2);
    const texts = [
      'lead.score >= 65',
      'lead.score >= 65 or lead.title is empty',
      'not lead.score >= 65',
      'lead.score >= 65 and exists touch',
    ];
    for (const text of [...texts, ...texts]) {
      const { mask } = session.evaluate(parseCriteria(text).rule);
      expect([...mask]).toEqual(rows(text));
      mask.fill(1);
    }
  });

  test('a column of another type than the rule needs is refused by name', () => {
    expect(() => rows('lead.title > 5')).toThrow('lead.title holds text in this extract');
    expect(() => rows('lead.score = "x"')).toThrow('lead.score holds number in this extract, the rule needs text');
    expect(() => rows('lead.title in @nothing')).toThrow('no picklist @nothing');
  });
});

describe('fold', () => {
  test.each([
    ['  VP ', 'vp'],
    ['STRASSE', foldText('straße')],
    ['ΟΔΟΣ', foldText('οδος')],
    ['É', foldText('e\u0301')],
    ['\u00a0x\u3000', 'x'],
    ['İ', foldText('i\u0307')],
    ['ﬁn', foldText('FIN')],
    ['   ', ''],
  ])('%s', (text, expected) => expect(foldText(text)).toBe(expected));

  test('dotless ı is not i; folding twice changes nothing, for every character', () => {
    expect(foldText('ı')).not.toBe(foldText('i'));
    for (let point = 0; point < 0x20000; point++) {
      if (point >= 0xd800 && point < 0xe000) continue;
      const once = foldText(String.fromCodePoint(point));
      expect(foldText(once)).toBe(once);
    }
  });
});
