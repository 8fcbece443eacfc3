import { canonicalFieldType } from '#domain/canonical-fields.ts';
import type { FieldCatalog } from '../field-catalog.ts';
import { findField } from '../field-catalog.ts';
import { kindOf, type LeadKind, type Link, linksOf, relatedKind, type Subject } from '../reach.ts';
import type { RelatedName } from '../tree.ts';
import type { SqlDialect } from './sql-dialect.ts';
import { snakeCase, sqlColumn } from './sql-names.ts';

const aliases: Record<Subject, string> = { lead: 'l', handoff: 'h', account: 'a', opportunity: 'o' };

/** The tables that a rule's conditions stand on; objects and related records are joined once they are asked for. */
export interface SqlJoins {
  /** The alias of the record itself or of the one record of another object that belongs to it. */
  alias(object: Subject): string;
  /** A table expression with the related records' columns and `of_id`, the id of the record that each belongs to. Deleted ones are left out. */
  related(name: RelatedName): string;
  /** The id that is selected. */
  readonly id: string;
  /** Named subqueries, FROM and JOIN lines for all that was asked for. */
  lines(): { with: string[]; from: string[] };
  /** Conditions that keep deleted and merged records out. */
  counted(): string[];
}

/**
 * Joins as `linksOf` says and as the engine does. Every join is an equality of keys (the first 15 characters of an 18-character id), so that
 * it costs no more than the tables' length in SQLite without indexes and in warehouses alike; what shares a key must be equal or differ in
 * length.
 * @param tableName writes the name of an exported table.
 */
