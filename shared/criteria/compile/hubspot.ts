import { zoneClock } from '#domain/time-zone.ts';
import type { CheckedCriteria } from '../check.ts';
import { type CatalogField, findField, findPicklist } from '../field-catalog.ts';
import { foldText } from '../fold-text.ts';
import { formatCriteria } from '../format.ts';
import { hubspotNames, isHubspotEnumeration } from '../hubspot-names.ts';
import { amountMsText } from '../predicate-mask.ts';
import type { Subject } from '../reach.ts';
import { type CompareOperator, type FieldRef, fieldText, type Literal, type Predicate, type Rule } from '../tree.ts';
import { isTurned, oppositeOf } from '../turned.ts';
import { type CompiledRule, type CompileOptions, compiledHead, type Said, sayAll, sayClauses } from './compiled-rule.ts';

/** Groups that a HubSpot list may have here; past it a rule is no longer one that people can keep up. */
const mostGroups = 60;

interface Filter {
  filterType: 'PROPERTY';
  property: string;
  operation: Record<string, unknown>;
}
/** Any of several groups, in each of which all filters must pass: the one shape that HubSpot lists have. */
type Groups = Filter[][];

/**
 * Compiles a checked rule to the filter branch of a HubSpot list: an OR of AND groups of PROPERTY filters.
 * A negative filter accepts records without a value (`includeObjectsWithNoValueSet`), a positive one does not: two values, as in Parley.
 * Listed as unsupported: handoffs, associated and related records, comparisons between two fields, windows that do not count from the
 * as-of, `not starts with`, fields without a property name, and clauses that would need more than 60 groups.
 */
export function compileHubspot(checked: CheckedCriteria, options: CompileOptions): CompiledRule {
  let groups: Groups = [[]];
  const { unsupported } = sayClauses(checked.rule, (clause) => {
    const said = sayRule(clause, false, { options, subject: checked.subject });
    const joined = 'said' in said ? allOf([{ said: groups }, said]) : said;
    if ('said' in joined) groups = joined.said;
    return joined;
  });
  const branch = {
    filterBranchType: 'OR',
    filterBranchOperator: 'OR',
    filters: [],
    filterBranches: groups.map((filters) => ({ filterBranchType: 'AND', filterBranchOperator: 'AND', filters, filterBranches: [] })),
  };
  return { target: 'hubspot', ...compiledHead(checked), text: `${JSON.stringify(branch, null, 2)}\n`, unsupported, notes: [] };
}

interface Context {
  options: CompileOptions;
  subject: Subject;
}

function sayRule(rule: Rule, negated: boolean, context: Context): Said<Groups> {
  if (rule.kind === 'not') return sayRule(rule.part, !negated, context);
  if (rule.kind !== 'and' && rule.kind !== 'or') return sayPredicate(rule, negated, context);
  const parts = rule.parts.map((part) => sayRule(part, negated, context));
  return (rule.kind === 'and') === negated ? anyOf(parts) : allOf(parts);
}

function anyOf(parts: Said<Groups>[]): Said<Groups> {
  const all = sayAll(parts);
  return 'reason' in all ? all : capped(all.said.flat());
}

function allOf(parts: Said<Groups>[]): Said<Groups> {
  let groups: Groups = [[]];
  for (const part of parts) {
    if ('reason' in part) return part;
    const next = capped(groups.flatMap((left) => part.said.map((right) => [...left, ...right])));
    if ('reason' in next) return next;
    groups = next.said;
  }
  return { said: groups };
}

function capped(groups: Groups): Said<Groups> {
  if (groups.length <= mostGroups) return { said: groups };
  return {
    reason: `a HubSpot list is one OR of AND groups, and this would need ${groups.length} of them (at most ${mostGroups} are written)`,
  };
}

