import type { ExtractKind } from '#domain/canonical-fields.ts';
import type { Column, Table, TextColumn } from '#domain/columns.ts';
import { columnLength, gatherColumn } from './gather-column.ts';
import { firstRows, indexIds } from './id-index.ts';
import { kindOf, type LeadKind, linksOf, relatedKind, type Subject } from './reach.ts';
import type { CriteriaClock, RecordSource, RelatedSource } from './record-source.ts';
import { linkRecords } from './related-rows.ts';
import type { FieldRef, RelatedName } from './tree.ts';

/** Handoffs as a table with the columns of `handoffFields`, and the rows that each stands on. */
export interface HandoffRows {
  table: Table;
  /** Row of the lead, and of the opportunity (-1 for none), by handoff. */
  leadRow: Int32Array;
  opportunityRow: Int32Array;
}

export interface TableSourceOptions {
  subject: Subject;
  /** The table of a kind, undefined where the extract holds none. Custom columns are named `custom.name`. */
  table(kind: ExtractKind): Table | undefined;
  /** Where the persons stand: `leads` (default) or, as HubSpot keeps them, `contacts`. */
  leadKind?: LeadKind;
  /** Needed for the subject `handoff`. */
  handoffs?: HandoffRows;
  asOfMs: number;
  clock: CriteriaClock;
  picklists?: Readonly<Record<string, readonly string[]>>;
  businessMsBetween?(fromMs: number, toMs: number): number;
  /** 1 for records that stay out of counts beside the deleted and merged ones, which always do. */
  excluded?: Uint8Array;
}

/**
 * The records of one subject over the tables of an extract, joined as `linksOf` says; the SQL targets join the same way.
 * Columns, joins and links are made when first asked for and kept.
 */
export function tableRecordSource(options: TableSourceOptions): RecordSource {
  const { subject, leadKind = 'leads' } = options;
  const kindOfObject = (object: 'lead' | 'account' | 'opportunity') => (object === 'lead' ? leadKind : kindOf[object]);
  const own = subject === 'handoff' ? options.handoffs?.table : options.table(kindOfObject(subject));
  const rowCount = own?.rowCount ?? 0;
  const columns = new Map<string, Column | undefined>();
  const joins = new Map<string, Int32Array | undefined>();
  const links = new Map<RelatedName, RelatedSource | undefined>();

  const joined = (object: string): Int32Array | undefined => {
    if (!joins.has(object)) joins.set(object, rowsOf(object, options, field));
    return joins.get(object);
  };
  const field = (ref: FieldRef): Column | undefined => {
    const key = `${ref.object}\0${ref.custom}\0${ref.name}`;
    if (!columns.has(key)) columns.set(key, load(ref));
    return columns.get(key);
  };
  const load = (ref: FieldRef): Column | undefined => {
    if (ref.object === subject) return own && tableColumn(own, ref.name, ref.custom);
    if (ref.object !== 'lead' && ref.object !== 'account' && ref.object !== 'opportunity') return undefined;
    const table = options.table(kindOfObject(ref.object));
    const column = table && tableColumn(table, ref.name, ref.custom);
    const rows = column && joined(ref.object);
    return rows && gatherColumn(column, rows);
  };
  return {
    subject,
    rowCount,
    asOfMs: options.asOfMs,
    clock: options.clock,
    field,
    related(name) {
      if (!links.has(name)) {
        const table = options.table(relatedKind(subject, name));
        const found = table && linkRecords(linksOf(subject, name, leadKind), rowCount, table, options.table, field);
        links.set(name, found && { ...found, field: (column, custom) => tableColumn(table, column, custom) });
      }
      return links.get(name);
    },
    picklist: (name) => (options.picklists && Object.hasOwn(options.picklists, name) ? options.picklists[name] : undefined),
    businessMsBetween: options.businessMsBetween,
    excluded: excludedRows(options.excluded, rowCount, own),
  };
}

/** A canonical column, else the custom one of that name. */
function tableColumn(table: Table, name: string, custom: boolean): Column | undefined {
  return (custom ? undefined : table.column(name)) ?? table.column(`custom.${name}`);
}

function excludedRows(given: Uint8Array | undefined, rowCount: number, table: Table | undefined): Uint8Array | undefined {
  const deleted = table?.column('isDeleted');
  const master = table?.column('masterRecordId');
  if (deleted?.kind !== 'boolean' && master?.kind !== 'text') return given;
  const excluded = new Uint8Array(rowCount);
  if (given) excluded.set(given);
  if (deleted?.kind === 'boolean') for (let i = 0; i < rowCount; i++) if (deleted.values[i] === 1) excluded[i] = 1;
  if (master?.kind === 'text') for (let i = 0; i < rowCount; i++) if (master.codes[i] !== 0) excluded[i] = 1;
  return excluded;
}

/** The row of the one record of another object that belongs to each record, -1 for none. */
function rowsOf(object: string, options: TableSourceOptions, field: (ref: FieldRef) => Column | undefined): Int32Array | undefined {
  const { subject, handoffs, leadKind = 'leads' } = options;
  if (subject === 'handoff' && object === 'lead') return handoffs?.leadRow;
  if (subject === 'handoff' && object === 'opportunity') return handoffs?.opportunityRow;
  if (object === 'account') {
    const from = subject === 'opportunity' ? 'opportunity' : 'lead';
    const first = idsOf(field({ object: from, name: 'accountId', custom: false }));
    const second = from === 'lead' ? idsOf(field({ object: 'lead', name: 'convertedAccountId', custom: false })) : undefined;
    const accountIds = idsOf(options.table('accounts')?.column('id'));
    if (!accountIds || (!first && !second)) return undefined;
    const index = indexIds(accountIds);
    const rows = first ? firstRows(first, index) : new Int32Array(columnLength(second!)).fill(-1);
    const others = second && firstRows(second, index);
    if (others) for (let i = 0; i < rows.length; i++) if (!first || first.codes[i] === 0) rows[i] = others[i]!;
    return rows;
  }
  return object === 'lead' ? leadOfOpportunity(options.table(leadKind), field) : undefined;
}

/** The lead that an opportunity names, else the one with the least id among those that converted into it. */
function leadOfOpportunity(leads: Table | undefined, field: (ref: FieldRef) => Column | undefined): Int32Array | undefined {
  const ids = idsOf(leads?.column('id'));
  const opportunityIds = idsOf(field({ object: 'opportunity', name: 'id', custom: false }));
  if (!leads || !ids || !opportunityIds) return undefined;
  const named = idsOf(field({ object: 'opportunity', name: 'leadId', custom: false }));
  const converted = idsOf(leads.column('convertedOpportunityId'));
  const rows = named ? firstRows(named, indexIds(ids)) : new Int32Array(opportunityIds.codes.length).fill(-1);
  if (!converted) return rows;
  const index = indexIds(converted);
  for (let i = 0; i < rows.length; i++) {
    if (named && named.codes[i] !== 0) continue;
    let best = -1;
    for (const code of index.codesOf(opportunityIds.dictionary.at(opportunityIds.codes[i]!))) {
      for (let k = index.starts[code]!; k < index.starts[code + 1]!; k++) {
        const row = index.rows[k]!;
        if (best < 0 || ids.dictionary.at(ids.codes[row]!) < ids.dictionary.at(ids.codes[best]!)) best = row;
      }
    }
    rows[i] = best;
  }
  return rows;
}

function idsOf(column: Column | undefined): TextColumn | undefined {
  return column?.kind === 'text' ? column : undefined;
}
