import { formatIsoUtc } from '#domain/iso-time.ts';
import { zoneClock } from '#domain/time-zone.ts';
import type { CheckedCriteria } from '../check.ts';
import { derivedFrom } from '../derived-field.ts';
import { type CatalogField, findField, findPicklist } from '../field-catalog.ts';
import { formatCriteria, formatLiteral } from '../format.ts';
import { amountMsText } from '../predicate-mask.ts';
import { windowField } from '../reach.ts';
import type { CompareOperator, FieldRef, InList, Literal, Match, Predicate, RelatedName, Rule, Window } from '../tree.ts';
import { fieldText } from '../tree.ts';
import { countAsExists, isTurned, oppositeOf } from '../turned.ts';
import { type CompiledRule, type CompileOptions, compiledHead, type Said, sayAll, sayClauses } from './compiled-rule.ts';

const mostSemiJoins = 2;

/**
 * Compiles a checked rule to a SOQL query of the ids that meet it. SOQL leaves deleted records out by itself.
 * `not` is worked into each comparison, which then names the empty field (`OR F = null`), so that nothing rests on how SOQL reads null.
 * Listed as unsupported: fields without an API name, handoffs, comparisons between two fields, counts, activities (two objects in
 * Salesforce), long text, windows that do not count from the as-of, semi-joins under `or` or past the second.
 */
export function compileSoql(checked: CheckedCriteria, options: CompileOptions): CompiledRule {
  const root = rootOf(checked, options);
  const writer: Writer = { root, options, semiJoins: 0, notes: new Set() };
  const { said, unsupported } = sayClauses(checked.rule, (clause) => {
    const before = writer.semiJoins;
    const result = sayRule(clause, false, { ...top, writer });
    if ('reason' in result) writer.semiJoins = before;
    return result;
  });
  const where = said.length === 0 ? '' : `\nWHERE ${said.join('\n  AND ')}`;
  return { target: 'soql', ...compiledHead(checked), text: `SELECT Id\nFROM ${root}${where}\n`, unsupported, notes: [...writer.notes] };
}

type Root = 'Lead' | 'Contact' | 'Opportunity' | 'Account';

interface Writer {
  root: Root;
  options: CompileOptions;
  semiJoins: number;
  notes: Set<string>;
}

/** Where in the query a condition stands: in the WHERE of related records, or under an `or`, where semi-joins can't. */
interface Place {
  writer: Writer;
  related: RelatedName | null;
  underOr: boolean;
}

const top = { related: null, underOr: false };

function rootOf({ subject }: CheckedCriteria, { leadKind }: CompileOptions): Root {
  if (subject === 'opportunity') return 'Opportunity';
  if (subject === 'account') return 'Account';
  return leadKind === 'contacts' ? 'Contact' : 'Lead';
}

function sayRule(rule: Rule, negated: boolean, place: Place): Said {
  if (rule.kind === 'not') return sayRule(rule.part, !negated, place);
  if (rule.kind !== 'and' && rule.kind !== 'or') return sayPredicate(rule, negated, place);
  const isOr = (rule.kind === 'or') !== negated;
  const parts = sayAll(rule.parts.map((part) => sayRule(part, negated, { ...place, underOr: place.underOr || isOr })));
  return 'reason' in parts ? parts : { said: `(${parts.said.join(isOr ? ' OR ' : ' AND ')})` };
}

function sayPredicate(rule: Predicate, turned: boolean, place: Place): Said {
  const negated = turned !== isTurned(rule);
  switch (rule.kind) {
    case 'duration':
      return { reason: `${formatCriteria(rule)}: SOQL can't compare one field with another` };
    case 'exists':
      return sayRelated(rule.related, rule.where, rule.window, negated, place);
    case 'count': {
      const exists = countAsExists(rule.operator, rule.value.decimal);
      if (exists === undefined) return { reason: `${formatCriteria(rule)}: SOQL can't count related records in a condition` };
      return sayRelated(rule.related, rule.where, rule.window, turned === exists, place);
    }
    default: {
      const field = pathOf(rule.field, place);
      if ('reason' in field) return field;
      return sayFieldPredicate(rule, field.said, negated, place);
    }
  }
}

type FieldRule = Exclude<Predicate, { kind: 'duration' | 'exists' | 'count' }>;
interface SoqlField {
  path: string;
  field: CatalogField;
}