function sayPredicate(rule: Predicate, turned: boolean, context: Context): Said<Groups> {
  if (rule.kind === 'duration') return { reason: `${formatCriteria(rule)}: HubSpot can't measure the time between two properties` };
  if (rule.kind === 'exists' || rule.kind === 'count')
    return { reason: `${rule.kind} ${rule.related}: a HubSpot list filter over properties can't look at related records one by one` };
  const property = propertyOf(rule.field, context);
  if ('reason' in property) return property;
  const { name, field } = property.said;
  const negated = turned !== isTurned(rule);
  switch (rule.kind) {
    case 'compare':
      return compare(name, field, rule.operator === '!=' ? '=' : rule.operator, rule.value, negated, context);
    case 'in': {
      const texts = textsOf(rule.values);
      if (texts.length === rule.values.length) return { said: sayTexts(name, field, texts, negated) };
      const parts = rule.values.map((value) => compare(name, field, '=', value, negated, context));
      return negated ? allOf(parts) : anyOf(parts);
    }
    case 'inPicklist':
      return { said: sayTexts(name, field, findPicklist(context.options.catalog, rule.picklist) ?? [], negated) };
    case 'between': {
      const parts = [compare(name, field, '>=', rule.low, negated, context), compare(name, field, '<=', rule.high, negated, context)];
      return negated ? anyOf(parts) : allOf(parts);
    }
    case 'match': {
      if (field.values) return { reason: `${formatCriteria(rule)}: HubSpot can't match parts of an enumeration` };
      if (negated && rule.mode !== 'contains')
        return { reason: `${formatCriteria(rule)}: HubSpot has no "does not ${rule.mode.replace('s ', ' ')}"` };
      const operator = { contains: negated ? 'DOES_NOT_CONTAIN' : 'CONTAINS', 'starts with': 'STARTS_WITH', 'ends with': 'ENDS_WITH' }[
        rule.mode
      ];
      const values = textsOf(rule.values)
        .map((text) => text.trim())
        .filter((text) => text !== '');
      if (values.length === 0) return { said: constant(negated) };
      return { said: [[filter(name, { operationType: 'MULTISTRING', operator, values }, negated)]] };
    }
    case 'is':
      return { said: [[filter(name, { operationType: 'ALL_PROPERTY', operator: negated ? 'IS_UNKNOWN' : 'IS_KNOWN' }, negated)]] };
    case 'within': {
      const range = rangeOf(rule.window, context);
      if ('reason' in range) return range;
      const [fromMs, toMs] = range.said;
      const edges: Said<Groups>[] = [{ said: timeFilter(name, '>=', fromMs, negated) }, { said: timeFilter(name, '<', toMs, negated) }];
      return negated ? anyOf(edges) : allOf(edges);
    }
  }
}

function compare(
  name: string,
  field: CatalogField,
  plain: Exclude<CompareOperator, '!='>,
  value: Literal,
  negated: boolean,
  context: Context,
): Said<Groups> {
  switch (value.kind) {
    case 'text':
      return { said: sayTexts(name, field, [value.value], negated) };
    case 'boolean':
      return {
        said: [
          [filter(name, { operationType: 'BOOL', operator: negated ? 'IS_NOT_EQUAL_TO' : 'IS_EQUAL_TO', value: value.value }, negated)],
        ],
      };
    case 'number': {
      if (String(value.value) !== value.decimal) return { reason: `${value.decimal} has more digits than a HubSpot number filter holds` };
      const operator = numberOperators[negated ? oppositeOf(plain) : plain];
      return { said: [[filter(name, { operationType: 'NUMBER', operator, value: value.value }, negated)]] };
    }
    case 'time':
      return plain === '=' ? timeRange(name, value.ms, value.ms + 1, negated) : { said: timeFilter(name, plain, value.ms, negated) };
    case 'date': {
      const clock = context.options.clock ?? zoneClock('UTC');
      const [startMs, nextMs] = clock.dayRangeMs(value.year, value.month, value.day);
      if (plain === '=') return timeRange(name, startMs, nextMs, negated);
      const edges = { '<': ['<', startMs], '<=': ['<', nextMs], '>': ['>=', nextMs], '>=': ['>=', startMs] } as const;
      return { said: timeFilter(name, edges[plain][0], edges[plain][1], negated) };
    }
  }
}

const numberOperators: Record<CompareOperator, string> = {
  '=': 'IS_EQUAL_TO',
  '!=': 'IS_NOT_EQUAL_TO',
  '<': 'IS_LESS_THAN',
  '<=': 'IS_LESS_THAN_OR_EQUAL_TO',
  '>': 'IS_GREATER_THAN',
  '>=': 'IS_GREATER_THAN_OR_EQUAL_TO',
};

