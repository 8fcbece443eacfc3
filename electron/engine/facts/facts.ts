import type { Column, Table, TextColumn } from '#domain/columns.ts';
import { ParleyError } from '#domain/errors.ts';
import type { HandoffTable } from '#domain/handoff.ts';
import type { PolicyLine } from '#domain/policy-in-force.ts';
import { stageCode } from '#domain/stages.ts';
import { type ZoneClock, zoneClock } from '#domain/time-zone.ts';
import { type AsOfTables, foldStageValue } from '../extracts/as-of-tables.ts';
import { deriveHandoffs, type HandoffInputs } from './derive-handoffs.ts';
import { type IdIndex, indexIds } from './join-ids.ts';
import { readOpportunities } from './opportunity-states.ts';
import { groupAscending, pairList, type RecordLists } from './record-lists.ts';
import { readTimeline } from './timeline.ts';
import { readTouches } from './touches.ts';
import { readUsers } from './user-directory.ts';

/** Everything known as of a moment that does not depend on policies or definitions. */
export interface BaseFacts extends Omit<HandoffInputs, 'acceptance' | 'admits'> {
  tables: AsOfTables;
  zone: ZoneClock;
  currency: string;
  /** `leads`, or `contacts` where those carry the lifecycle and no leads were imported. */
  subject: 'leads' | 'contacts';
  leadIds: IdIndex;
  warnings: string[];
}

/** Base facts with the handoffs derived under one policy line and, in a what-if, one draft. */
export interface Facts extends BaseFacts {
  policy: PolicyLine;
  handoffs: HandoffTable;
}

function textOf(column: Column | undefined): TextColumn | undefined {
  return column?.kind === 'text' ? column : undefined;
}

function subjectOf(tables: AsOfTables): { subject: 'leads' | 'contacts'; table: Table } {
  const leads = tables.table('leads');
  if (leads) return { subject: 'leads', table: leads };
  const contacts = tables.table('contacts');
  if (contacts && ['lifecycleStage', 'qualifiedAt', 'status'].some((name) => contacts.column(name)))
    return { subject: 'contacts', table: contacts };
  throw new ParleyError(
    'E_NO_LEADS',
    'This analysis needs leads, and no extract holds any. Import a file of leads, or of contacts that carry a lifecycle stage.',
  );
}

function includedRows(table: Table): Uint8Array {
  const included = new Uint8Array(table.rowCount).fill(1);
  const deleted = table.column('isDeleted');
  const master = textOf(table.column('masterRecordId'));
  if (deleted?.kind === 'boolean') for (let row = 0; row < included.length; row++) if (deleted.values[row] === 1) included[row] = 0;
  if (master) for (let row = 0; row < included.length; row++) if (master.codes[row] !== 0) included[row] = 0;
  return included;
}

/** Opportunities by lead: the one that the lead converted into, and those that name the lead. */
function linkOpportunities(
  leads: Table,
  leadIds: IdIndex,
  opportunities: Table | undefined,
  rank: Float64Array,
): RecordLists<Float64Array> {
  const pairs = pairList();
  if (opportunities) {
    const converted = textOf(leads.column('convertedOpportunityId'));
    const ids = textOf(opportunities.column('id'));
    const rowOfCode = converted && ids ? indexIds(ids).rowsOfCodes(converted) : undefined;
    const linked = new Int32Array(leads.rowCount).fill(-1);
    if (converted && rowOfCode) {
      for (let lead = 0; lead < leads.rowCount; lead++) {
        const row = rowOfCode[converted.codes[lead]!]!;
        if (row >= 0) pairs.push(lead, row);
        linked[lead] = row;
      }
    }
    const leadId = textOf(opportunities.column('leadId'));
    if (leadId) {
      const leadOfCode = leadIds.rowsOfCodes(leadId);
      for (let row = 0; row < opportunities.rowCount; row++) {
        const lead = leadOfCode[leadId.codes[row]!]!;
        if (lead >= 0 && linked[lead] !== row) pairs.push(lead, row);
      }
    }
  }
  const lists = groupAscending(leads.rowCount, pairs.records(), pairs.values());
  const { start, items } = lists;
  for (let lead = 0; lead < leads.rowCount; lead++) {
    if (start[lead + 1]! - start[lead]! > 1) items.subarray(start[lead]!, start[lead + 1]!).sort((a, b) => rank[a]! - rank[b]! || a - b);
  }
  return lists;
}

