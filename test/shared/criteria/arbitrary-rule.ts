import fc from 'fast-check';
import {
  compareOperators,
  type FieldRef,
  type Literal,
  matchModes,
  numberLiteral,
  type Predicate,
  type Rule,
  relatedNames,
  units,
  type Window,
} from '#criteria/tree.ts';

const anyText = fc.oneof(fc.string(), fc.string({ unit: 'grapheme' }), fc.constantFrom('"', '\\', '\\"', '--', '\n', ' VP ', 'É'));
const name = fc.oneof(
  fc.constantFrom('score', 'custom', 'createdAt', 'in', 'not', 'and', 'budgetStatus', 'größe', '_x9'),
  anyText.filter((text) => text !== ''),
);
export const anyField: fc.Arbitrary<FieldRef> = fc.record({
  object: fc.constantFrom('lead', 'handoff', 'account', 'touch', 'not', 'exists', 'hours'),
  name,
  custom: fc.boolean(),
});
export const anyNumber = fc
  .oneof(
    fc.integer().map(String),
    fc.tuple(fc.maxSafeInteger(), fc.nat()).map(([whole, part]) => `${whole}.${part}`),
    fc.constantFrom('-0', '007.500', '123456789012345678901234567890.000000000000000000001'),
  )
  .map(numberLiteral);
const day = fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true });
export const anyLiteral: fc.Arbitrary<Literal> = fc.oneof(
  anyText.map((value): Literal => ({ kind: 'text', value })),
  anyNumber,
  fc.boolean().map((value): Literal => ({ kind: 'boolean', value })),
  day.map((date): Literal => ({ kind: 'date', year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() })),
  day.map((date): Literal => ({ kind: 'time', ms: date.getTime() })),
);
const someLiterals = fc.array(anyLiteral, { minLength: 1, maxLength: 4 });
const operator = fc.constantFrom(...compareOperators);
const window: fc.Arbitrary<Window> = fc.record({
  amount: anyNumber,
  unit: fc.constantFrom(...units),
  direction: fc.constantFrom('before', 'after'),
  anchor: fc.oneof(anyField, fc.constant('as of' as const)),
});
const maybeWindow = fc.option(window, { nil: null });
const identifier = fc.constantFrom('freeMailDomains', 'reasons', 'ünï');

function predicates(rule: fc.Arbitrary<Rule>): fc.Arbitrary<Predicate> {
  const related = fc.constantFrom(...relatedNames);
  const where = fc.option(rule, { nil: null });
  return fc.oneof(
    fc.record({ kind: fc.constant('compare' as const), field: anyField, operator, value: anyLiteral }),
    fc.record({ kind: fc.constant('in' as const), field: anyField, negated: fc.boolean(), values: someLiterals }),
    fc.record({ kind: fc.constant('inPicklist' as const), field: anyField, negated: fc.boolean(), picklist: identifier }),
    fc.record({ kind: fc.constant('between' as const), field: anyField, negated: fc.boolean(), low: anyLiteral, high: anyLiteral }),
    fc.record({
      kind: fc.constant('match' as const),
      field: anyField,
      negated: fc.boolean(),
      mode: fc.constantFrom(...matchModes),
      values: someLiterals,
    }),
    fc.record({
      kind: fc.constant('is' as const),
      field: anyField,
      negated: fc.boolean(),
      state: fc.constantFrom('empty' as const, 'filled' as const),
    }),
    fc.record({
      kind: fc.constant('duration' as const),
      unit: fc.constantFrom(...units),
      from: anyField,
      to: anyField,
      operator,
      value: anyNumber,
    }),
    fc.record({ kind: fc.constant('within' as const), field: anyField, window }),
    fc.record({ kind: fc.constant('exists' as const), related, where, window: maybeWindow }),
    fc.record({ kind: fc.constant('count' as const), related, where, operator, value: anyNumber, window: maybeWindow }),
  );
}

/** Any tree at all, well typed or not: nested junctions, double nots, windows within windows, hostile names and texts. */
export const anyRule: fc.Arbitrary<Rule> = fc.letrec<{ rule: Rule }>((tie) => ({
  rule: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    predicates(tie('rule')),
    fc.record({ kind: fc.constantFrom('and' as const, 'or' as const), parts: fc.array(tie('rule'), { minLength: 2, maxLength: 3 }) }),
    fc.record({ kind: fc.constant('not' as const), part: tie('rule') }),
  ),
})).rule;
