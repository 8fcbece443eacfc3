import { describe, expect, test } from 'vitest';
import { defaultCatalog } from '#criteria/catalog-defaults.ts';
import { checkCriteria, requireCriteria } from '#criteria/check.ts';
import type { FieldCatalog } from '#criteria/field-catalog.ts';
import { nearestName } from '#criteria/nearest-name.ts';
import { parseCriteria } from '#criteria/parse.ts';
import type { Subject } from '#criteria/reach.ts';
import { numberLiteral } from '#criteria/tree.ts';

const plain = defaultCatalog({ freeMailDomains: ['gmail.com', 'gmx.de'] });
const catalog: FieldCatalog = {
  ...plain,
  objects: {
    ...plain.objects,
    lead: [
      ...plain.objects.lead.map((field) => (field.name === 'source' ? { ...field, values: ['Demo request', 'Webinar'] } : field)),
      { name: 'budgetStatus', custom: true, type: 'text' },
      { name: 'score', custom: true, type: 'text' },
    ],
  },
};

function check(text: string, subject?: Subject) {
  const { rule, positions } = parseCriteria(text);
  return checkCriteria(rule, { catalog, subject, positions });
}

describe('check', () => {
  test('an unknown field names its place and the nearest known one', () => {
    const { rule, positions } = parseCriteria(
      'lead.score >= 65\nand lead.title is filled\nand not exists t' + 'ouch or lead.contry in ("US")',
    );
    expect(() => requireCriteria(rule, { catalog, positions })).toThrow(
      'line 3, column 25: no field lead.contry; did you mean lead.country?',
    );
    expect(check('lead.contry = "US"').issues).toEqual([
      {
        severity: 'error',
        message: 'no field lead.contry; did you mean lead.country?',
        line: 1,
        column: 1,
        found: 'lead.contry',
        expected: 'lead.country',
      },
    ]);
  });

  test('the example of the specification has no issues, and a handoff as its subject', () => {
    const checked = check(`lead.score >= 65 and lead.employees between 50 and 5000 and lead.emailDomain not in @freeMailDomains
      and (lead.source = "Demo request" or exists touch where touch.responded = true within 30 days before handoff.qualifiedAt)
      and count activity where activity.type = "meeting" >= 1 within 14 days before handoff.qualifiedAt
      and hours from handoff.qualifiedAt to handoff.firstTouchAt <= 48 and lead.budgetStatus is filled`);
    expect(checked.issues).toEqual([]);
    expect(checked.subject).toBe('handoff');
    expect(checked.fields).toEqual([
      'activity.at',
      'activity.type',
      'handoff.firstTouchAt',
      'handoff.qualifiedAt',
      'lead.custom.budgetStatus',
      'lead.emailDomain',
      'lead.employees',
      'lead.score',
      'lead.source',
      'touch.at',
      'touch.responded',
    ]);
  });

  test('lead.x is canonical before custom; lead.custom.x is custom only', () => {
    expect(check('lead.score > 1').issues).toEqual([]);
    expect(check('lead.custom.score = "hot"').issues).toEqual([]);
    expect(check('lead.custom.score > 1').issues[0]!.message).toContain('which has no order');
    expect(check('lead.custom.title = "x"').issues[0]!.message).toContain('no field lead.custom.title');
  });

  test.each([
    ['lead.score >= "65"', 'lead.score is a number; expected a number, found "65"'],
    ['lead.country = 49', 'lead.country is text; expected text in quotes, found 49'],
    ['lead.country < "M"', 'lead.country is text, which has no order'],
    ['lead.isConverted > true', 'which has no order; expected = or !='],
    ['lead.isConverted = "true"', 'expected true or false'],
    ['lead.createdAt = 5', 'expected a date or time such as 2026-03-31'],
    ['lead.title between "A" and "B"', 'between needs a number or a time'],
    ['lead.score contains "6"', 'contains needs text'],
    ['lead.title in (1)', 'expected text in quotes, found 1'],
    ['lead.score in @freeMailDomains', 'a picklist holds text'],
    ['lead.source in @freeMailDomain', 'no picklist @freeMailDomain; did you mean @freeMailDomains?'],
    ['hours from lead.createdAt to lead.score > 1', 'lead.score is a number; expected a field with a time'],
    ['lead.title within 3 days before as of', 'lead.title is text; expected a field with a time'],
    ['exists touch within -3 days before lead.createdAt', "a window can't be -3 long"],
    ['leed.score = 1', 'no object leed; did you mean lead.score?'],
    [
      'lead.score = 1 and touch.responded = true',
      'touch.responded stands alone, but a lead may have several of these; expected exists touch where',
    ],
    ['exists touch where activity.type = "x"', 'activity.type stands alone'],
  ])('%s: %s', (text, message) => {
    const { issues } = check(text, 'lead');
    expect(issues.filter((issue) => issue.severity === 'error').map((issue) => issue.message)).toEqual([expect.stringContaining(message)]);
  });

  test('what is in reach depends on the subject', () => {
    expect(check('opportunity.amount > 1', 'lead').issues[0]!.message).toContain('exists opportunity where');
    expect(check('opportunity.amount > 1', 'handoff').issues).toEqual([]);
    expect(check('handoff.cycle = 1', 'lead').issues[0]!.message).toContain('a rule over a lead does not reach them');
    expect(check('lead.score = 1', 'account').issues[0]!.message).toContain('a rule over an account does not reach them');
    expect(check('exists touch', 'account').issues[0]!.message).toContain('expected one of activity, opportunity');
    expect(check('exists activity where (activity.type = "Call" and lead.score > 3)', 'lead').issues).toEqual([]);
  });

  test('the subject is inferred from the fields', () => {
    const subjectOf = (text: string) => check(text).subject;
    expect(subjectOf('lead.score = 1 and handoff.cycle = 1')).toBe('handoff');
    expect(subjectOf('lead.score = 1')).toBe('lead');
    expect(subjectOf('opportunity.amount > 1 and account.tier = "A"')).toBe('opportunity');
    expect(subjectOf('account.tier = "A"')).toBe('account');
    expect(subjectOf('exists opportunity where opportunity.amount > 1 and account.tier = "A"')).toBe('account');
    expect(subjectOf('exists touch')).toBe('lead');
  });

  test('warnings: values outside the picklist, empty texts, idle spaces, ranges the wrong way round', () => {
    const warnings = (text: string) => check(text).issues.map((issue) => `${issue.severity}: ${issue.message}`);
    expect(warnings('lead.source = "Demo reqest"')).toEqual([
      'warning: lead.source has no value "Demo reqest"; did you mean "Demo request"?',
    ]);
    expect(warnings('lead.source = " demo REQUEST "')).toEqual([]);
    expect(warnings('lead.title = ""')).toEqual([expect.stringContaining('is empty')]);
    expect(warnings('lead.title contains " VP "')).toEqual([expect.stringContaining('ignores the spaces')]);
    expect(warnings('lead.score between 9 and 1')).toEqual([expect.stringContaining('wrong way round')]);
  });

  test('trees that no text gives are refused too', () => {
    const field = { object: 'lead', name: 'score', custom: false };
    expect(checkCriteria({ kind: 'in', field, negated: false, values: [] }, { catalog }).issues[0]).toMatchObject({
      severity: 'error',
      line: null,
    });
    expect(checkCriteria({ kind: 'and', parts: [] }, { catalog }).issues[0]!.severity).toBe('error');
    const count = { kind: 'count', related: 'touch', where: null, operator: '>', value: numberLiteral('1'), window: null } as const;
    expect(checkCriteria(count, { catalog }).issues).toEqual([]);
  });

  test('the nearest name: swapped neighbours, case, nothing when far', () => {
    expect(nearestName('emial', ['name', 'email'])).toBe('email');
    expect(nearestName('EMAIL', ['email'])).toBe('email');
    expect(nearestName('zzzzzzzz', ['email', 'name'])).toBeUndefined();
    expect(nearestName('', [])).toBeUndefined();
    expect(nearestName('x'.repeat(1_000_000), ['email'])).toBeUndefined();
  });
});
