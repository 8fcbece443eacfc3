import Database from 'better-sqlite3';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { defaultCatalog } from '#criteria/catalog-defaults.ts';
import { requireCriteria } from '#criteria/check.ts';
import { compileCriteria } from '#criteria/compile/compile.ts';
import { type CompileOptions, type Target, targets } from '#criteria/compile/compiled-rule.ts';
import { snakeCase, sqlColumn, sqlIdentifier } from '#criteria/compile/sql-names.ts';
import type { FieldCatalog } from '#criteria/field-catalog.ts';
import { formatCriteria } from '#criteria/format.ts';
import { parseCriteria } from '#criteria/parse.ts';
import { queryability } from '#criteria/queryability.ts';
import { type Subject, subjects } from '#criteria/reach.ts';
import { zoneClock } from '#domain/time-zone.ts';
import { typedRule } from './typed-rule.ts';

const plain = defaultCatalog({ free: ['gmail.com', 'gmx.de'] });
const catalog: FieldCatalog = {
  ...plain,
  objects: {
    ...plain.objects,
    lead: [
      ...plain.objects.lead.map((field) => {
        if (field.name === 'score') return { ...field, apiName: 'Lead_Score__c', fillRate: 0.9 };
        return field.name === 'status' ? { ...field, values: ['Open', 'MQL {{ x }}'], fillRate: 0 } : field;
      }),
      { name: 'need', custom: true, type: 'text', apiName: 'Need__c', longText: true, label: 'Need' },
      { name: 'tier', custom: true, type: 'text', apiName: 'tier_hs' },
    ],
  },
};
const berlin = { catalog, clock: zoneClock('Europe/Berlin') };

function compile(text: string, target: Target, subject?: Subject, options: Partial<CompileOptions> = {}) {
  const { rule } = parseCriteria(text);
  return compileCriteria(requireCriteria(rule, { catalog, subject }), target, { ...berlin, ...options });
}
const where = (text: string, subject: Subject = 'lead', options: Partial<CompileOptions> = {}) =>
  compile(text, 'soql', subject, options).text.split('\nWHERE ')[1]?.trim();
const reasons = (text: string, target: Target, subject: Subject = 'lead') =>
  compile(text, target, subject).unsupported.map(({ reason }) => reason);

describe('every target', () => {
  test.each(targets)('%s carries target, text, fields and canonical text', (target) => {
    const compiled = compile('lead.score >= 65.0 and lead.emailDomain not in @free', target);
    expect(compiled).toMatchObject({
      target,
      unsupported: [],
      fields: ['lead.emailDomain', 'lead.score'],
      canonical: 'lead.score >= 65 and lead.emailDomain not in @free',
    });
    expect(compiled.text).not.toBe('');
  });

  test('never throws, and leaves out exactly what it lists', () => {
    for (const subject of subjects) {
      fc.assert(
        fc.property(typedRule(subject, catalog, ['free']), fc.constantFrom(...targets), (rule, target) => {
          const compiled = compileCriteria(requireCriteria(rule, { catalog, subject }), target, berlin);
          const clauses = rule.kind === 'and' ? rule.parts : [rule];
          for (const { clause, reason } of compiled.unsupported) {
            expect(clauses.map(formatCriteria)).toContain(clause);
            expect(reason).not.toBe('');
          }
          if (target === 'hubspot') expect(JSON.parse(compiled.text)).toMatchObject({ filterBranchType: 'OR', filters: [] });
        }),
        { numRuns: 200 },
      );
    }
  });
});

