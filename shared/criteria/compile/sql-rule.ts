import { zoneClock } from '#domain/time-zone.ts';
import type { CheckedCriteria } from '../check.ts';
import { derivedFrom } from '../derived-field.ts';
import { type CatalogField, findField, findPicklist } from '../field-catalog.ts';
import { foldText } from '../fold-text.ts';
import { formatCriteria } from '../format.ts';
import { amountMsText } from '../predicate-mask.ts';
import { type Subject, windowField } from '../reach.ts';
import type { Count, Exists, FieldRef, Literal, Match, Predicate, RelatedName, Rule, Window } from '../tree.ts';
import { isTurned } from '../turned.ts';
import { type CompileOptions, type Said, sayAll } from './compiled-rule.ts';
import type { SqlDialect } from './sql-dialect.ts';
import { type SqlJoins, sqlJoins } from './sql-joins.ts';
import { sqlColumn, sqlIdentifier, sqlText } from './sql-names.ts';

/** A rule's SQL in the making: its joins grow with the conditions. */
export interface SqlRule {
  /** One clause as a condition that holds exactly where the clause is met; elsewhere it is false or NULL. */
  condition(clause: Rule): Said;
  readonly joins: SqlJoins;
}

/**
 * Writes the clauses of a rule as SQL conditions over the exported tables.
 * Two values are kept so: `and` and `or` of conditions hold only where a two-valued rule would, and each `not` stands over
 * `coalesce(…, false)`, so that NULL never passes through one.
 * @param tableName writes the name of an exported table.
 */
