import { type TextColumn, textDictionary } from '#domain/columns.ts';
import type { HandoffTable } from '#domain/handoff.ts';

/** Columns of a handoff table being filled; as long as the number of handoffs found. */
export type HandoffColumns = { -readonly [Name in keyof HandoffTable]: HandoffTable[Name] };

const times = [
  'qualifiedAt',
  'nextQualifiedAt',
  'assignedAt',
  'firstTouchAt',
  'acceptedAt',
  'rejectedAt',
  'decidedAt',
  'windowEndsAt',
  'salesQualifiedAt',
  'opportunityAt',
  'closedAt',
  'recycledAt',
  'disqualifiedAt',
  'amount',
  'scoreAtQualification',
] as const satisfies readonly (keyof HandoffTable)[];

const small = ['disposition', 'outcome', 'lateRejection', 'implied', 'scoreEvidence'] as const satisfies readonly (keyof HandoffTable)[];

/** Empty columns for `count` handoffs: numbers NaN, rows -1, text empty. */
export function emptyHandoffs(count: number): HandoffColumns {
  const emptyText = (): TextColumn => ({ kind: 'text', id: false, codes: new Uint32Array(count), dictionary: textDictionary(['']) });
  const columns: Record<string, unknown> = { count, amountScale: 2 };
  for (const name of times) columns[name] = new Float64Array(count).fill(Number.NaN);
  for (const name of small) columns[name] = new Uint8Array(count);
  return {
    ...(columns as unknown as HandoffColumns),
    leadRow: new Int32Array(count),
    cycle: new Uint16Array(count),
    opportunityRow: new Int32Array(count).fill(-1),
    ownerRow: new Int32Array(count).fill(-1),
    rejectionReason: emptyText(),
    ownerId: { ...emptyText(), id: true },
    ownerTeam: emptyText(),
    source: emptyText(),
    motion: emptyText(),
  };
}

/** A text column that repeats, for each handoff, the text of its record; -1 records are empty. */
export function gatherText(column: TextColumn | undefined, rows: Int32Array): TextColumn {
  if (!column) return { kind: 'text', id: false, codes: new Uint32Array(rows.length), dictionary: textDictionary(['']) };
  const codes = new Uint32Array(rows.length);
  for (let i = 0; i < rows.length; i++) codes[i] = rows[i]! < 0 ? 0 : column.codes[rows[i]!]!;
  return { kind: 'text', id: column.id, codes, dictionary: column.dictionary };
}
