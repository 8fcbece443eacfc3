import { canonicalFields, type ExtractKind, type FieldType } from '#domain/canonical-fields.ts';
import { type Column, memoryTable, type Table, textColumn } from '#domain/columns.ts';
import { dispositions, outcomes, scoreEvidences } from '#domain/handoff.ts';
import { defaultPolicy, type Policy } from '#domain/policy.ts';
import { policyLineOf } from '#domain/policy-in-force.ts';
import type { MappedStage } from '#domain/stages.ts';
import { type AsOfTables, foldStageValue } from '#engine/extracts/as-of-tables.ts';
import { type Facts, readBaseFacts, withHandoffs } from '#engine/facts/facts.ts';
import { handoffId } from '#engine/facts/handoff-id.ts';

/** A record as a file would give it: canonical fields as text, '' or absent for empty; times in hours of the test's clock or ISO. */
export type HandRow = Record<string, string | number>;
export type HandFiles = Partial<Record<ExtractKind, HandRow[]>>;

/** 1 January 2026, 00:00 UTC: hour 0 of the test's clock. */
export const startMs = Date.UTC(2026, 0, 1);
const hourMs = 3_600_000;

/** A time of the test's clock as the files write it. */
export function hour(hours: number): string {
  return new Date(startMs + hours * hourMs).toISOString();
}

/** Hours of the test's clock, null for no time. */
export function hourOf(ms: number): number | null {
  return Number.isNaN(ms) ? null : (ms - startMs) / hourMs;
}

const stages: Record<string, MappedStage> = {
  Open: 'new',
  MQL: 'qualified',
  'Marketing Qualified': 'qualified',
  Accepted: 'accepted',
  Rejected: 'rejected',
  SQL: 'salesQualified',
  Recycled: 'recycled',
  Converted: 'converted',
  Disqualified: 'disqualified',
};

function timeOf(value: string | number | undefined): number {
  if (value === undefined || value === '') return Number.NaN;
  return typeof value === 'number' ? startMs + value * hourMs : Date.parse(value);
}

function columnOf(type: FieldType, values: (string | number | undefined)[]): Column {
  const texts = values.map((value) => (value === undefined ? '' : String(value)));
  if (type === 'id' || type === 'text') return textColumn(texts, type === 'id');
  if (type === 'time') return { kind: 'time', dateOnly: false, values: Float64Array.from(values, timeOf) };
  if (type === 'boolean') return { kind: 'boolean', values: Uint8Array.from(texts, (text) => (text === '' ? 2 : text === 'true' ? 1 : 0)) };
  const numbers = Float64Array.from(texts, (text) => (text === '' ? Number.NaN : Number(text)));
  return type === 'money'
    ? { kind: 'money', scale: 2, values: numbers.map((value) => Math.round(value * 100)) }
    : { kind: 'number', values: numbers };
}

function tableOf(kind: ExtractKind, rows: HandRow[]): Table {
  const types = canonicalFields[kind] as Record<string, FieldType>;
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return memoryTable(
    rows.length,
    Object.fromEntries(
      names.map((name) => [
        name,
        columnOf(
          types[name] ?? 'text',
          rows.map((row) => row[name]),
        ),
      ]),
    ),
  );
}

export interface HandOptions {
  /** As-of in hours of the test's clock; default 10,000. */
  asOf?: number;
  policy?: Partial<Policy>;
}

/** Facts over tables in memory, as the engine reads them from a workspace. */
export function handMadeFacts(files: HandFiles, { asOf = 10_000, policy = {} }: HandOptions = {}): Facts {
  const tables = new Map(Object.entries(files).map(([kind, rows]) => [kind, tableOf(kind as ExtractKind, rows)]));
  const meanings = new Map(Object.entries(stages).map(([value, stage]) => [foldStageValue(value), stage]));
  const union: AsOfTables = {
    asOfMs: startMs + asOf * hourMs,
    extracts: [],
    warnings: [],
    key: 'hand-made',
    table: (kind) => tables.get(kind),
    stages: () => meanings,
  };
  const line = policyLineOf(
    [{ version: 1, policy: { ...defaultPolicy, ...policy }, setAtMs: 0, effectiveFromMs: null }],
    defaultPolicy,
    () => false,
  );
  return withHandoffs(readBaseFacts(union, 'UTC', 'USD'), line);
}