function* ownerTexts(leads: Table, history: Table | undefined): Generator<string> {
  const owner = textOf(leads.column('ownerId'));
  if (owner) for (let code = 1; code < owner.dictionary.size; code++) yield owner.dictionary.at(code);
  const field = textOf(history?.column('field'));
  const to = textOf(history?.column('to'));
  if (!field || !to) return;
  const isOwner = Array.from({ length: field.dictionary.size }, (_, code) => field.dictionary.at(code) === 'ownerId');
  const seen = new Uint8Array(to.dictionary.size);
  for (let row = 0; row < to.codes.length; row++) {
    if (!isOwner[field.codes[row]!] || seen[to.codes[row]!]) continue;
    seen[to.codes[row]!] = 1;
    yield to.dictionary.at(to.codes[row]!);
  }
}

/** Reads the base facts of an as-of union. @param zoneName the workspace's zone. */
export function readBaseFacts(tables: AsOfTables, zoneName: string, currency: string): BaseFacts {
  const { subject, table: leads } = subjectOf(tables);
  const history = tables.table('leadHistory');
  const warnings = [...tables.warnings];
  const leadIds = indexIds(textOf(leads.column('id')));
  const users = readUsers(tables.table('users'), ownerTexts(leads, history));
  if (!users.imported) warnings.push('No users were imported: every owner who is not a queue counts as a sales user.');
  else if (!users.functionsKnown) warnings.push('The users carry no function or department: every user counts as a sales user.');
  const stages = tables.stages(subject);
  const historyStages = tables.stages('leadHistory');
  const stageOf = (value: string): number => {
    const folded = foldStageValue(value);
    const stage = historyStages.get(folded) ?? stages.get(folded);
    return stage === undefined ? stageCode.unmapped : stageCode[stage];
  };
  const timeline = readTimeline(history, leads.rowCount, leadIds, stageOf, users.rowOf);
  const status = textOf(leads.column('status')) ?? textOf(leads.column('lifecycleStage'));
  const stageToday = new Uint8Array(leads.rowCount);
  if (status) {
    const stageOfCode = Uint8Array.from({ length: status.dictionary.size }, (_, code) =>
      code === 0 ? 0 : stageOf(status.dictionary.at(code)),
    );
    for (let row = 0; row < leads.rowCount; row++) stageToday[row] = stageOfCode[status.codes[row]!]!;
  }
  const owner = textOf(leads.column('ownerId'));
  const ownerToday = new Int32Array(leads.rowCount).fill(-1);
  if (owner) {
    const rowOfCode = Int32Array.from({ length: owner.dictionary.size }, (_, code) =>
      code === 0 ? -1 : users.rowOf(owner.dictionary.at(code)),
    );
    for (let row = 0; row < leads.rowCount; row++) ownerToday[row] = rowOfCode[owner.codes[row]!]!;
  }
  if (!timeline.owner && !leads.column('assignedAt')) {
    warnings.push(
      'No owner history and no assignment time: the acceptance clock starts at qualification, and handoffs stand under today’s owner.',
    );
  }
  if (!timeline.status && !leads.column('qualifiedAt')) {
    warnings.push(
      'No stage history and no qualification time: leads that stand in a qualified stage today count as qualified when they were created.',
    );
  }
  const opportunitiesTable = tables.table('opportunities');
  const opportunities = readOpportunities(opportunitiesTable, tables.table('opportunityHistory'), tables.asOfMs);
  const made = opportunities.createdAt.map((created, row) => (Number.isNaN(created) ? opportunities.closedAt[row]! : created));
  return {
    tables,
    zone: zoneClock(zoneName),
    currency,
    subject,
    asOfMs: tables.asOfMs,
    leads,
    leadIds,
    included: includedRows(leads),
    timeline,
    users,
    opportunities,
    opportunitiesOfLead: linkOpportunities(leads, leadIds, opportunitiesTable, made),
    touches: readTouches(tables.table('activities'), leads, leadIds, users),
    stageToday,
    ownerToday,
    warnings,
  };
}

/** Derives the handoffs of base facts under a policy line. @param admits mask over leads of a draft tried as a what-if. */
export function withHandoffs(base: BaseFacts, policy: PolicyLine, admits?: Uint8Array): Facts {
  return { ...base, policy, handoffs: deriveHandoffs({ ...base, acceptance: policy.acceptance, admits }) };
}
