import type { Table, TextColumn } from '#domain/columns.ts';
import { type IdIndex, idKey } from './join-ids.ts';
import { groupAscending, pairList, type RecordLists } from './record-lists.ts';
import type { UserDirectory } from './user-directory.ts';

/** Completed outbound activities by sales users, as ascending times by lead, and how many activity rows of any kind each user has. */
export interface Touches {
  byLead: RecordLists<Float64Array>;
  activitiesOfUser: Int32Array;
}

const touchType = /call|mail|meeting|event|demo|visit|message|sms|chat|linkedin/i;
const automatedType = /^(mass|list|auto|bulk)|automat/i;

function text(table: Table, name: string): TextColumn | undefined {
  const column = table.column(name);
  return column?.kind === 'text' ? column : undefined;
}

const nobody: readonly number[] = [];

/** For each code of an activity's column, the leads that became that contact or opportunity; several leads may have become one. */
function leadsOfCodes(activityColumn: TextColumn | undefined, converted: TextColumn | undefined): (readonly number[])[] {
  if (!activityColumn || !converted) return [];
  const leads = new Map<string, number[]>();
  for (let lead = 0; lead < converted.codes.length; lead++) {
    const code = converted.codes[lead]!;
    if (code === 0) continue;
    const key = idKey(converted.dictionary.at(code));
    const list = leads.get(key);
    if (list) list.push(lead);
    else leads.set(key, [lead]);
  }
  return Array.from(
    { length: activityColumn.dictionary.size },
    (_, code) => leads.get(idKey(activityColumn.dictionary.at(code))) ?? nobody,
  );
}

/**
 * Collects first-touch candidates: on the lead, and on the contact or opportunity that it became.
 * Planned, inbound and automated activities and those of anyone outside sales are no touches.
 */
export function readTouches(activities: Table | undefined, leads: Table, leadIds: IdIndex, users: UserDirectory): Touches | undefined {
  if (!activities || activities.rowCount === 0) return undefined;
  const at = activities.column('at');
  const byId = text(activities, 'byId');
  if (at?.kind !== 'time' || !byId) return undefined;
  const count = activities.rowCount;
  const userOfCode = Int32Array.from({ length: byId.dictionary.size }, (_, code) =>
    code === 0 ? -1 : users.rowOf(byId.dictionary.at(code)),
  );
  const activitiesOfUser = new Int32Array(users.ids.length);
  const flags = (name: string) => {
    const column = activities.column(name);
    return column?.kind === 'boolean' ? column.values : undefined;
  };
  const meaningOf = (name: string, meaning: (value: string) => boolean): ((row: number) => boolean) => {
    const column = text(activities, name);
    if (!column) return () => true;
    const holds = Uint8Array.from({ length: column.dictionary.size }, (_, code) => (meaning(column.dictionary.at(code)) ? 1 : 0));
    return (row) => holds[column.codes[row]!] === 1;
  };
  const isOutbound = meaningOf('direction', (value) => !/^\s*(in|inbound|incoming)\s*$/i.test(value));
  const isTouchType = meaningOf('type', (value) => value.trim() === '' || (touchType.test(value) && !automatedType.test(value.trim())));
  const isCompleted = flags('isCompleted');
  const isAutomated = flags('isAutomated');
  const isDeleted = flags('isDeleted');
  const leadId = text(activities, 'leadId');
  const contactId = text(activities, 'contactId');
  const opportunityId = text(activities, 'opportunityId');
  const leadOfCode = leadId ? leadIds.rowsOfCodes(leadId) : undefined;
  const leadsOfContact = leadsOfCodes(contactId, text(leads, 'convertedContactId'));
  const leadsOfOpportunity = leadsOfCodes(opportunityId, text(leads, 'convertedOpportunityId'));
  const pairs = pairList();
  for (let row = 0; row < count; row++) {
    if (isDeleted?.[row] === 1) continue;
    const user = userOfCode[byId.codes[row]!]!;
    if (user < 0) continue;
    activitiesOfUser[user]!++;
    const time = at.values[row]!;
    if (Number.isNaN(time) || users.sales[user] !== 1) continue;
    if ((isCompleted && isCompleted[row] === 0) || isAutomated?.[row] === 1 || !isOutbound(row) || !isTouchType(row)) continue;
    const lead = leadOfCode && leadId ? leadOfCode[leadId.codes[row]!]! : -1;
    if (lead >= 0) pairs.push(lead, time);
    for (const converted of (contactId && leadsOfContact[contactId.codes[row]!]) ?? nobody) pairs.push(converted, time);
    for (const converted of (opportunityId && leadsOfOpportunity[opportunityId.codes[row]!]) ?? nobody) pairs.push(converted, time);
  }
  return { byLead: groupAscending(leads.rowCount, pairs.records(), pairs.values()), activitiesOfUser };
}