function sayFieldPredicate(rule: FieldRule, { path, field }: SoqlField, negated: boolean, place: Place): Said {
  if (derivedFrom(rule.field) !== undefined) return sayDomain(rule, path, negated, place);
  if (rule.kind === 'is') return { said: `${path} ${negated ? '=' : '!='} null` };
  if (field.longText) return { reason: `${formatCriteria(rule)}: SOQL can't filter on the long text of ${path}` };
  switch (rule.kind) {
    case 'compare':
      return comparison(path, field, rule.operator === '!=' ? '=' : rule.operator, rule.value, negated, place);
    case 'in':
      return sayIn(rule, path, field, negated, place);
    case 'inPicklist':
      return sayTexts(picklist(rule.picklist, place), path, negated);
    case 'between': {
      const low = comparison(path, field, '>=', rule.low, negated, place);
      const high = comparison(path, field, '<=', rule.high, negated, place);
      const both = sayAll([low, high]);
      return 'reason' in both ? both : { said: `(${both.said.join(negated ? ' OR ' : ' AND ')})` };
    }
    case 'match':
      if (field.type === 'id') return { reason: `${formatCriteria(rule)}: SOQL can't match parts of an id` };
      return { said: sayLike(path, patterns(rule), negated) };
    case 'within':
      return sayWithin(path, field, rule.window, negated, place);
  }
}

function sayIn(rule: InList, path: string, field: CatalogField, negated: boolean, place: Place): Said {
  const texts = rule.values.flatMap((value) => (value.kind === 'text' ? [value.value] : []));
  if (texts.length === rule.values.length) return sayTexts(texts, path, negated);
  const parts = sayAll(rule.values.map((value) => comparison(path, field, '=', value, negated, place)));
  return 'reason' in parts ? parts : { said: `(${parts.said.join(negated ? ' AND ' : ' OR ')})` };
}

function sayTexts(values: readonly string[], path: string, negated: boolean): Said {
  const texts = values.map((value) => value.trim()).filter((value) => value !== '');
  if (texts.length === 0) return { said: negated ? 'Id != null' : 'Id = null' };
  if (texts.length === 1) return { said: orEmpty(`${path} ${negated ? '!=' : '='} ${soqlText(texts[0]!)}`, path, negated) };
  return { said: orEmpty(`${path} ${negated ? 'NOT IN' : 'IN'} (${texts.map(soqlText).join(', ')})`, path, negated) };
}

function comparison(
  path: string,
  field: CatalogField,
  plain: Exclude<CompareOperator, '!='>,
  value: Literal,
  negated: boolean,
  place: Place,
): Said {
  if (value.kind === 'text') return sayTexts([value.value], path, negated);
  if (value.kind === 'boolean') return { said: `${path} = ${value.value !== negated}` };
  const operator = negated ? oppositeOf(plain) : plain;
  if (value.kind === 'number') return { said: orEmpty(`${path} ${operator} ${value.decimal}`, path, negated) };
  if (field.dateOnly) {
    if (value.kind === 'date') return { said: orEmpty(`${path} ${operator} ${formatLiteral(value)}`, path, negated) };
    return { reason: `${path} is a date without a time in Salesforce, and can't be compared with ${formatLiteral(value)}` };
  }
  if (value.kind === 'time') return { said: orEmpty(`${path} ${operator} ${formatIsoUtc(value.ms)}`, path, negated) };
  const clock = place.writer.options.clock ?? zoneClock('UTC');
  const [start, next] = clock.dayRangeMs(value.year, value.month, value.day).map(formatIsoUtc) as [string, string];
  const said: Record<CompareOperator, string> = {
    '=': `(${path} >= ${start} AND ${path} < ${next})`,
    '!=': `(${path} < ${start} OR ${path} >= ${next})`,
    '<': `${path} < ${start}`,
    '<=': `${path} < ${next}`,
    '>': `${path} >= ${next}`,
    '>=': `${path} >= ${start}`,
  };
  return { said: orEmpty(said[operator], path, negated) };
}

function sayWithin(path: string, field: CatalogField, window: Window, negated: boolean, place: Place): Said {
  const range = rangeOf(window, field, path, place);
  if ('reason' in range) return range;
  const [from, to] = range.said;
  return { said: negated ? `(${path} < ${from} OR ${path} >= ${to} OR ${path} = null)` : `(${path} >= ${from} AND ${path} < ${to})` };
}