describe('SQL', () => {
  test('a rule over leads reads as it is', () => {
    expect(compile('lead.score >= 65 and not lead.country in ("US", "Österreich") and lead.createdAt <= 2026-03-31', 'sqlite').text).toBe(
      `select l.id
from leads as l
where l.is_deleted is not true
  and coalesce(l.master_record_id, '') = ''
  and l.score >= 65
  and not coalesce(l.country__fold in ('us', 'österreich'), false)
  and l.created_at < '2026-03-31T22:00:00.000Z'
`,
    );
    expect(compile('lead.country = "Österreich" and lead.createdAt > 2026-03-31', 'postgres').text).toContain(
      `lower(trim(l.country)) = lower('österreich')\n  and l.created_at >= timestamptz '2026-03-31T22:00:00.000Z'`,
    );
  });

  test('what SQL can’t say is listed, left out and named in the text', () => {
    const compiled = compile('lead.score > 1 and business hours from lead.createdAt to lead.qualifiedAt <= 8', 'sqlite');
    expect(compiled.unsupported).toEqual([
      { clause: 'business hours from lead.createdAt to lead.qualifiedAt <= 8', reason: expect.stringContaining('no business calendar') },
    ]);
    expect(compiled.text).toMatch(/^-- left out: business hours/);
    expect(reasons('lead.createdAt within 3 days before as of', 'postgres')).toEqual([expect.stringContaining('as of')]);
    expect(compile('lead.createdAt within 1 days before as of', 'sqlite', 'lead', { asOfMs: Date.UTC(2026, 3, 1) }).text).toContain(
      "(l.created_at >= '2026-03-31T00:00:00.000Z' and l.created_at < '2026-04-01T00:00:00.000Z')",
    );
  });

  test('text can’t break out of a literal, a comment or an identifier', () => {
    const database = new Database(':memory:');
    database.exec('create table leads (id, title__fold, custom_x_y, custom_x_y__fold, created_at, is_deleted, master_record_id)');
    database
      .prepare('insert into leads (id, title__fold, created_at) values (?, ?, ?)')
      .run('1', "'; drop table leads; --", '2026-01-01T00:00:00.000Z');
    const evil = "'; drop table leads; --";
    expect(
      database
        .prepare(compile(`lead.title = "${evil}"`, 'sqlite').text)
        .pluck()
        .all(),
    ).toEqual(['1']);
    const left = compile(`lead.title = "${evil}\n or 1=1" and lead.createdAt within 3 days before as of`, 'sqlite').text;
    expect(left.split('\n')[0]).toMatch(/^-- left out/);
    const hostile = compile(`(lead.title = "x\ndelete from leads" or lead.createdAt within 3 days before as of)`, 'sqlite').text;
    expect(hostile.split('\n').filter((line) => line.startsWith('delete'))).toEqual([]);
    expect(sqlIdentifier('a"b')).toBe('"a""b"');
    database.close();
  });

  test('a thousand clauses stay within what SQLite nests', () => {
    const database = new Database(':memory:');
    database.exec('create table leads (id, score, is_deleted, master_record_id)');
    database.prepare('insert into leads (id, score) values (1, 3000)').run();
    for (const word of ['and', 'or']) {
      const text = Array.from({ length: 3000 }, (_, i) => `lead.score != ${i}`).join(` ${word} `);
      expect(database.prepare(compile(text, 'sqlite').text).pluck().all()).toEqual([1]);
    }
    database.close();
  });

  test('column names', () => {
    expect(snakeCase('firstTouchAt')).toBe('first_touch_at');
    expect(snakeCase('opportunityContactRoles')).toBe('opportunity_contact_roles');
    expect(sqlColumn('Budget Status', true)).toBe('custom_budget_status');
    expect(sqlColumn('Lead_Score__c', true)).toBe('custom_lead_score_c');
    expect(sqlIdentifier('to')).toBe('"to"');
  });
});

describe('dbt', () => {
  const compiled = compile('lead.status = "MQL {{ x }}" and lead.title = "{% raw %}"', 'dbt', 'lead', { term: 'MQL, inbound!' });

  test('a model over sources and a properties file, in one text and as two files', () => {
    expect(compiled.files!.map(({ name }) => name)).toEqual(['models/parley_mql_inbound.sql', 'models/parley_mql_inbound.yml']);
    expect(compiled.files![0]!.text).toContain(`from {{ source('crm', 'leads') }} as l`);
    expect(compiled.text).toContain('accepted_values');
    expect(compiled.files![1]!.text).toContain('description: "CRM field Status (text)."');
  });

  test('braces of a rule’s own texts are text to Jinja', () => {
    expect(compiled.files![0]!.text).toContain(`'mql {{ '{{' }} x }}'`);
    expect(compiled.files![0]!.text).toContain(`'{{ '{%' }} raw %}'`);
    expect(compiled.files![1]!.text).toContain(`values: ["Open", "MQL {{ '{{' }} x }}"]`);
  });
});

