import { formatIsoUtc } from '#domain/iso-time.ts';
import { type And, fieldText, isPredicate, type Literal, type Or, type Predicate, quoteText, type Rule, type Window } from './tree.ts';

/**
 * The canonical text of a rule, on one line; `parseCriteria` gives the same tree back.
 * This text is what gets stored, compared and hashed.
 */
export function formatCriteria(rule: Rule): string {
  switch (rule.kind) {
    case 'or':
      return rule.parts.map((part) => (part.kind === 'or' ? `(${formatCriteria(part)})` : formatCriteria(part))).join(' or ');
    case 'and':
      return rule.parts.map((part) => (isJunction(part) ? `(${formatCriteria(part)})` : formatCriteria(part))).join(' and ');
    case 'not':
      return isJunction(rule.part) ? `not (${formatCriteria(rule.part)})` : `not ${formatCriteria(rule.part)}`;
    default:
      return formatPredicate(rule);
  }
}

/** As `formatCriteria`, with each part of an outermost `and` or `or` on a line of its own, for people. */
export function formatCriteriaLines(rule: Rule): string {
  if (!isJunction(rule)) return formatCriteria(rule);
  return rule.parts
    .map((part) => (isJunction(part) && !(rule.kind === 'or' && part.kind === 'and') ? `(${formatCriteria(part)})` : formatCriteria(part)))
    .join(`\n${rule.kind} `);
}

/** A value as it stands in a rule's text. */
export function formatLiteral(literal: Literal): string {
  switch (literal.kind) {
    case 'text':
      return quoteText(literal.value);
    case 'number':
      return literal.decimal;
    case 'boolean':
      return String(literal.value);
    case 'date':
      return [String(literal.year).padStart(4, '0'), ...[literal.month, literal.day].map((part) => String(part).padStart(2, '0'))].join(
        '-',
      );
    case 'time':
      return formatIsoUtc(literal.ms);
  }
}

function isJunction(rule: Rule): rule is And | Or {
  return rule.kind === 'and' || rule.kind === 'or';
}

function formatPredicate(predicate: Predicate): string {
  const not = 'negated' in predicate && predicate.negated ? 'not ' : '';
  switch (predicate.kind) {
    case 'compare':
      return `${fieldText(predicate.field)} ${predicate.operator} ${formatLiteral(predicate.value)}`;
    case 'in':
      return `${fieldText(predicate.field)} ${not}in ${formatList(predicate.values)}`;
    case 'inPicklist':
      return `${fieldText(predicate.field)} ${not}in @${predicate.picklist}`;
    case 'between':
      return `${fieldText(predicate.field)} ${not}between ${formatLiteral(predicate.low)} and ${formatLiteral(predicate.high)}`;
    case 'match': {
      const one = predicate.values.length === 1;
      const values = one ? formatLiteral(predicate.values[0]!) : `any of ${formatList(predicate.values)}`;
      return `${fieldText(predicate.field)} ${not}${predicate.mode} ${values}`;
    }
    case 'is':
      return `${fieldText(predicate.field)} is ${not}${predicate.state}`;
    case 'duration':
      return `${predicate.unit} from ${fieldText(predicate.from)} to ${fieldText(predicate.to)} ${predicate.operator} ${predicate.value.decimal}`;
    case 'within':
      return fieldText(predicate.field) + formatWindow(predicate.window);
    case 'exists':
      return `exists ${predicate.related}${formatWhere(predicate.where)}${formatWindow(predicate.window)}`;
    case 'count': {
      const compare = `${predicate.operator} ${predicate.value.decimal}`;
      return `count ${predicate.related}${formatWhere(predicate.where)} ${compare}${formatWindow(predicate.window)}`;
    }
  }
}

function formatList(values: Literal[]): string {
  return `(${values.map(formatLiteral).join(', ')})`;
}

function formatWhere(where: Rule | null): string {
  if (where === null) return '';
  const bare = isPredicate(where) && where.kind !== 'exists' && where.kind !== 'count';
  return bare ? ` where ${formatCriteria(where)}` : ` where (${formatCriteria(where)})`;
}

function formatWindow(window: Window | null): string {
  if (window === null) return '';
  const anchor = window.anchor === 'as of' ? 'as of' : fieldText(window.anchor);
  return ` within ${window.amount.decimal} ${window.unit} ${window.direction} ${anchor}`;
}