function rangeOf(window: Window, field: CatalogField, path: string, place: Place): Said<[string, string]> {
  const { asOfMs } = place.writer.options;
  if (window.anchor !== 'as of') return { reason: `a window around a field: SOQL can't compare one field with another` };
  if (window.unit === 'business hours') return { reason: 'a window of business hours: SOQL has no business calendar' };
  if (asOfMs === undefined)
    return { reason: 'as of: the time of the extract is not known here (SOQL itself counts from today); compile against a workspace' };
  if (field.dateOnly)
    return { reason: `${path} is a date without a time in Salesforce, and can't be held against the moment of the as-of` };
  const lengthMs = Number(amountMsText(window.amount, window.unit));
  const [fromMs, toMs] = window.direction === 'before' ? [asOfMs - lengthMs, asOfMs] : [asOfMs, asOfMs + lengthMs];
  return { said: [formatIsoUtc(Math.ceil(fromMs)), formatIsoUtc(Math.ceil(toMs))] };
}

/** A domain is what stands after the `@` of an email, so its comparisons are patterns of the email. */
function sayDomain(rule: FieldRule, path: string, negated: boolean, place: Place): Said {
  const like = (texts: readonly string[], before: string, after: string) => {
    const wanted = texts.map((text) => text.trim()).filter((text) => text !== '');
    return {
      said: sayLike(
        path,
        wanted.map((text) => `%@${before}${escapeLike(text)}${after}`),
        negated,
      ),
    };
  };
  const textsOf = (values: readonly Literal[]) => values.flatMap((value) => (value.kind === 'text' ? [value.value] : []));
  switch (rule.kind) {
    case 'is':
      return { said: sayLike(path, ['%@_%'], negated) };
    case 'compare':
      return like(textsOf([rule.value]), '', '');
    case 'in':
      return like(textsOf(rule.values), '', '');
    case 'inPicklist':
      return like(picklist(rule.picklist, place), '', '');
    case 'match':
      return like(textsOf(rule.values), rule.mode === 'starts with' ? '' : '%', rule.mode === 'ends with' ? '' : '%');
    default:
      return { reason: `${formatCriteria(rule)}: SOQL has no field for the domain of an email` };
  }
}

function patterns(rule: Match): string[] {
  const texts = rule.values.flatMap((value) =>
    value.kind === 'text' && value.value.trim() !== '' ? [escapeLike(value.value.trim())] : [],
  );
  return texts.map((text) => `${rule.mode === 'starts with' ? '' : '%'}${text}${rule.mode === 'ends with' ? '' : '%'}`);
}

function sayLike(path: string, likes: string[], negated: boolean): string {
  if (likes.length === 0) return negated ? 'Id != null' : 'Id = null';
  const parts = likes.map((pattern) => `${path} LIKE '${pattern}'`);
  if (!negated) return parts.length === 1 ? parts[0]! : `(${parts.join(' OR ')})`;
  const none = parts.map((part) => `(NOT ${part})`).join(' AND ');
  return `(${parts.length === 1 ? none : `(${none})`} OR ${path} = null)`;
}

function sayRelated(name: RelatedName, where: Rule | null, window: Window | null, negated: boolean, place: Place): Said {
  const { writer } = place;
  if (place.related !== null) return { reason: `exists ${name} within another: SOQL allows one level of semi-joins` };
  if (place.underOr) return { reason: `exists ${name} under or: SOQL allows semi-joins only where all conditions must hold` };
  const link = linkOf(name, writer);
  if ('reason' in link) return link;
  if (++writer.semiJoins > mostSemiJoins) return { reason: `exists ${name}: SOQL allows ${mostSemiJoins} semi-joins in a query` };
  const inner: Place = { writer, related: name, underOr: false };
  const conditions: Said[] = [];
  if (where !== null) conditions.push(sayRule(where, false, inner));
  if (window !== null) {
    const at = pathOf({ object: name, name: windowField[name], custom: false }, inner);
    conditions.push('reason' in at ? at : sayWithin(at.said.path, at.said.field, window, false, inner));
  }
  const said = sayAll(conditions);
  if ('reason' in said) return said;
  const { outer, key, from } = link.said;
  if (negated && outer !== 'Id')
    return { reason: `not exists ${name}: a SOQL anti-join on ${outer} would leave out the leads without one` };
  if (name === 'touch' && writer.root === 'Lead')
    writer.notes.add('Touches are those of the lead; ones that only the contact knows that a converted lead became are not looked at.');
  const filter = [`${key} != null`, ...said.said].join(' AND ');
  return { said: `${outer} ${negated ? 'NOT IN' : 'IN'} (SELECT ${key} FROM ${from} WHERE ${filter})` };
}