describe('SOQL', () => {
  test.each<[string, Subject, string]>([
    ['lead.score >= 65', 'lead', 'Lead_Score__c >= 65'],
    ['not lead.score >= 65', 'lead', '(Lead_Score__c < 65 OR Lead_Score__c = null)'],
    ['lead.country != "O\'Neil\\\\"', 'lead', "(Country != 'O\\'Neil\\\\' OR Country = null)"],
    ['lead.country not in ("US", " CA ")', 'lead', "(Country NOT IN ('US', 'CA') OR Country = null)"],
    [
      'lead.employees not between 50 and 5000',
      'lead',
      '((NumberOfEmployees < 50 OR NumberOfEmployees = null) OR (NumberOfEmployees > 5000 OR NumberOfEmployees = null))',
    ],
    ['lead.title starts with "100%_"', 'lead', "Title LIKE '100\\%\\_%'"],
    ['lead.title not contains any of ("a", "b")', 'lead', "(((NOT Title LIKE '%a%') AND (NOT Title LIKE '%b%')) OR Title = null)"],
    ['lead.emailDomain in @free', 'lead', "(Email LIKE '%@gmail.com' OR Email LIKE '%@gmx.de')"],
    ['lead.isConverted != true', 'lead', 'IsConverted = false'],
    ['lead.source is not filled', 'lead', 'LeadSource = null'],
    ['lead.createdAt = 2026-03-31', 'lead', '(CreatedDate >= 2026-03-30T22:00:00Z AND CreatedDate < 2026-03-31T22:00:00Z)'],
    ['opportunity.closedAt <= 2026-03-31', 'opportunity', 'CloseDate <= 2026-03-31'],
    ['account.industry = "Software"', 'lead', "ConvertedAccount.Industry = 'Software'"],
    ['account.industry = "Software"', 'opportunity', "Account.Industry = 'Software'"],
    [
      'exists touch where touch.responded = true',
      'lead',
      'Id IN (SELECT LeadId FROM CampaignMember WHERE LeadId != null AND HasResponded = true)',
    ],
    ['not exists touch', 'lead', 'Id NOT IN (SELECT LeadId FROM CampaignMember WHERE LeadId != null)'],
    ['count touch = 0', 'lead', 'Id NOT IN (SELECT LeadId FROM CampaignMember WHERE LeadId != null)'],
    ['not count touch >= 1', 'lead', 'Id NOT IN (SELECT LeadId FROM CampaignMember WHERE LeadId != null)'],
    ['count touch != 0', 'lead', 'Id IN (SELECT LeadId FROM CampaignMember WHERE LeadId != null)'],
    [
      'exists opportunity where opportunity.isWon = true',
      'account',
      'Id IN (SELECT AccountId FROM Opportunity WHERE AccountId != null AND IsWon = true)',
    ],
    ['lead.title = "" or lead.score > 1', 'lead', '(Id = null OR Lead_Score__c > 1)'],
  ])('%s over a %s: %s', (text, subject, expected) => expect(where(text, subject)).toBe(expected));

  test.each<[string, string]>([
    ['lead.intent = "high"', 'no Salesforce field is known'],
    ['lead.need contains "budget"', 'long text'],
    ['count touch >= 2', "can't count"],
    ['hours from lead.createdAt to lead.updatedAt < 3', "can't compare one field with another"],
    ['lead.createdAt within 3 days before lead.updatedAt', "can't compare one field with another"],
    ['lead.createdAt within 3 days before as of', 'counts from today'],
    ['exists touch or lead.score > 1', 'only where all conditions must hold'],
    ['not (exists touch and lead.score > 1)', 'only where all conditions must hold'],
    ['exists activity', 'tasks and events apart'],
    ['exists touch where (exists stageChange)', 'one level'],
    ['exists touch where lead.score > 1', 'sees only the related record'],
    ['exists stageChange where stageChange.to = "MQL"', 'no Salesforce field is known'],
    ['lead.convertedAt = 2026-03-31T00:00:00Z', 'a date without a time'],
    ['lead.ownerId starts with "005"', 'parts of an id'],
    ['not exists opportunity', 'would leave out the leads without one'],
  ])('can’t say %s', (text, reason) => expect(reasons(text, 'soql')).toEqual([expect.stringContaining(reason)]));

  test('at most two semi-joins; clauses left out leave room', () => {
    expect(reasons('exists touch and not exists stageChange and exists opportunity', 'soql')).toEqual([
      expect.stringContaining('allows 2 semi-joins'),
    ]);
    expect(reasons('exists touch where touch.id contains "x" and exists stageChange and exists opportunity', 'soql')).toHaveLength(1);
  });

  test('handoffs: the lead’s clauses are said, the handoff’s listed', () => {
    const compiled = compile('lead.score > 1 and handoff.cycle = 1', 'soql');
    expect(compiled.text).toBe('SELECT Id\nFROM Lead\nWHERE Lead_Score__c > 1\n');
    expect(compiled.unsupported.map(({ clause }) => clause)).toEqual(['handoff.cycle = 1']);
  });
});

