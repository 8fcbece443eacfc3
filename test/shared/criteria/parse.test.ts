import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatCriteria, formatCriteriaLines } from '#criteria/format.ts';
import { maxDepth, parseCriteria } from '#criteria/parse.ts';
import { numberLiteral } from '#criteria/tree.ts';
import { ParleyError } from '#domain/errors.ts';
import { anyRule } from './arbitrary-rule.ts';

const example = `lead.score >= 65
and lead.employees between 50 and 5000
and lead.country in ("US", "CA", "GB")
and lead.title contains any of ("VP", "Head of", "Director")
and lead.emailDomain not in @freeMailDomains
and (lead.source = "Demo request" or exists touch where touch.responded = true within 30 days before handoff.qualifiedAt)
and count activity where activity.type = "meeting" >= 1 within 14 days before handoff.qualifiedAt
and hours from handoff.qualifiedAt to handoff.firstTouchAt <= 48
and lead.budgetStatus is filled`;

function failure(text: string): ParleyError {
  try {
    parseCriteria(text);
  } catch (error) {
    if (error instanceof ParleyError) return error;
    throw error;
  }
  throw new Error(`parsed: ${text}`);
}

describe('parse and format', () => {
  test('the example of the specification comes back as it was written', () => {
    expect(formatCriteriaLines(parseCriteria(example).rule)).toBe(example);
    expect(formatCriteria(parseCriteria(example).rule)).toBe(example.replaceAll('\n', ' '));
  });

  test('parse(format(tree)) is the tree, for any tree', () => {
    fc.assert(
      fc.property(anyRule, (rule) => {
        expect(parseCriteria(formatCriteria(rule)).rule).toEqual(rule);
        expect(parseCriteria(formatCriteriaLines(rule)).rule).toEqual(rule);
      }),
      { numRuns: 1000 },
    );
  });

  test('or binds weaker than and; not binds tightest', () => {
    const { rule } = parseCriteria('not lead.a = 1 and lead.b = 2 or lead.c = 3');
    expect(rule).toMatchObject({
      kind: 'or',
      parts: [{ kind: 'and', parts: [{ kind: 'not' }, { kind: 'compare' }] }, { kind: 'compare' }],
    });
  });

  test('parentheses that group alike stay in the tree', () => {
    expect(formatCriteria(parseCriteria('(lead.a = 1 or lead.b = 2) or lead.c = 3').rule)).toBe('(lead.a = 1 or lead.b = 2) or lead.c = 3');
    expect(formatCriteria(parseCriteria('((lead.a = 1)) and (lead.b = 2)').rule)).toBe('lead.a = 1 and lead.b = 2');
  });

  test('keywords in any case, comments, singular units', () => {
    const text = 'LEAD.score >= 1 -- at least one\nAND NOT lead.createdAt Within 1 Day BEFORE As Of -- fresh';
    expect(formatCriteria(parseCriteria(text).rule)).toBe('LEAD.score >= 1 and not lead.createdAt within 1 days before as of');
    expect(formatCriteria(parseCriteria('lead.score >= 5--five').rule)).toBe('lead.score >= 5');
  });

  test('numbers are exact decimals in shortest form', () => {
    expect(numberLiteral('007.500')).toEqual({ kind: 'number', decimal: '7.5', value: 7.5 });
    expect(numberLiteral('-0.00').decimal).toBe('0');
    expect(numberLiteral('0.1000000000000000055').decimal).toBe('0.1000000000000000055');
    expect(numberLiteral(`0.${'0'.repeat(100_000)}1`).value).toBe(0);
    expect(() => numberLiteral('1e5')).toThrow(ParleyError);
  });

  test('a window belongs to the innermost exists that it can follow', () => {
    const inner = 'exists touch where exists activity within 3 days before touch.at';
    expect(parseCriteria(inner).rule).toMatchObject({
      kind: 'exists',
      window: null,
      where: { kind: 'exists', window: { direction: 'before' } },
    });
    const outer = 'exists touch where (exists activity) within 3 days before lead.createdAt';
    expect(parseCriteria(outer).rule).toMatchObject({ window: { direction: 'before' }, where: { kind: 'exists', window: null } });
  });

  test.each([
    ['', 1, 1, 'the end of the rule'],
    ['lead.score >= 65\nand\nlead.country ? "US"', 3, 14, '?'],
    ['lead.score >=', 1, 14, 'the end of the rule'],
    ['score >= 65', 1, 1, 'score'],
    ['lead.country = US', 1, 16, 'US'],
    ['lead.country in ()', 1, 18, ')'],
    ['lead.country in "US"', 1, 17, '"US"'],
    ['(lead.score = 1', 1, 16, 'the end of the rule'],
    ['lead.score = 1)', 1, 15, ')'],
    ['lead.a.b = 1', 1, 1, 'lead.a.b'],
    ['lead. = 1', 1, 1, 'lead.'],
    ['lead.createdAt = 2026-02-30', 1, 18, '2026-02-30'],
    ['lead.createdAt = 2026-03-31T25:00:00Z', 1, 18, '2026-03-31T25:00:00Z'],
    ['lead.createdAt = 2026-03-31T09:00', 1, 18, '2026-03-31T09:00'],
    ['lead.score = 1.', 1, 14, '1.'],
    ['lead.score = 12abc', 1, 14, '12abc'],
    ['exists lead', 1, 8, 'lead'],
    ['exists touch where not touch.responded = true', 1, 20, 'not'],
    ['count touch', 1, 12, 'the end of the rule'],
    ['hours from lead.createdAt <= 3', 1, 27, '<='],
    ['lead.createdAt within 3 weeks before as of', 1, 25, 'weeks'],
    ['lead.title starts "x"', 1, 19, '"x"'],
    ['lead.x in @', 1, 11, '@'],
    ['lead.x = 1 lead.y = 2', 1, 12, 'lead.y'],
    ['lead.x = 1\r\nand lead.y == 2', 2, 13, '='],
  ])('%s: line %i, column %i, found %s', (text, line, column, found) => {
    const error = failure(text);
    expect(error.code).toBe('E_CRITERIA');
    expect(error.data).toMatchObject({ line, column, found, expected: expect.any(String) });
    expect(error.message).toContain(`line ${line}, column ${column}: `);
  });

  test('texts that never end or hold odd escapes say so', () => {
    expect(failure('lead.x = "abc').message).toContain('expected a closing "');
    expect(failure('lead.x = "a\\nb"').message).toContain('\\" or \\\\ after a backslash');
  });

  test('nesting past the cap and endless text are refused, not crashed upon', () => {
    const deep = (levels: number) => `${'('.repeat(levels)}lead.x = 1${')'.repeat(levels)}`;
    expect(parseCriteria(deep(maxDepth)).rule).toMatchObject({ kind: 'compare' });
    expect(failure(deep(maxDepth + 1)).message).toContain('nested at most 100 deep');
    expect(failure('not '.repeat(40_000) + 'lead.x = 1').message).toContain('nested at most 100 deep');
    expect(failure('exists touch where '.repeat(2000) + 'lead.x = 1').message).toContain('nested at most 100 deep');
    expect(failure(' '.repeat(300_000)).message).toContain('at most 200000 characters');
  });

  test('a thousand clauses in a row are no nesting', () => {
    const text = Array.from({ length: 1000 }, (_, i) => `lead.score != ${i}`).join(' and ');
    expect(formatCriteria(parseCriteria(text).rule)).toBe(text);
  });
});
