import type { FieldType } from '#domain/canonical-fields.ts';
import { criteriaError, type Position } from './criteria-error.ts';
import { type CatalogField, type FieldCatalog, findField, findPicklist, isObjectName } from './field-catalog.ts';
import { foldText } from './fold-text.ts';
import { formatLiteral } from './format.ts';
import { inferSubject } from './infer-subject.ts';
import { nearestName } from './nearest-name.ts';
import { linksOf, objectsInReach, type Subject, windowField } from './reach.ts';
import {
  type FieldRef,
  fieldText,
  type Literal,
  type NumberLiteral,
  type Predicate,
  type Rule,
  relatedNames,
  type Window,
} from './tree.ts';
import { fieldRefsOf, predicatesOf } from './walk.ts';

export interface CriteriaIssue {
  severity: 'error' | 'warning';
  message: string;
  /** From 1; null for a tree that was not read from text. */
  line: number | null;
  column: number | null;
  found: string;
  expected: string;
}

/** A rule held against a catalog. Only one without errors may be evaluated or compiled. */
export interface CheckedCriteria {
  rule: Rule;
  subject: Subject;
  issues: CriteriaIssue[];
  /** Fields the rule reads, as text, each once, sorted. */
  fields: string[];
}

/** What a rule is checked against. `subject` is inferred from the fields where left out. */
export interface CheckOptions {
  catalog: FieldCatalog;
  subject?: Subject;
  positions?: ReadonlyMap<object, Position>;
}

/**
 * Checks that a rule's fields exist, are in reach of its subject and fit the values they meet.
 * @returns every issue found, in order of text: errors (unknown field, type, reach, unknown picklist, empty list) and warnings (a value that
 *   the field's picklist does not hold, spaces that comparison ignores, ranges that nothing meets). Never throws.
 */
export function checkCriteria(rule: Rule, { catalog, subject = inferSubject(rule), positions }: CheckOptions): CheckedCriteria {
  const issues: CriteriaIssue[] = [];
  const report: Report = (severity, node, message, found, expected) => {
    const position = positions?.get(node);
    issues.push({ severity, message, line: position?.line ?? null, column: position?.column ?? null, found, expected });
  };
  checkRule(rule, { catalog, subject, scope: objectsInReach[subject], report });
  const fields = new Set<string>();
  for (const predicate of predicatesOf(rule, true)) {
    for (const ref of fieldRefsOf(predicate)) fields.add(resolvedText(catalog, ref));
    if ('related' in predicate && predicate.window) fields.add(`${predicate.related}.${windowField[predicate.related]}`);
  }
  return { rule, subject, issues, fields: [...fields].sort() };
}

/**
 * As `checkCriteria`, for callers that want a usable rule or none.
 * @throws ParleyError E_CRITERIA with the first error: `line 3, column 18: no field lead.contry; did you mean lead.country?`
 */
export function requireCriteria(rule: Rule, options: CheckOptions): CheckedCriteria {
  const checked = checkCriteria(rule, options);
  const issue = checked.issues.find((one) => one.severity === 'error');
  if (issue === undefined) return checked;
  const position = issue.line === null || issue.column === null ? undefined : { line: issue.line, column: issue.column };
  throw criteriaError(issue.message, position, issue.found, issue.expected);
}

type Report = (severity: CriteriaIssue['severity'], node: object, message: string, found: string, expected: string) => void;

interface Context {
  catalog: FieldCatalog;
  subject: Subject;
  scope: readonly string[];
  report: Report;
}

function resolvedText(catalog: FieldCatalog, ref: FieldRef): string {
  return fieldText({ ...ref, custom: findField(catalog, ref)?.custom ?? ref.custom });
}

function checkRule(rule: Rule, context: Context): void {
  if (rule.kind === 'and' || rule.kind === 'or') {
    if (rule.parts.length < 2) context.report('error', rule, `expected two or more rules joined by ${rule.kind}`, '', 'two or more rules');
    for (const part of rule.parts) checkRule(part, context);
  } else if (rule.kind === 'not') checkRule(rule.part, context);
  else checkPredicate(rule, context);
}

