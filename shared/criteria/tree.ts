import { criteriaError } from './criteria-error.ts';

export const compareOperators = ['=', '!=', '<', '<=', '>', '>='] as const;
export type CompareOperator = (typeof compareOperators)[number];

export const units = ['minutes', 'hours', 'days', 'business hours'] as const;
export type Unit = (typeof units)[number];

export const matchModes = ['contains', 'starts with', 'ends with'] as const;
export type MatchMode = (typeof matchModes)[number];

export const relatedNames = ['touch', 'activity', 'stageChange', 'opportunity'] as const;
export type RelatedName = (typeof relatedNames)[number];

/** A field as written: `lead.score`, or with `custom` `lead.custom.budget`. */
export interface FieldRef {
  object: string;
  name: string;
  custom: boolean;
}

export interface TextLiteral {
  kind: 'text';
  value: string;
}

/** A number: `decimal` is its exact text in shortest form (see `numberLiteral`), `value` the nearest double. */
export interface NumberLiteral {
  kind: 'number';
  decimal: string;
  value: number;
}

export interface BooleanLiteral {
  kind: 'boolean';
  value: boolean;
}

/** A whole day of the workspace's time zone; month 1…12. */
export interface DateLiteral {
  kind: 'date';
  year: number;
  month: number;
  day: number;
}

/** A point in time, ms since 1970 UTC. */
export interface TimeLiteral {
  kind: 'time';
  ms: number;
}

export type Literal = TextLiteral | NumberLiteral | BooleanLiteral | DateLiteral | TimeLiteral;

/** Where a window starts or ends: a time field, or the extract's as-of. */
export type Anchor = FieldRef | 'as of';

/** `before T` is [T − amount, T), `after T` is [T, T + amount). */
export interface Window {
  amount: NumberLiteral;
  unit: Unit;
  direction: 'before' | 'after';
  anchor: Anchor;
}

export interface Compare {
  kind: 'compare';
  field: FieldRef;
  operator: CompareOperator;
  value: Literal;
}

export interface InList {
  kind: 'in';
  field: FieldRef;
  negated: boolean;
  values: Literal[];
}

export interface InPicklist {
  kind: 'inPicklist';
  field: FieldRef;
  negated: boolean;
  picklist: string;
}

export interface Between {
  kind: 'between';
  field: FieldRef;
  negated: boolean;
  low: Literal;
  high: Literal;
}

/** Meets if the field's text holds any of the values so. */
export interface Match {
  kind: 'match';
  field: FieldRef;
  negated: boolean;
  mode: MatchMode;
  values: Literal[];
}

export interface IsState {
  kind: 'is';
  field: FieldRef;
  negated: boolean;
  state: 'empty' | 'filled';
}

export interface Duration {
  kind: 'duration';
  unit: Unit;
  from: FieldRef;
  to: FieldRef;
  operator: CompareOperator;
  value: NumberLiteral;
}

export interface Within {
  kind: 'within';
  field: FieldRef;
  window: Window;
}

export interface Exists {
  kind: 'exists';
  related: RelatedName;
  where: Rule | null;
  window: Window | null;
}

export interface Count {
  kind: 'count';
  related: RelatedName;
  where: Rule | null;
  operator: CompareOperator;
  value: NumberLiteral;
  window: Window | null;
}

export type Predicate = Compare | InList | InPicklist | Between | Match | IsState | Duration | Within | Exists | Count;

/** Two or more parts, all of which must be met. */
export interface And {
  kind: 'and';
  parts: Rule[];
}

/** Two or more parts, one of which must be met. */
export interface Or {
  kind: 'or';
  parts: Rule[];
}

export interface Not {
  kind: 'not';
  part: Rule;
}

export type Rule = And | Or | Not | Predicate;

/**
 * A number literal from decimal text, in shortest form: no leading or trailing zeros, `-0` is `0`.
 * @param text `-?digits[.digits]`, any length.
 * @throws ParleyError E_CRITERIA for other text.
 */
export function numberLiteral(text: string): NumberLiteral {
  if (!/^-?\d+(?:\.\d+)?$/.test(text)) throw criteriaError('expected a number like 65 or 0.5', undefined, text.slice(0, 40), 'a number');
  const negative = text.startsWith('-');
  const [whole, fraction = ''] = text.slice(negative ? 1 : 0).split('.') as [string, string?];
  let start = 0;
  while (start < whole.length - 1 && whole[start] === '0') start++;
  let end = fraction.length;
  while (end > 0 && fraction[end - 1] === '0') end--;
  const digits = whole.slice(start) + (end > 0 ? `.${fraction.slice(0, end)}` : '');
  const decimal = digits === '0' || !negative ? digits : `-${digits}`;
  return { kind: 'number', decimal, value: Number(decimal) };
}

/** Whether a rule is one predicate rather than several joined or negated. */
export function isPredicate(rule: Rule): rule is Predicate {
  return rule.kind !== 'and' && rule.kind !== 'or' && rule.kind !== 'not';
}

/** A field as text: `lead.score`, `lead.custom.budget`. */
export function fieldText(field: FieldRef): string {
  const name = /^[\p{L}_][\p{L}\p{N}_]*$/u.test(field.name) ? field.name : quoteText(field.name);
  return `${field.object}.${field.custom ? 'custom.' : ''}${name}`;
}

/** A text literal with `\"` and `\\` escaped. */
export function quoteText(value: string): string {
  return `"${value.replace(/["\\]/g, '\\$&')}"`;
}
