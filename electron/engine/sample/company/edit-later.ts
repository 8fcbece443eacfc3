import type { Random } from '#stats/random.ts';
import { nextOpening } from '../parts/work-hours.ts';
import { pickRep } from './lead-birth.ts';
import { restate } from './opportunity-life.ts';
import { closedAt, stageOf } from './plant-impossible-dates.ts';
import type { SampleCompany, SampleLead } from './records.ts';

const day = 86_400;

/** What people do in July to records of the year before: a later extract differs by it, beside the month's own life. */
export function editLater(company: SampleCompany, random: Random): void {
  const { asOfSeconds, leads, opportunities } = company;
  const standing = leads.filter(
    (lead) => lead.createdAt < asOfSeconds - 20 * day && lead.convertedAt === Infinity && lead.deletedAt === Infinity,
  );
  const silent = standing.filter((lead) => isUndecided(lead, asOfSeconds));
  for (const lead of everyNth(silent, 24)) backDateAcceptance(company, lead);
  for (const lead of everyNth(
    standing.filter((lead) => lead.changes.length < 3),
    18,
  )) {
    lead.goneAt = asOfSeconds + 14 * day;
    lead.faults.push({ fault: 'gone', at: lead.goneAt });
  }
  const lastQuarter = opportunities.filter(
    (one) => stageOf(one) === 'Closed Won' && closedAt(one) > asOfSeconds - 91 * day && closedAt(one) < asOfSeconds,
  );
  for (const opportunity of everyNth(
    lastQuarter.filter((one) => one.faults.length === 0),
    12,
  ))
    restate(random, opportunity, asOfSeconds + 10 * day);
  const sourced = opportunities.filter((one) => one.createdAt < asOfSeconds && one.source === 'Sales Prospecting');
  for (const opportunity of everyNth(sourced, 10)) {
    opportunity.overwrittenSource = { at: asOfSeconds + 12 * day, source: 'Webinar' };
    opportunity.faults.push({ fault: 'overwrittenSource', at: asOfSeconds + 12 * day });
  }
  handOver(company, random, standing);
}

function everyNth<T>(items: readonly T[], count: number): T[] {
  const stride = Math.max(1, Math.floor(items.length / count));
  return items.filter((_, index) => index % stride === 0).slice(0, count);
}

/** Assigned, in MQL since before the as-of, and still so a month later. */
function isUndecided(lead: SampleLead, asOfSeconds: number): boolean {
  const statusChanges = lead.changes.filter((one) => one.field === 'Status');
  const last = statusChanges[statusChanges.length - 1];
  const assigned = lead.changes.some((one) => one.field === 'Owner');
  return assigned && last !== undefined && last.to === 'MQL' && last.at < asOfSeconds - 10 * day;
}

function backDateAcceptance(company: SampleCompany, lead: SampleLead): void {
  const assignment = lead.changes.filter((one) => one.field === 'Owner').pop()!;
  const recordedAt = company.asOfSeconds + 20 * day + lead.changes.length * 60;
  const stampedAt = lead.changes.filter((one) => one.to === 'MQL').pop()!.at;
  const at = Math.max(assignment.at, stampedAt) + 5400;
  lead.changes.push({ at, recordedAt, field: 'Status', from: 'MQL', to: 'Accepted', byId: assignment.to });
  lead.changes.sort((a, b) => a.at - b.at);
  lead.faults.push({ fault: 'backDated', at: recordedAt });
}

/** The leads of the rep who leaves go to colleagues on the last day. */
function handOver(company: SampleCompany, random: Random, standing: readonly SampleLead[]): void {
  const { leaver, salesOperations } = company.staff;
  for (const lead of standing) {
    const ownerChanges = lead.changes.filter((one) => one.field === 'Owner');
    const ownerId = ownerChanges[ownerChanges.length - 1]?.to ?? lead.initial.Owner;
    const lastAt = lead.changes[lead.changes.length - 1]?.at ?? lead.createdAt;
    if (ownerId !== leaver.id || lastAt > leaver.leavesAt) continue;
    const at = nextOpening(leaver.timeZone, leaver.leavesAt);
    const to = pickRep(random, lead.team, at).id;
    lead.changes.push({ at, recordedAt: at, field: 'Owner', from: ownerId, to, byId: salesOperations.id });
  }
}