/** A handoff in the words of the specification; times in hours of the test's clock. */
export interface Handoff {
  id: string;
  qualifiedAt: number;
  assignedAt: number | null;
  ownerId: string;
  ownerTeam: string;
  firstTouchAt: number | null;
  acceptedAt: number | null;
  rejectedAt: number | null;
  rejectionReason: string;
  decidedAt: number | null;
  salesQualifiedAt: number | null;
  opportunityAt: number | null;
  closedAt: number | null;
  recycledAt: number | null;
  outcome: string;
  amount: number | null;
  disposition: string;
  lateRejection: boolean;
  implied: boolean;
  score: number | null;
  scoreEvidence: string;
}

const nullable = (value: number) => (Number.isNaN(value) ? null : value);

/** All handoffs, by lead row and cycle. */
export function handoffsOf(facts: Facts): Handoff[] {
  const { handoffs } = facts;
  return Array.from({ length: handoffs.count }, (_, i) => ({
    id: handoffId(facts, i),
    qualifiedAt: hourOf(handoffs.qualifiedAt[i]!)!,
    assignedAt: hourOf(handoffs.assignedAt[i]!),
    ownerId: handoffs.ownerId.dictionary.at(handoffs.ownerId.codes[i]!),
    ownerTeam: handoffs.ownerTeam.dictionary.at(handoffs.ownerTeam.codes[i]!),
    firstTouchAt: hourOf(handoffs.firstTouchAt[i]!),
    acceptedAt: hourOf(handoffs.acceptedAt[i]!),
    rejectedAt: hourOf(handoffs.rejectedAt[i]!),
    rejectionReason: handoffs.rejectionReason.dictionary.at(handoffs.rejectionReason.codes[i]!),
    decidedAt: hourOf(handoffs.decidedAt[i]!),
    salesQualifiedAt: hourOf(handoffs.salesQualifiedAt[i]!),
    opportunityAt: hourOf(handoffs.opportunityAt[i]!),
    closedAt: hourOf(handoffs.closedAt[i]!),
    recycledAt: hourOf(handoffs.recycledAt[i]!),
    outcome: outcomes[handoffs.outcome[i]!]!,
    amount: nullable(handoffs.amount[i]! / 100),
    disposition: dispositions[handoffs.disposition[i]!]!,
    lateRejection: handoffs.lateRejection[i] === 1,
    implied: handoffs.implied[i] === 1,
    score: nullable(handoffs.scoreAtQualification[i]!),
    scoreEvidence: scoreEvidences[handoffs.scoreEvidence[i]!]!,
  }));
}

/** The usual people: two in sales, one in marketing. */
export const users: HandRow[] = [
  { id: '005000000000001AAA', name: 'Rita Rep', function: 'sales', team: 'East', managerId: '005000000000009AAA' },
  { id: '005000000000002AAA', name: 'Sam Rep', function: 'sales', team: 'West', managerId: '005000000000009AAA' },
  { id: '005000000000003AAA', name: 'Mia Market', function: 'marketing', team: 'Demand' },
];
export const rita = '005000000000001AAA';
export const sam = '005000000000002AAA';
export const mia = '005000000000003AAA';
export const queue = '00G000000000001AAA';

/** Rows of lead history: `[time, field, old, new]` of one lead. */
export function changes(recordId: string, ...rows: [at: number, field: string, from: string, to: string][]): HandRow[] {
  return rows.map(([at, field, from, to]) => ({ recordId, at, field, from, to }));
}