describe('HubSpot', () => {
  const groups = (text: string, subject: Subject = 'lead') => {
    const branch = JSON.parse(compile(text, 'hubspot', subject).text);
    expect(branch).toMatchObject({ filterBranchType: 'OR', filterBranchOperator: 'OR', filters: [] });
    return branch.filterBranches.map(
      (group: { filterBranchType: string; filters: { property: string; operation: Record<string, unknown> }[] }) => {
        expect(group.filterBranchType).toBe('AND');
        return group.filters.map(({ property, operation }) => [
          property,
          operation.operationType,
          operation.operator,
          operation.value ?? operation.values,
        ]);
      },
    );
  };

  test.each<[string, unknown]>([
    ['lead.score >= 65', [[['hubspotscore', 'NUMBER', 'IS_GREATER_THAN_OR_EQUAL_TO', 65]]]],
    ['lead.country in ("US", "CA")', [[['country', 'MULTISTRING', 'IS_EQUAL_TO', ['US', 'CA']]]]],
    ['lead.status = "mql {{ X }}"', [[['hs_lead_status', 'ENUMERATION', 'IS_ANY_OF', ['MQL {{ x }}']]]]],
    ['lead.tier = "A"', [[['tier_hs', 'MULTISTRING', 'IS_EQUAL_TO', ['A']]]]],
    ['lead.phone is empty', [[['phone', 'ALL_PROPERTY', 'IS_UNKNOWN', undefined]]]],
    [
      'lead.score between 1 and 5',
      [
        [
          ['hubspotscore', 'NUMBER', 'IS_GREATER_THAN_OR_EQUAL_TO', 1],
          ['hubspotscore', 'NUMBER', 'IS_LESS_THAN_OR_EQUAL_TO', 5],
        ],
      ],
    ],
    [
      'lead.score > 1 or lead.score < 0',
      [[['hubspotscore', 'NUMBER', 'IS_GREATER_THAN', 1]], [['hubspotscore', 'NUMBER', 'IS_LESS_THAN', 0]]],
    ],
    ['lead.title not contains "x"', [[['jobtitle', 'MULTISTRING', 'DOES_NOT_CONTAIN', ['x']]]]],
  ])('%s', (text, expected) => expect(groups(text)).toEqual(expected));

  test('and over or becomes groups; not is worked in and accepts records without a value', () => {
    const branch = JSON.parse(
      compile('not (lead.score > 1 or lead.title = "x") and (lead.country = "US" or lead.country = "CA")', 'hubspot').text,
    );
    expect(branch.filterBranches).toHaveLength(2);
    expect(
      branch.filterBranches[0].filters.map(({ operation }: { operation: Record<string, unknown> }) => [
        operation.operator,
        operation.includeObjectsWithNoValueSet,
      ]),
    ).toEqual([
      ['IS_LESS_THAN_OR_EQUAL_TO', true],
      ['IS_NOT_EQUAL_TO', true],
      ['IS_EQUAL_TO', false],
    ]);
  });

  test('a day is [start, next start) of the workspace’s zone, written in UTC', () => {
    const [group] = JSON.parse(compile('lead.createdAt = 2026-03-31', 'hubspot').text).filterBranches;
    expect(
      group.filters.map(({ operation }: { operation: Record<string, unknown> }) => [operation.operator, operation.endpointBehavior]),
    ).toEqual([
      ['IS_AFTER', 'INCLUSIVE'],
      ['IS_BEFORE', 'EXCLUSIVE'],
    ]);
    expect(group.filters[0].operation.timePoint).toEqual({
      timeType: 'DATE',
      timezoneSource: 'CUSTOM',
      zoneId: 'UTC',
      year: 2026,
      month: 3,
      day: 30,
      hour: 22,
      minute: 0,
      second: 0,
      millisecond: 0,
    });
  });

  test.each<[string, string]>([
    ['handoff.cycle = 1', "Parley's own"],
    ['exists touch', 'related records'],
    ['account.tier = "A"', 'which associated account'],
    ['lead.custom.need = "x"', 'no HubSpot property is known'],
    ['lead.source = "Webinar"', 'internal values are not known'],
    ['lead.title not starts with "x"', 'does not start with'],
    ['hours from lead.createdAt to lead.updatedAt < 3', 'time between two properties'],
    ['lead.score = 0.1000000000000000055', 'more digits'],
  ])('can’t say %s', (text, reason) =>
    expect(reasons(text, 'hubspot', text.startsWith('handoff') ? 'handoff' : 'lead')).toEqual([expect.stringContaining(reason)]),
  );

  test('clauses that would need too many groups are listed, the others kept', () => {
    const either = (n: number) => `(${Array.from({ length: 10 }, (_, i) => `lead.score = ${n + i}`).join(' or ')})`;
    const compiled = compile(`${either(0)} and ${either(100)} and lead.title = "x"`, 'hubspot');
    expect(compiled.unsupported).toEqual([{ clause: either(100).slice(1, -1), reason: expect.stringContaining('100 of them') }]);
    expect(JSON.parse(compiled.text).filterBranches).toHaveLength(10);
  });
});

