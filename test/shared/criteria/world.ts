import { defaultCatalog } from '#criteria/catalog-defaults.ts';
import type { FieldCatalog } from '#criteria/field-catalog.ts';
import { sameId } from '#criteria/id-match.ts';
import type { LeadKind, Subject } from '#criteria/reach.ts';
import type { RecordSource } from '#criteria/record-source.ts';
import { tableRecordSource } from '#criteria/table-source.ts';
import type { ExtractKind } from '#domain/canonical-fields.ts';
import { zoneClock } from '#domain/time-zone.ts';
import { asTable, type RowTable } from './extract-layout.ts';
import { epochMs, type RandomExtract } from './random-extract.ts';

export const clock = zoneClock('Europe/Berlin');
export const asOfMs = epochMs + 4 * 86_400_000;
export const picklists = { mixed: ['gmail.com', ' strasse ', 'VP SALES', ''], empty: [] };

const plain = defaultCatalog(picklists);
export const catalog: FieldCatalog = {
  ...plain,
  objects: {
    ...plain.objects,
    lead: [...plain.objects.lead, { name: 'Budget Status', custom: true, type: 'text' }, { name: 'fit', custom: true, type: 'number' }],
  },
};
/** HubSpot's shape: contacts carry no custom fields here. */
export const contactCatalog = plain;

/** An extract as the engine sees it. */
export function sourceOf(extract: RandomExtract, subject: Subject, leadKind: LeadKind = 'leads'): RecordSource {
  const tables = Object.fromEntries(Object.entries(extract).map(([kind, table]) => [kind, asTable(table)]));
  const rowOf = (table: RowTable, field: string) =>
    Int32Array.from(extract.handoffs.rows, (handoff) =>
      table.rows.findIndex((row) => handoff[field] !== null && sameId(String(row.id), String(handoff[field]))),
    );
  return tableRecordSource({
    subject,
    table: (kind: ExtractKind) => tables[kind],
    leadKind,
    handoffs: {
      table: tables.handoffs!,
      leadRow: rowOf(extract.leads, 'leadId'),
      opportunityRow: rowOf(extract.opportunities, 'opportunityId'),
    },
    asOfMs,
    clock,
    picklists,
  });
}

/** Ids of the records that a mask has, in order. */
export function idsOf(extract: RandomExtract, subject: Subject, leadKind: LeadKind, mask: Uint8Array): string[] {
  const tables = { lead: extract[leadKind], handoff: extract.handoffs, opportunity: extract.opportunities, account: extract.accounts };
  return tables[subject].rows
    .filter((_, row) => mask[row])
    .map((row) => String(row.id))
    .sort();
}