function timeRange(name: string, fromMs: number, toMs: number, negated: boolean): Said<Groups> {
  const edges: Said<Groups>[] = [{ said: timeFilter(name, '>=', fromMs, negated) }, { said: timeFilter(name, '<', toMs, negated) }];
  return negated ? anyOf(edges) : allOf(edges);
}

function timeFilter(name: string, plain: Exclude<CompareOperator, '=' | '!='>, ms: number, negated: boolean): Groups {
  const operator = negated ? oppositeOf(plain) : plain;
  const { dayOfWeek: _, ...parts } = zoneClock('UTC').localParts(Math.ceil(ms));
  const operation = {
    operationType: 'TIME_POINT',
    operator: operator.startsWith('<') ? 'IS_BEFORE' : 'IS_AFTER',
    endpointBehavior: operator.endsWith('=') ? 'INCLUSIVE' : 'EXCLUSIVE',
    propertyParser: 'VALUE',
    timePoint: { timeType: 'DATE', timezoneSource: 'CUSTOM', zoneId: 'UTC', ...parts },
  };
  return [[filter(name, operation, negated)]];
}

function sayTexts(name: string, field: CatalogField, texts: readonly string[], negated: boolean): Groups {
  const wanted = texts.map((text) => text.trim()).filter((text) => text !== '');
  if (wanted.length === 0) return constant(negated);
  const { values } = field;
  if (values === undefined) {
    const operator = negated ? 'IS_NOT_EQUAL_TO' : 'IS_EQUAL_TO';
    return [[filter(name, { operationType: 'MULTISTRING', operator, values: wanted }, negated)]];
  }
  const stored = wanted.map((text) => values.find((value) => foldText(value) === foldText(text)) ?? text);
  const operator = negated ? 'IS_NONE_OF' : 'IS_ANY_OF';
  return [[filter(name, { operationType: 'ENUMERATION', operator, values: stored }, negated)]];
}

/** A filter that every record passes, or none: each has an id. */
function constant(passes: boolean): Groups {
  return [[filter('hs_object_id', { operationType: 'ALL_PROPERTY', operator: passes ? 'IS_KNOWN' : 'IS_UNKNOWN' }, false)]];
}

function filter(property: string, operation: Record<string, unknown>, includeObjectsWithNoValueSet: boolean): Filter {
  return { filterType: 'PROPERTY', property, operation: { ...operation, includeObjectsWithNoValueSet } };
}

function rangeOf(window: Extract<Predicate, { kind: 'within' }>['window'], { options: { asOfMs } }: Context): Said<[number, number]> {
  if (window.anchor !== 'as of')
    return { reason: "a window around another property: HubSpot can't measure the time between two properties" };
  if (window.unit === 'business hours') return { reason: 'a window of business hours: HubSpot list filters have no business calendar' };
  if (asOfMs === undefined)
    return { reason: 'as of: the time of the extract is not known here (HubSpot itself counts from today); compile against a workspace' };
  const lengthMs = Number(amountMsText(window.amount, window.unit));
  return { said: window.direction === 'before' ? [asOfMs - lengthMs, asOfMs] : [asOfMs, asOfMs + lengthMs] };
}

function propertyOf(ref: FieldRef, { options, subject }: Context): Said<{ name: string; field: CatalogField }> {
  const own = subject === 'handoff' ? 'lead' : subject;
  if (ref.object === 'handoff') return { reason: `${fieldText(ref)}: a handoff is Parley's own; HubSpot keeps no such record` };
  if (ref.object !== own)
    return { reason: `${fieldText(ref)}: a HubSpot list over ${own} records can't tell which associated ${ref.object} is meant` };
  const field = findField(options.catalog, ref);
  const isHubspotName = field?.apiName !== undefined && /^[a-z0-9_]+$/.test(field.apiName);
  const name = isHubspotName ? field.apiName : field?.custom ? undefined : hubspotNames[own]?.[ref.name];
  if (field === undefined || name === undefined)
    return { reason: `${fieldText(ref)}: no HubSpot property is known for it; give its internal name in the field dictionary` };
  if (field.values === undefined && isHubspotEnumeration(name, own))
    return { reason: `${fieldText(ref)}: ${name} holds one of a list of options in HubSpot, and their internal values are not known here` };
  return { said: { name, field } };
}

function textsOf(values: readonly Literal[]): string[] {
  return values.flatMap((value) => (value.kind === 'text' ? [value.value] : []));
}