function linkOf(name: RelatedName, { root, options }: Writer): Said<{ outer: string; key: string; from: string }> {
  const isMapped = (object: RelatedName, field: string) =>
    findField(options.catalog, { object, name: field, custom: false })?.apiName !== undefined;
  if (name === 'activity')
    return { reason: 'activity: Salesforce keeps tasks and events apart, and SOQL can’t join semi-joins on both by or' };
  if (name === 'touch') {
    if (root === 'Lead') return { said: { outer: 'Id', key: 'LeadId', from: 'CampaignMember' } };
    if (root === 'Contact') return { said: { outer: 'Id', key: 'ContactId', from: 'CampaignMember' } };
    return { reason: `touch: SOQL can't reach campaign members from ${root}` };
  }
  if (name === 'opportunity') {
    if (root === 'Account') return { said: { outer: 'Id', key: 'AccountId', from: 'Opportunity' } };
    if (root !== 'Lead') return { reason: `opportunity: SOQL can't reach a contact's opportunities both directly and by role` };
    if (isMapped('opportunity', 'leadId'))
      return { reason: 'opportunity: this org links opportunities to leads in two ways, and SOQL can’t join semi-joins by or' };
    return { said: { outer: 'ConvertedOpportunityId', key: 'Id', from: 'Opportunity' } };
  }
  if (root === 'Lead') return { said: { outer: 'Id', key: 'LeadId', from: 'LeadHistory' } };
  if (root === 'Opportunity') return { said: { outer: 'Id', key: 'OpportunityId', from: 'OpportunityFieldHistory' } };
  return { reason: `stageChange: SOQL can't reach them from ${root}` };
}

function pathOf(ref: FieldRef, { writer, related }: Place): Said<SoqlField> {
  const { root, options } = writer;
  const field = findField(options.catalog, ref);
  const base = derivedFrom(ref);
  const named = base === undefined ? field : findField(options.catalog, { ...ref, name: base });
  const text = formatField(ref);
  if (field === undefined || named?.apiName === undefined)
    return { reason: `${text}: no Salesforce field is known for it; give its API name in the field dictionary` };
  if (related !== null) {
    if (ref.object === related) return { said: { path: named.apiName, field } };
    return { reason: `${text} within exists ${related}: a SOQL semi-join sees only the related record` };
  }
  const prefix = prefixOf(ref.object, root, options);
  return prefix === undefined ? { reason: `${text}: SOQL can't reach it from ${root}` } : { said: { path: prefix + named.apiName, field } };
}

function prefixOf(object: string, root: Root, { catalog }: CompileOptions): string | undefined {
  if (object === 'lead') return root === 'Lead' || root === 'Contact' ? '' : undefined;
  if (object === 'opportunity') return root === 'Opportunity' ? '' : undefined;
  if (object !== 'account') return undefined;
  if (root === 'Account') return '';
  if (root !== 'Lead') return 'Account.';
  const direct = findField(catalog, { object: 'lead', name: 'accountId', custom: false });
  return direct?.apiName === undefined ? 'ConvertedAccount.' : undefined;
}

function formatField(ref: FieldRef): string {
  return fieldText(ref);
}

function picklist(name: string, place: Place): readonly string[] {
  return findPicklist(place.writer.options.catalog, name) ?? [];
}

function orEmpty(condition: string, path: string, negated: boolean): string {
  return negated ? `(${condition} OR ${path} = null)` : condition;
}

function soqlText(text: string): string {
  return `'${escapeText(text)}'`;
}

function escapeText(text: string): string {
  return text.replace(/[\\']/g, '\\$&').replace(/\n/g, '\\n').replace(/\r/g, '\\r').replace(/\t/g, '\\t');
}

function escapeLike(text: string): string {
  return escapeText(text).replace(/[%_]/g, '\\$&');
}