export function sqlJoins(
  subject: Subject,
  leadKind: LeadKind,
  catalog: FieldCatalog,
  dialect: SqlDialect,
  tableName: (table: string) => string,
): SqlJoins {
  const used = new Set<Subject>([subject]);
  const relatedNames = new Set<RelatedName>();
  const isKnown = (object: RelatedName | Subject, name: string) => findField(catalog, { object, name, custom: false }) !== undefined;
  const tableOf = (object: Subject) =>
    tableName(object === 'handoff' ? 'handoffs' : snakeCase(object === 'lead' ? leadKind : kindOf[object]));
  const named = (name: string, select: string) => `${name} as ${dialect.materialized}(\n  ${select}\n)`;

  const accountOf = (): string => {
    if (subject === 'opportunity') return 'o.account_id';
    const known = ['accountId', 'convertedAccountId']
      .filter((name) => isKnown('lead', name))
      .map((name) => `nullif(l.${sqlColumn(name, false)}, '')`);
    return known.length > 1 ? `coalesce(${known.join(', ')})` : (known[0] ?? 'null');
  };
  const isConvertible = () => isKnown('lead', 'convertedOpportunityId');
  const leadOf = (): string => {
    if (subject === 'handoff') return 'h.lead_id';
    const known = [...(isKnown('opportunity', 'leadId') ? ["nullif(o.lead_id, '')"] : []), ...(isConvertible() ? ['c.lead_id'] : [])];
    return known.length > 1 ? `coalesce(${known.join(', ')})` : (known[0] ?? 'null');
  };

  /** Objects joined to the subject, in the order in which they need one another. */
  const joined = (): Subject[] => {
    const viaLead = subject === 'handoff' && used.has('account');
    const wanted: Subject[] = ['lead', 'opportunity', 'account'];
    return wanted.filter((object) => object !== subject && (used.has(object) || (object === 'lead' && viaLead)));
  };
  const references: Record<Subject, () => string> = {
    lead: leadOf,
    account: accountOf,
    opportunity: () => 'h.opportunity_id',
    handoff: () => 'h.id',
  };
  const fromLines = (): string[] => {
    const lines = [`from ${tableOf(subject)} as ${aliases[subject]}`];
    for (const object of joined()) {
      const alias = aliases[object];
      if (subject === 'opportunity' && object === 'lead' && isConvertible())
        lines.push('left join converted_leads as c on c.opportunity_id = o.id');
      lines.push(`left join keyed_${object} as ${alias} on ${sameId(`${alias}.id_key`, `${alias}.id`, references[object]())}`);
    }
    return lines;
  };

  const knownLinks = (name: RelatedName): Link[] =>
    linksOf(subject, name, leadKind).filter((link) => isKnown(name, link.key) && isKnown(link.object, link.from));
  const recordColumn = (link: Link) => `${link.object}_${sqlColumn(link.from, false)}`;

  /** Ids of each record by which related ones name it, with their keys. */
  const recordsTable = (): string => {
    const links = [...relatedNames].flatMap(knownLinks);
    const columns = new Map(links.map((link) => [recordColumn(link), `${aliases[link.object]}.${sqlColumn(link.from, false)}`]));
    const selected = [...columns].map(([name, column]) => `${column} as ${name}, ${keyOf(column)} as ${name}_key`);
    return named('records', `select ${[`${aliases[subject]}.id as of_id`, ...selected].join(', ')} ${fromLines().join(' ')}`);
  };

  const relatedTables = (name: RelatedName): string[] => {
    const links = knownLinks(name);
    const through = links.find((link) => link.through !== undefined);
    const plain = tableName(snakeCase(relatedKind(subject, name)));
    const table = through === undefined ? plain : `keyed_${snakeCase(name)}`;
    const live = isKnown(name, 'isDeleted') ? ['t.is_deleted is not true'] : [];
    const conditions = links.map((link) => {
      const record = `r.${recordColumn(link)}`;
      return sameId(`${record}_key`, record, `t.${sqlColumn(link.key, false)}`);
    });
    const branches = links.map((link, i) => {
      const others = links.flatMap((other, j) => (j < i && other.through === undefined ? [`not coalesce(${conditions[j]}, false)`] : []));
      const where = [...live, ...others];
      if (link.through === undefined)
        return `select r.of_id, t.* from records as r join ${table} as t on ${conditions[i]}${whereOf(where)}`;
      const { kind, match, give } = link.through;
      const record = `r.${recordColumn(link)}`;
      const roles = `join ${tableName(snakeCase(kind))} as c on ${sameId(`${record}_key`, record, `c.${sqlColumn(match, false)}`)}`;
      const own = `join ${table} as t on ${sameId('t.through_key', `t.${sqlColumn(link.key, false)}`, `c.${sqlColumn(give, false)}`)}`;
      return `select distinct r.of_id, t.* from records as r ${roles} ${own}${whereOf(['c.is_deleted is not true', ...where])}`;
    });
    const none = `select null as of_id, t.* from ${table} as t where false`;
    const rows = named(`record_${snakeCase(name)}`, branches.join('\n  union all\n  ') || none);
    if (through === undefined) return [rows];
    return [named(table, `select x.*, ${keyOf(`x.${sqlColumn(through.key, false)}`)} as through_key from ${plain} as x`), rows];
  };

  return {
    id: `${aliases[subject]}.id`,
    alias(object) {
      used.add(object);
      return aliases[object];
    },
    related(name) {
      relatedNames.add(name);
      for (const link of knownLinks(name)) used.add(link.object);
      return `record_${snakeCase(name)}`;
    },
    lines() {
      const keyed = new Set(joined());
      const convertible = subject === 'opportunity' && keyed.has('lead') && isConvertible();
      const tables = [...(convertible ? (['opportunity'] as const) : []), ...keyed].map((object) =>
        named(`keyed_${object}`, `select x.*, ${keyOf('x.id')} as id_key from ${tableOf(object)} as x`),
      );
      if (convertible) {
        const on = sameId('o.id_key', 'o.id', 'x.converted_opportunity_id');
        const first = `${dialect.least('x.id')} as lead_id from ${tableOf('lead')} as x join keyed_opportunity as o on ${on}`;
        tables.push(named('converted_leads', `select o.id as opportunity_id, ${first} group by o.id`));
      }
      if (relatedNames.size > 0) tables.push(recordsTable(), ...[...relatedNames].flatMap(relatedTables));
      return { with: tables, from: fromLines() };
    },
    counted() {
      if (subject === 'handoff') return [];
      const alias = aliases[subject];
      const kind = subject === 'lead' ? leadKind : kindOf[subject];
      const conditions: string[] = [];
      if (canonicalFieldType(kind, 'isDeleted') && isKnown(subject, 'isDeleted')) conditions.push(`${alias}.is_deleted is not true`);
      if (canonicalFieldType(kind, 'masterRecordId') && isKnown(subject, 'masterRecordId'))
        conditions.push(`coalesce(${alias}.master_record_id, '') = ''`);
      return conditions;
    },
  };
}

function keyOf(id: string): string {
  return `case when length(${id}) = 18 then substr(${id}, 1, 15) else nullif(${id}, '') end`;
}

/** Whether an id, given with its key, names the same record as another: as `sameId` of the engine. */
function sameId(key: string, id: string, other: string): string {
  return `${key} = ${keyOf(other)} and (${id} = ${other} or length(${id}) <> length(${other}))`;
}

function whereOf(conditions: string[]): string {
  return conditions.length === 0 ? '' : ` where ${conditions.join(' and ')}`;
}
