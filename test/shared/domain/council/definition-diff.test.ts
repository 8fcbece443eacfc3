import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { DefinitionContent } from '#domain/definition.ts';
import { diffDefinitions } from '#domain/definition-diff.ts';
import { likeness, wordDiff } from '#domain/word-diff.ts';

const content: DefinitionContent = {
  term: 'MQL',
  motion: 'inbound',
  kind: 'stage',
  object: 'lead',
  criteria: 'lead.score >= 60 and lead.email is filled and lead.country in ("US", "CA")',
  ownerId: 'a1',
  ownerTitle: 'CMO',
  auditCadence: 'halfYearly',
  rationale: 'Agreed in March.',
  effectiveFrom: null,
  stage: 'qualified',
  picklist: null,
  thresholds: null,
};
const clausesOf = (criteria: string | null) => (criteria === null ? [] : criteria.split(' and '));
const diff = (change: Partial<DefinitionContent>, base: Partial<DefinitionContent> = {}) =>
  diffDefinitions({ ...content, ...base }, { ...content, ...base, ...change }, clausesOf);

describe('diffDefinitions', () => {
  test('of the same content says so', () => {
    expect(diff({})).toEqual({ same: true, fields: [], clauses: [], text: 'No difference.' });
  });

  test('tells changed, removed, added and kept clauses apart', () => {
    const { clauses, text } = diff({
      criteria: 'lead.score >= 65 and lead.country in ("US", "CA") and lead.company is filled and lead.title contains "VP"',
    });
    expect(clauses).toEqual([
      { change: 'changed', before: 'lead.score >= 60', after: 'lead.score >= 65' },
      { change: 'same', before: 'lead.country in ("US", "CA")', after: 'lead.country in ("US", "CA")' },
      { change: 'changed', before: 'lead.email is filled', after: 'lead.company is filled' },
      { change: 'added', before: null, after: 'lead.title contains "VP"' },
    ]);
    expect(text.split('\n')).toEqual([
      'Criteria: changed lead.score >= 60 to lead.score >= 65',
      'Criteria: changed lead.email is filled to lead.company is filled',
      'Criteria: added lead.title contains "VP"',
    ]);
  });

  test('of a rule that came or went', () => {
    expect(diff({ criteria: null }).clauses.map(({ change }) => change)).toEqual(['removed', 'removed', 'removed']);
    expect(diff({ criteria: 'lead.score > 1' }, { criteria: null }).text).toBe('Criteria: added lead.score > 1');
  });

  test('of picklists and thresholds goes value by value', () => {
    const code = (name: string, retired = false) => ({ code: name, label: name.toUpperCase(), retired });
    expect(diff({ picklist: [code('a', true), code('c')] }, { picklist: [code('a'), code('b')] }).text.split('\n')).toEqual([
      'Picklist: removed a: A',
      'Picklist: removed b: B',
      'Picklist: added a: A (retired)',
      'Picklist: added c: C',
    ]);
    expect(diff({ thresholds: [{ score: 65, label: 'MQL', expectedRate: 0.12 }] }).text).toBe(
      'Thresholds: added 65: MQL, expected rate 0.12',
    );
  });

  test('of texts shows the words', () => {
    const { fields, text } = diff({ rationale: 'Agreed in April.', effectiveFrom: '2026-04-01T00:00:00Z', ownerTitle: '' });
    expect(fields.find(({ field }) => field === 'rationale')!.words).toEqual([
      { change: 'same', text: 'Agreed in ' },
      { change: 'removed', text: 'March.' },
      { change: 'added', text: 'April.' },
    ]);
    expect(text.split('\n')).toEqual([
      "Owner's title: no longer CMO",
      'Effective from: now 2026-04-01T00:00:00Z',
      'Rationale: changed Agreed in March. to Agreed in April.',
    ]);
  });

  test('accounts for every clause once on each side', () => {
    const clause = fc.constantFrom('a is filled', 'b is filled', 'c > 1', 'c > 2', 'd in ("x")', 'd in ("x", "y")', 'e contains "z"');
    const rule = fc.array(clause, { maxLength: 8 });
    fc.assert(
      fc.property(rule, rule, (left, right) => {
        const text = (clauses: string[]) => (clauses.length === 0 ? null : clauses.join(' and '));
        fc.pre(text(left) !== text(right));
        const { clauses } = diff({ criteria: text(right) }, { criteria: text(left) });
        expect(clauses.flatMap(({ after }) => after ?? [])).toEqual(right);
        expect(clauses.flatMap(({ before }) => before ?? []).sort()).toEqual(left.toSorted());
        for (const { change, before, after } of clauses) {
          expect(change === 'added').toBe(before === null);
          expect(change === 'removed').toBe(after === null);
          expect(change === 'same').toBe(before === after);
        }
      }),
    );
  });
});

describe('wordDiff', () => {
  const words = fc.array(fc.constantFrom('a', 'b', 'c', 'd ', 'e  ', '\n'), { maxLength: 20 }).map((parts) => parts.join(' '));

  test('gives both texts back', () => {
    fc.assert(
      fc.property(words, words, (before, after) => {
        const runs = wordDiff(before, after);
        const told = (change: 'removed' | 'added') =>
          runs
            .filter((run) => run.change === 'same' || run.change === change)
            .map((run) => run.text)
            .join('');
        expect(told('removed')).toBe(before);
        expect(told('added')).toBe(after);
        runs.forEach((run, index) => {
          expect(run.text).not.toBe('');
          expect(run.change).not.toBe(runs[index - 1]?.change);
        });
      }),
    );
  });

  test('of long texts with nothing in common shows them replaced', () => {
    const long = (word: string) => Array.from({ length: 3000 }, (_, index) => `${word}${index}`).join(' ');
    expect(wordDiff(long('x'), long('y')).map(({ change }) => change)).toEqual(['removed', 'added']);
  });

  test('of empty texts is nothing', () => {
    expect(wordDiff('', '')).toEqual([]);
    expect(wordDiff('', 'a')).toEqual([{ change: 'added', text: 'a' }]);
  });
});

test('likeness is 1 for the same words, 0 for none in common, symmetric', () => {
  expect(likeness('', '')).toBe(1);
  expect(likeness('a b', 'a  b ')).toBe(1);
  expect(likeness('a', 'b')).toBe(0);
  expect(likeness('lead.score >= 60', 'lead.score >= 65')).toBeCloseTo(2 / 3);
  const words = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 8 }).map((parts) => parts.join(' '));
  fc.assert(fc.property(words, words, (left, right) => likeness(left, right) === likeness(right, left)));
});