function checkPredicate(predicate: Predicate, context: Context): void {
  switch (predicate.kind) {
    case 'compare': {
      const field = checkField(predicate.field, context);
      if (!field) return;
      if (!['=', '!='].includes(predicate.operator) && !isOrdered(field.type)) {
        const expected = field.type === 'boolean' ? '= or !=' : '=, !=, in, contains, starts with or ends with';
        const message = `${fieldText(predicate.field)} is ${describe(field.type)}, which has no order; expected ${expected}, found ${predicate.operator}`;
        context.report('error', predicate, message, predicate.operator, expected);
        return;
      }
      checkValue(predicate.field, field, predicate.value, context, true);
      return;
    }
    case 'in': {
      const field = checkField(predicate.field, context);
      if (predicate.values.length === 0) context.report('error', predicate, 'expected at least one value in the list', '()', 'a value');
      if (field) for (const value of predicate.values) checkValue(predicate.field, field, value, context, true);
      return;
    }
    case 'inPicklist':
      checkPicklist(predicate.field, predicate.picklist, predicate, context);
      return;
    case 'between': {
      const field = checkField(predicate.field, context);
      if (!field) return;
      if (!isOrdered(field.type)) {
        const message = `${fieldText(predicate.field)} is ${describe(field.type)}; between needs a number or a time`;
        context.report('error', predicate, message, 'between', 'a field with a number or a time');
        return;
      }
      checkValue(predicate.field, field, predicate.low, context, true);
      checkValue(predicate.field, field, predicate.high, context, true);
      if (predicate.low.kind === 'number' && predicate.high.kind === 'number' && predicate.low.value > predicate.high.value)
        context.report(
          'warning',
          predicate.low,
          'nothing lies in this range: its ends are the wrong way round',
          predicate.low.decimal,
          'the lower end first',
        );
      return;
    }
    case 'match': {
      const field = checkField(predicate.field, context);
      if (!field) return;
      if (field.type !== 'text' && field.type !== 'id') {
        const message = `${fieldText(predicate.field)} is ${describe(field.type)}; ${predicate.mode} needs text`;
        context.report('error', predicate, message, predicate.mode, 'a field with text');
        return;
      }
      if (predicate.values.length === 0) context.report('error', predicate, 'expected at least one value in the list', '()', 'a value');
      for (const value of predicate.values) checkValue(predicate.field, field, value, context, false);
      return;
    }
    case 'is':
      checkField(predicate.field, context);
      return;
    case 'duration':
      checkTime(predicate.from, context);
      checkTime(predicate.to, context);
      return;
    case 'within':
      checkTime(predicate.field, context);
      checkWindow(predicate.window, context);
      return;
    case 'exists':
    case 'count': {
      if (linksOf(context.subject, predicate.related, 'leads').length === 0) {
        const expected = relatedNames.filter((name) => linksOf(context.subject, name, 'leads').length > 0).join(', ');
        const message = `a rule over ${article(context.subject)} can't count ${predicate.related}; expected one of ${expected}`;
        context.report('error', predicate, message, predicate.related, expected);
      }
      const inner = { ...context, scope: [...context.scope, predicate.related] };
      if (predicate.where) checkRule(predicate.where, inner);
      if (predicate.window) checkWindow(predicate.window, context);
    }
  }
}

function checkField(ref: FieldRef, context: Context): CatalogField | undefined {
  const text = fieldText(ref);
  if (!isObjectName(ref.object)) {
    const nearest = nearestName(ref.object, context.scope);
    const hint =
      nearest === undefined ? `expected one of ${context.scope.join(', ')}` : `did you mean ${fieldText({ ...ref, object: nearest })}?`;
    context.report('error', ref, `no object ${ref.object}; ${hint}`, text, nearest ?? context.scope.join(', '));
    return undefined;
  }
  if (!context.scope.includes(ref.object)) {
    const related = relatedNames.find((name) => name === ref.object);
    const many = related !== undefined && linksOf(context.subject, related, 'leads').length > 0;
    const expected = many ? `exists ${ref.object} where … or count ${ref.object} where …` : `a field of ${context.scope.join(', ')}`;
    const why = many
      ? `${article(context.subject)} may have several of these`
      : `a rule over ${article(context.subject)} does not reach them`;
    context.report('error', ref, `${text} stands alone, but ${why}; expected ${expected}`, text, expected);
    return undefined;
  }
  const field = findField(context.catalog, ref);
  if (field) return field;
  const known = context.catalog.objects[ref.object].map((one) =>
    fieldText({ object: ref.object, name: one.name, custom: ref.custom && one.custom }),
  );
  const nearest = nearestName(text, known);
  const hint = nearest === undefined ? `expected one of the ${known.length} fields of ${ref.object}` : `did you mean ${nearest}?`;
  context.report('error', ref, `no field ${text}; ${hint}`, text, nearest ?? `a field of ${ref.object}`);
  return undefined;
}