describe('English', () => {
  test('one sentence a clause', () => {
    const text = `lead.score >= 65 and lead.custom.need is filled and lead.country not in ("US", "CA", "GB") and lead.createdAt <= 2026-03-31
      and (lead.title contains any of ("VP", "Head") or not lead.isConverted = true)
      and count activity where activity.type = "meeting" >= 1 within 1 days before as of`;
    expect(compile(text, 'english').text.split('\n')).toEqual([
      "The lead's score is at least 65.",
      "The lead's Need is filled in.",
      "The lead's country is none of “US”, “CA” and “GB”.",
      "The lead's created time is on or before 2026-03-31.",
      "Either the lead's title contains “VP” or “Head”, or it is not so that the lead's is converted is true.",
      "The number of activities such that the activity's type is “meeting” within the 1 day before the extract's as-of time is at least 1.",
      '',
    ]);
  });
});

test('queryability: per clause whether fields are known and filled', () => {
  const { rule } = parseCriteria('lead.score > 1 and lead.status = "Open" and lead.nothing = "x" and lead.emailDomain = "a.b"');
  expect(queryability(rule, catalog).map(({ queryable, fields }) => [queryable, fields[0]!.known, fields[0]!.fillRate])).toEqual([
    [true, true, 0.9],
    [false, true, 0],
    [false, false, null],
    [true, true, null],
  ]);
});
