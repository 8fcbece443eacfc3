import type { HandoffRows } from '#criteria/table-source.ts';
import { type Column, memoryTable, type TextColumn, textDictionary } from '#domain/columns.ts';
import { dispositions, outcomes, scoreEvidences } from '#domain/handoff.ts';
import type { Facts } from './facts.ts';
import { gatherText } from './handoff-builder.ts';
import { handoffId } from './handoff-id.ts';

const timeFields = [
  'qualifiedAt',
  'assignedAt',
  'firstTouchAt',
  'acceptedAt',
  'rejectedAt',
  'salesQualifiedAt',
  'opportunityAt',
  'closedAt',
  'recycledAt',
] as const;

/** Codes 0…n−1 of a fixed list as a text column; code `empty` becomes the empty field. */
function listColumn(codes: Uint8Array, texts: readonly string[], empty?: number): TextColumn {
  return {
    kind: 'text',
    id: false,
    codes: Uint32Array.from(codes, (code) => (code === empty ? 0 : code + 1)),
    dictionary: textDictionary(['', ...texts]),
  };
}

/** The handoffs as a table with the fields that rules know as `handoff.…`. */
export function handoffRows(facts: Facts): HandoffRows {
  const { handoffs, leads } = facts;
  const { count, leadRow, opportunityRow } = handoffs;
  const leadIds = leads.column('id');
  const opportunityIds = facts.tables.table('opportunities')?.column('id');
  const asText = (column: Column | undefined) => (column?.kind === 'text' ? column : undefined);
  const columns: Record<string, Column> = {
    leadId: { ...gatherText(asText(leadIds), leadRow), id: true },
    opportunityId: { ...gatherText(asText(opportunityIds), opportunityRow), id: true },
    cycle: { kind: 'number', values: Float64Array.from(handoffs.cycle) },
    outcome: listColumn(handoffs.outcome, outcomes),
    disposition: listColumn(handoffs.disposition, dispositions),
    scoreEvidence: listColumn(handoffs.scoreEvidence, scoreEvidences),
    lateRejection: { kind: 'boolean', values: handoffs.lateRejection },
    rejectionReason: handoffs.rejectionReason,
    amount: { kind: 'money', values: handoffs.amount, scale: handoffs.amountScale },
    scoreAtQualification: { kind: 'number', values: handoffs.scoreAtQualification },
    ownerId: handoffs.ownerId,
    ownerTeam: handoffs.ownerTeam,
    source: handoffs.source,
    motion: handoffs.motion,
  };
  for (const name of timeFields) columns[name] = { kind: 'time', values: handoffs[name], dateOnly: false };
  const table = memoryTable(count, columns);
  let ids: TextColumn | undefined;
  const idColumn = (): TextColumn => {
    ids ??= {
      kind: 'text',
      id: true,
      codes: Uint32Array.from({ length: count }, (_, i) => i + 1),
      dictionary: { size: count + 1, at: (code) => (code === 0 ? '' : handoffId(facts, code - 1)) },
    };
    return ids;
  };
  return {
    table: {
      rowCount: count,
      columnNames: ['id', ...table.columnNames],
      column: (name) => (name === 'id' ? idColumn() : table.column(name)),
    },
    leadRow,
    opportunityRow,
  };
}