function checkTime(ref: FieldRef, context: Context): void {
  const field = checkField(ref, context);
  if (field && field.type !== 'time')
    context.report(
      'error',
      ref,
      `${fieldText(ref)} is ${describe(field.type)}; expected a field with a time`,
      fieldText(ref),
      'a field with a time',
    );
}

function checkWindow(window: Window, context: Context): void {
  checkAmount(window.amount, context);
  if (window.anchor !== 'as of') checkTime(window.anchor, context);
}

function checkAmount(amount: NumberLiteral, context: Context): void {
  if (amount.value < 0)
    context.report('error', amount, `a window can't be ${amount.decimal} long; expected 0 or more`, amount.decimal, '0 or more');
}

const wanted: Record<FieldType, { kinds: Literal['kind'][]; text: string }> = {
  id: { kinds: ['text'], text: 'an id in quotes' },
  text: { kinds: ['text'], text: 'text in quotes' },
  number: { kinds: ['number'], text: 'a number' },
  money: { kinds: ['number'], text: 'an amount such as 1000.50' },
  time: { kinds: ['date', 'time'], text: 'a date or time such as 2026-03-31' },
  boolean: { kinds: ['boolean'], text: 'true or false' },
};

function checkValue(ref: FieldRef, field: CatalogField, value: Literal, context: Context, whole: boolean): void {
  const { kinds, text } = wanted[field.type];
  const found = formatLiteral(value);
  if (!kinds.includes(value.kind)) {
    context.report('error', value, `${fieldText(ref)} is ${describe(field.type)}; expected ${text}, found ${found}`, found, text);
    return;
  }
  if (value.kind !== 'text') return;
  if (value.value.includes('\0')) {
    context.report('error', value, "a text can't hold the character U+0000: no CRM or database keeps it", found, 'text without U+0000');
    return;
  }
  const folded = foldText(value.value);
  if (folded === '') {
    const message = `no field equals or holds an empty text; expected ${fieldText(ref)} is empty, or is filled`;
    context.report('warning', value, message, found, 'is empty or is filled');
    return;
  }
  if (!whole && field.type === 'text' && value.value !== value.value.trim())
    context.report(
      'warning',
      value,
      `comparison ignores the spaces at the ends of ${found}`,
      found,
      formatLiteral({ kind: 'text', value: value.value.trim() }),
    );
  if (!whole || !field.values || field.values.some((known) => foldText(known) === folded)) return;
  const nearest = nearestName(value.value, field.values);
  const hint = nearest === undefined ? `it has ${field.values.length} values` : `did you mean "${nearest}"?`;
  context.report('warning', value, `${fieldText(ref)} has no value ${found}; ${hint}`, found, nearest ?? 'a value of the picklist');
}

function checkPicklist(ref: FieldRef, name: string, predicate: Predicate, context: Context): void {
  const field = checkField(ref, context);
  if (field && field.type !== 'text' && field.type !== 'id') {
    const message = `${fieldText(ref)} is ${describe(field.type)}; a picklist holds text`;
    context.report('error', predicate, message, `@${name}`, wanted[field.type].text);
  }
  const values = findPicklist(context.catalog, name);
  if (values !== undefined) {
    if (values.length === 0)
      context.report('warning', predicate, `the picklist @${name} is empty: nothing is in it`, `@${name}`, 'a picklist with values');
    return;
  }
  const names = Object.keys(context.catalog.picklists);
  const nearest = nearestName(name, names);
  const hint =
    nearest !== undefined
      ? `did you mean @${nearest}?`
      : names.length === 0
        ? 'none is defined yet'
        : `expected one of @${names.join(', @')}`;
  context.report(
    'error',
    predicate,
    `no picklist @${name}; ${hint}`,
    `@${name}`,
    nearest === undefined ? 'a governed picklist' : `@${nearest}`,
  );
}

function isOrdered(type: FieldType): boolean {
  return type === 'number' || type === 'money' || type === 'time';
}

function describe(type: FieldType): string {
  const words: Record<FieldType, string> = {
    id: 'an id',
    text: 'text',
    number: 'a number',
    money: 'an amount of money',
    time: 'a time',
    boolean: 'true or false',
  };
  return words[type];
}

function article(subject: Subject): string {
  return subject === 'opportunity' || subject === 'account' ? `an ${subject}` : `a ${subject}`;
}
