import fc from 'fast-check';
import type { CatalogField, FieldCatalog } from '#criteria/field-catalog.ts';
import { linksOf, objectsInReach, type Subject } from '#criteria/reach.ts';
import {
  type Anchor,
  compareOperators,
  type FieldRef,
  type Literal,
  matchModes,
  numberLiteral,
  type Predicate,
  type Rule,
  relatedNames,
  type Window,
} from '#criteria/tree.ts';
import { amounts, emails, moments, numbers, texts } from './random-extract.ts';

type Scope = readonly string[];

const operator = fc.constantFrom(...compareOperators);
const equality = fc.constantFrom('=' as const, '!=' as const);
const textLiteral = fc
  .constantFrom(...texts, ...emails, 'vp', 'OD', 'ss', 'gmail.com', '%', '_')
  .map((value): Literal => ({ kind: 'text', value }));
const idLiteral = fc
  .constantFrom('00Q000000000001', '00Q000000000001AAA', '00Q000000000002', '001000000000001', '00q000000000001', '00Q-3', '005', '')
  .map((value): Literal => ({ kind: 'text', value }));
const moneyLiteral = fc.constantFrom(...amounts.map((amount) => (amount / 100).toFixed(2)), '1000.505', '0.001').map(numberLiteral);
const numberValue = fc.constantFrom(...numbers.map(String), '65.05').map(numberLiteral);
const dayLiteral = fc.constantFrom(...moments).map((ms): Literal => {
  const date = new Date(ms);
  return { kind: 'date', year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
});
const timeLiteral = fc.oneof(
  dayLiteral,
  fc.constantFrom(...moments).map((ms): Literal => ({ kind: 'time', ms })),
);
const unit = fc.constantFrom('minutes' as const, 'hours' as const, 'days' as const);
const amount = fc.constantFrom('0', '0.5', '1', '12', '36', '1.001', '500').map(numberLiteral);

function literalOf(field: CatalogField): fc.Arbitrary<Literal> {
  const kinds = { id: idLiteral, text: textLiteral, number: numberValue, money: moneyLiteral, time: timeLiteral };
  return field.type === 'boolean' ? fc.boolean().map((value) => ({ kind: 'boolean', value })) : kinds[field.type];
}

/** Well-typed rules over a subject: every predicate, every type, fields of every object in reach, `exists` within `where`. */
export function typedRule(subject: Subject, catalog: FieldCatalog, picklists: string[]): fc.Arbitrary<Rule> {
  const related = relatedNames.filter((name) => linksOf(subject, name, 'leads').length > 0);
  const fieldsIn = (scope: Scope, only?: string): [FieldRef, CatalogField][] =>
    scope.flatMap((object) =>
      catalog.objects[object as keyof FieldCatalog['objects']]
        .filter((field) => only === undefined || field.type === only)
        .map((field): [FieldRef, CatalogField] => [{ object, name: field.name, custom: field.custom }, field]),
    );
  const window = (scope: Scope): fc.Arbitrary<Window> => {
    const anchors: Anchor[] = [...fieldsIn(scope, 'time').map(([ref]) => ref), 'as of'];
    return fc.record({
      amount,
      unit,
      direction: fc.constantFrom('before' as const, 'after' as const),
      anchor: fc.constantFrom(...anchors),
    });
  };
  const overField = (scope: Scope): fc.Arbitrary<Predicate> =>
    fc.constantFrom(...fieldsIn(scope)).chain(([field, known]): fc.Arbitrary<Predicate> => {
      const value = literalOf(known);
      const ordered = known.type === 'number' || known.type === 'money' || known.type === 'time';
      const choices: fc.Arbitrary<Predicate>[] = [
        fc.record({ kind: fc.constant('compare' as const), field: fc.constant(field), operator: ordered ? operator : equality, value }),
        fc.record({
          kind: fc.constant('in' as const),
          field: fc.constant(field),
          negated: fc.boolean(),
          values: fc.array(value, { minLength: 1, maxLength: 4 }),
        }),
        fc.record({
          kind: fc.constant('is' as const),
          field: fc.constant(field),
          negated: fc.boolean(),
          state: fc.constantFrom('empty' as const, 'filled' as const),
        }),
      ];
      if (ordered)
        choices.push(
          fc.record({ kind: fc.constant('between' as const), field: fc.constant(field), negated: fc.boolean(), low: value, high: value }),
        );
      if (known.type === 'text' || known.type === 'id')
        choices.push(
          fc.record({
            kind: fc.constant('match' as const),
            field: fc.constant(field),
            negated: fc.boolean(),
            mode: fc.constantFrom(...matchModes),
            values: fc.array(value, { minLength: 1, maxLength: 3 }),
          }),
        );
      if (known.type === 'text')
        choices.push(
          fc.record({
            kind: fc.constant('inPicklist' as const),
            field: fc.constant(field),
            negated: fc.boolean(),
            picklist: fc.constantFrom(...picklists),
          }),
        );
      if (known.type === 'time') {
        choices.push(fc.record({ kind: fc.constant('within' as const), field: fc.constant(field), window: window(scope) }));
        choices.push(
          fc.record({
            kind: fc.constant('duration' as const),
            unit,
            from: fc.constant(field),
            to: fc.constantFrom(...fieldsIn(scope, 'time').map(([ref]) => ref)),
            operator,
            value: fc.constantFrom('0', '1', '-1', '12', '0.5').map(numberLiteral),
          }),
        );
      }
      return fc.oneof(...choices);
    });
  const overRelated = (scope: Scope, depth: number): fc.Arbitrary<Predicate> =>
    fc.constantFrom(...related).chain((name) => {
      const inner = scope.includes(name) ? scope : [...scope, name];
      const shared = {
        related: fc.constant(name),
        where: fc.option(rule(inner, depth - 1), { nil: null }),
        window: fc.option(window(scope), { nil: null }),
      };
      return fc.oneof(
        fc.record({ kind: fc.constant('exists' as const), ...shared }),
        fc.record({
          kind: fc.constant('count' as const),
          operator,
          value: fc.constantFrom('0', '1', '2', '1.5').map(numberLiteral),
          ...shared,
        }),
      );
    });
  const rule = (scope: Scope, depth: number): fc.Arbitrary<Rule> => {
    if (depth <= 0) return overField(scope);
    const part = fc.constant(null).chain(() => rule(scope, depth - 1));
    return fc.oneof(
      { weight: 3, arbitrary: overField(scope) },
      { weight: 2, arbitrary: fc.constant(null).chain(() => overRelated(scope, depth)) },
      {
        weight: 2,
        arbitrary: fc.record({
          kind: fc.constantFrom('and' as const, 'or' as const),
          parts: fc.array(part, { minLength: 2, maxLength: 3 }),
        }),
      },
      { weight: 2, arbitrary: fc.record({ kind: fc.constant('not' as const), part }) },
    );
  };
  return rule(objectsInReach[subject], 3);
}
