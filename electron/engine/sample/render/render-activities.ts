import type { SampleActivity, SampleCompany } from '../company/records.ts';
import { salesforceId } from '../parts/salesforce-id.ts';
import { dateText, dateTimeText } from '../parts/time-text.ts';
import type { AccountIds } from './account-ids.ts';
import { csvLine } from './csv-line.ts';
import { breakRows, type RenderedFile, renderedFile, repeatRows } from './rendered-file.ts';

/** Task.csv and Event.csv. What was logged on a lead stands on its contact and opportunity once it is converted, as in the CRM. */
export function renderActivities(company: SampleCompany, accountIds: AccountIds, asOf: number): RenderedFile[] {
  const tasks: string[] = [];
  const events: string[] = [];
  let taskIndex = 0;
  let eventIndex = 0;
  for (const activity of company.activities) {
    const index = activity.kind === 'task' ? ++taskIndex : ++eventIndex;
    const { lead } = activity;
    if (activity.createdAt >= asOf || (lead !== null && lead.goneAt < asOf)) continue;
    if (activity.kind === 'task') tasks.push(taskLine(activity, accountIds, asOf, index));
    else events.push(eventLine(activity, accountIds, asOf, index));
  }
  const ragged =
    tasks.length > 0 ? [{ code: 'raggedRow' as const, line: `"${salesforceId('00T', 900_000_001)}${tasks[0]!.slice(19)},"extra"` }] : [];
  const taskHeaders = 'Id WhoId WhatId AccountId Subject ActivityDate Status Type CallType CreatedDate CompletedDateTime OwnerId';
  const eventHeaders = 'Id WhoId WhatId AccountId Subject ActivityDateTime DurationInMinutes Type CreatedDate OwnerId';
  return [
    breakRows(repeatRows(renderedFile('Task.csv', taskHeaders, tasks), 6000), ragged),
    renderedFile('Event.csv', eventHeaders, events),
  ];
}

function links(
  { lead, contact, opportunity }: SampleActivity,
  accountIds: AccountIds,
  asOf: number,
): [who: string, what: string, account: string] {
  const converted = lead !== null && lead.convertedAt < asOf;
  const who = contact ?? (converted ? lead.contact : null);
  const what = opportunity ?? (converted ? lead.opportunity : null);
  return [who?.id ?? lead?.id ?? '', what?.id ?? '', what === null ? '' : (accountIds.get(what.firm) ?? '')];
}

function taskLine(activity: SampleActivity, accountIds: AccountIds, asOf: number, index: number): string {
  const done = activity.completed && activity.at < asOf;
  return csvLine([
    salesforceId('00T', index),
    ...links(activity, accountIds, asOf),
    activity.subject,
    dateText(activity.at),
    done ? 'Completed' : 'Not Started',
    activity.type,
    activity.callType,
    dateTimeText(activity.createdAt),
    done ? dateTimeText(activity.at) : '',
    activity.ownerId,
  ]);
}

function eventLine(activity: SampleActivity, accountIds: AccountIds, asOf: number, index: number): string {
  const when = dateTimeText(activity.at);
  const where = links(activity, accountIds, asOf);
  return csvLine([
    salesforceId('00U', index),
    ...where,
    activity.subject,
    when,
    45,
    activity.type,
    dateTimeText(activity.createdAt),
    activity.ownerId,
  ]);
}