export function sqlRule(
  checked: CheckedCriteria,
  dialect: SqlDialect,
  options: CompileOptions,
  tableName: (table: string) => string,
): SqlRule {
  const { catalog, asOfMs, leadKind = 'leads', clock = zoneClock('UTC') } = options;
  const { subject } = checked;
  const joins = sqlJoins(subject, leadKind, catalog, dialect, tableName);
  let relatedCount = 0;

  const condition = (rule: Rule, scope: Scope): Said => {
    if (rule.kind === 'not') return mapSaid(condition(rule.part, scope), negate);
    if (rule.kind !== 'and' && rule.kind !== 'or') return predicate(rule, scope);
    const parts = sayAll(rule.parts.map((part) => condition(part, scope)));
    return mapSaid(parts, (texts) => `(${joinConditions(texts, rule.kind)})`);
  };

  const predicate = (rule: Predicate, scope: Scope): Said => {
    const said = positive(rule, scope);
    return isTurned(rule) ? mapSaid(said, negate) : said;
  };

  const positive = (rule: Predicate, scope: Scope): Said => {
    switch (rule.kind) {
      case 'compare':
        return { said: comparison(rule.field, rule.operator === '!=' ? '=' : rule.operator, rule.value, scope) };
      case 'in':
        return { said: equalsAny(rule.field, rule.values, scope) };
      case 'inPicklist': {
        const values = findPicklist(catalog, rule.picklist) ?? [];
        return {
          said: equalsAny(
            rule.field,
            values.map((value) => ({ kind: 'text', value })),
            scope,
          ),
        };
      }
      case 'between':
        return { said: `(${comparison(rule.field, '>=', rule.low, scope)} and ${comparison(rule.field, '<=', rule.high, scope)})` };
      case 'match':
        return { said: match(rule, scope) };
      case 'is':
        return { said: filled(rule.field, scope) };
      case 'duration': {
        if (rule.unit === 'business hours') return { reason: `${formatCriteria(rule)}: SQL has no business calendar` };
        const elapsed = dialect.elapsedMs(column(rule.from, scope), column(rule.to, scope));
        const operator = rule.operator === '!=' ? '=' : rule.operator;
        return { said: `${elapsed} ${operator} ${amountMsText(rule.value, rule.unit)}` };
      }
      case 'within':
        return inWindow(column(rule.field, scope), rule.window, scope);
      case 'exists':
        return mapSaid(relatedRows(rule, scope), (rows) => `exists (select 1 ${rows})`);
      case 'count':
        return mapSaid(relatedRows(rule, scope), (rows) => {
          const operator = rule.operator === '!=' ? '=' : rule.operator;
          return `(select count(*) ${rows}) ${operator} ${dialect.number(rule.value)}`;
        });
    }
  };

  const comparison = (ref: FieldRef, operator: '=' | '<' | '<=' | '>' | '>=', value: Literal, scope: Scope): string => {
    const left = column(ref, scope);
    switch (value.kind) {
      case 'text':
        return equalsAny(ref, [value], scope);
      case 'number':
        return `${fieldOf(ref)?.type === 'money' ? dialect.money(left) : left} ${operator} ${dialect.number(value)}`;
      case 'boolean':
        return `${left} = ${value.value}`;
      case 'time':
        return `${left} ${operator} ${dialect.time(value.ms)}`;
      case 'date': {
        const [startMs, nextStartMs] = clock.dayRangeMs(value.year, value.month, value.day);
        const [start, next] = [dialect.time(startMs), dialect.time(nextStartMs)];
        if (operator === '=') return `(${left} >= ${start} and ${left} < ${next})`;
        if (operator === '<' || operator === '>=') return `${left} ${operator} ${start}`;
        return operator === '<=' ? `${left} < ${next}` : `${left} >= ${next}`;
      }
    }
  };

  const equalsAny = (ref: FieldRef, values: readonly Literal[], scope: Scope): string => {
    const texts = values.flatMap((value) => (value.kind === 'text' ? [value.value] : []));
    if (fieldOf(ref)?.type === 'id')
      return equalsId(
        column(ref, scope),
        texts.filter((text) => text !== ''),
      );
    if (texts.length === values.length) {
      const wanted = [...new Set(texts.map(foldText))].filter((text) => text !== '').map(dialect.foldedText);
      return oneOf(text(ref, scope), wanted);
    }
    const all = [...new Set(values.map((value) => comparison(ref, '=', value, scope)))];
    return all.length === 1 ? all[0]! : `(${joinConditions(all, 'or')})`;
  };

  const equalsId = (left: string, ids: string[]): string => {
    const wanted = ids.flatMap((id) => (id.length === 18 ? [id, id.slice(0, 15)] : [id]));
    const whole = oneOf(left, [...new Set(wanted)].map(sqlText));
    const short = ids.filter((id) => id.length === 15).map(sqlText);
    return short.length === 0 ? whole : `(${whole} or (length(${left}) = 18 and ${oneOf(`substr(${left}, 1, 15)`, short)}))`;
  };

  const match = (rule: Match, scope: Scope): string => {
    const isId = fieldOf(rule.field)?.type === 'id';
    const left = isId ? column(rule.field, scope) : text(rule.field, scope);
    const parts = rule.values.flatMap((value) => (value.kind === 'text' ? [isId ? value.value : foldText(value.value)] : []));
    const conditions = [...new Set(parts)]
      .filter((part) => part !== '')
      .map((part) => {
        const literal = isId ? sqlText(part) : dialect.foldedText(part);
        if (rule.mode === 'contains') return dialect.contains(left, literal);
        return rule.mode === 'starts with' ? dialect.startsWith(left, literal) : dialect.endsWith(left, literal, [...part].length);
      });
    if (conditions.length === 0) return 'false';
    return conditions.length === 1 ? conditions[0]! : `(${joinConditions(conditions, 'or')})`;
  };

  const filled = (ref: FieldRef, scope: Scope): string => {
    const type = fieldOf(ref)?.type;
    if (type === 'id') return `coalesce(${column(ref, scope)}, '') <> ''`;
    return type === 'text' ? `coalesce(${text(ref, scope)}, '') <> ''` : `${column(ref, scope)} is not null`;
  };

  const inWindow = (time: string, window: Window, scope: Scope): Said => {
    const { amount, unit, direction, anchor } = window;
    if (unit === 'business hours') return { reason: 'a window of business hours: SQL has no business calendar' };
    const lengthMs = amountMsText(amount, unit);
    if (anchor !== 'as of') return { said: dialect.inWindow(time, column(anchor, scope), direction, lengthMs) };
    if (asOfMs === undefined) return { reason: 'as of: the time of the extract is not known here; compile against a workspace' };
    const [fromMs, toMs] = direction === 'before' ? [asOfMs - Number(lengthMs), asOfMs] : [asOfMs, asOfMs + Number(lengthMs)];
    return { said: `(${time} >= ${dialect.time(Math.ceil(fromMs))} and ${time} < ${dialect.time(Math.ceil(toMs))})` };
  };

  /** FROM and WHERE of the related records that a predicate speaks of. */
  const relatedRows = (rule: Exists | Count, outer: Scope): Said => {
    const alias = `t${++relatedCount}`;
    const scope = { ...outer, [rule.related]: alias };
    const conditions: Said[] = [{ said: `${alias}.of_id = ${joins.id}` }];
    if (rule.where) conditions.push(condition(rule.where, scope));
    if (rule.window)
      conditions.push(inWindow(`${alias}.${sqlIdentifier(sqlColumn(windowField[rule.related], false))}`, rule.window, outer));
    return mapSaid(sayAll(conditions), (texts) => `from ${joins.related(rule.related)} as ${alias} where ${texts.join(' and ')}`);
  };

  const outerOnly: Scope = {};
  const aliasOf = (object: string, scope: Scope): string => {
    const related = scope[object as RelatedName];
    return related ?? joins.alias(object as Subject);
  };
  const fieldOf = (ref: FieldRef): CatalogField | undefined => findField(catalog, ref);
  const column = (ref: FieldRef, scope: Scope): string => {
    const custom = fieldOf(ref)?.custom ?? ref.custom;
    return `${aliasOf(ref.object, scope)}.${sqlIdentifier(sqlColumn(ref.name, custom))}`;
  };
  const text = (ref: FieldRef, scope: Scope): string => {
    const alias = aliasOf(ref.object, scope);
    const base = derivedFrom(ref);
    if (base !== undefined) return dialect.domain(dialect.folded(alias, sqlColumn(base, false)));
    return dialect.folded(alias, sqlColumn(ref.name, fieldOf(ref)?.custom ?? ref.custom));
  };
  return { joins, condition: (clause) => condition(clause, outerOnly) };
}

/** Alias by the related objects that stand around a place in the rule. */
type Scope = Partial<Record<RelatedName, string>>;

function negate(condition: string): string {
  return `not coalesce(${condition}, false)`;
}

function mapSaid<A, B>(said: Said<A>, map: (value: A) => B): Said<B> {
  return 'said' in said ? { said: map(said.said) } : said;
}

function oneOf(left: string, values: string[]): string {
  if (values.length === 0) return 'false';
  return values.length === 1 ? `${left} = ${values[0]}` : `${left} in (${values.join(', ')})`;
}

const groupSize = 100;

/** Conditions joined by `and` or `or`, grouped where they are many: databases cap how deep an expression may nest. */
export function joinConditions(conditions: readonly string[], word: 'and' | 'or', separator = ' '): string {
  if (conditions.length <= groupSize) return conditions.join(`${separator}${word} `);
  const groups: string[] = [];
  for (let i = 0; i < conditions.length; i += groupSize) groups.push(`(${conditions.slice(i, i + groupSize).join(` ${word} `)})`);
  return joinConditions(groups, word, separator);
}
