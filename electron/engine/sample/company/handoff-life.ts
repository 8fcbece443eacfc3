import { around, between, chance, logistic, pick, pickWeighted } from '../parts/draw.ts';
import { afterWork, nextOpening, nextWeekdayAt } from '../parts/work-hours.ts';
import { convert } from './convert.ts';
import { pickRep } from './lead-birth.ts';
import { change, type LeadLife, markFault } from './lead-life.ts';
import { logAutomatedMail, logTouches } from './log-touches.ts';
import { meetsSize } from './market.ts';
import type { User } from './staff.ts';

const hour = 3600;
const day = 86_400;
const window = 48 * hour;
/** March and April 2026: campaigns reach the wrong people, and go on doing so. */
const spikeFrom = Date.UTC(2026, 2, 1) / 1000;
const spikeTo = Date.UTC(2026, 4, 1) / 1000;
/** Midnight UTC at the end of March, still evening in New York: some leads are converted just before the quarter ends there. */
const quarterEnd = Date.UTC(2026, 3, 1) / 1000;
export const spikeReason = 'Wrong Persona';
export const spikeMonths = ['2026-03', '2026-04'];
export const reasonShares = {
  [spikeReason]: 26,
  'Wrong Company Size': 7,
  'No Budget': 18,
  'No Current Need': 22,
  Unreachable: 12,
  Competitor: 4,
  'Student or Job Seeker': 11,
};

/** Lives one handoff from its qualification on, and the next ones that recycling leads to. */
export function liveHandoff(life: LeadLife, qualifiedAt: number, cycle: number): void {
  const { lead, random, company } = life;
  if (cycle > 1) markFault(life, 'secondHandoff', qualifiedAt);
  if (chance(random, 0.6)) logAutomatedMail(life, qualifiedAt);
  const assignedAt = assign(life, qualifiedAt);
  if (assignedAt === null) return;
  const rep = life.owner!;
  const touchedAt = touch(life, rep, assignedAt);
  if (rep === company.staff.silentRep) markFault(life, 'silentRep', assignedAt);
  const inTime = touchedAt === null || touchedAt < assignedAt + window;
  const reason = inTime ? rejectionReason(life, qualifiedAt, touchedAt !== null) : null;
  if (reason !== null) {
    const rejectedAt = reject(life, rep, assignedAt, touchedAt, reason);
    if (chance(random, 0.14)) recycle(life, rep, rejectedAt, cycle);
    return;
  }
  let workedAt = touchedAt ?? assignedAt + window;
  const skipped = life.now.Status === 'SQL';
  if (touchedAt !== null && !skipped && chance(random, 0.85)) {
    const decidedAt = nextOpening(lead.team.timeZone, touchedAt + Math.round(between(random, 0.05, 9) * hour));
    change(life, decidedAt, 'Status', 'Accepted', rep);
    workedAt = decidedAt;
  }
  const odds = logistic(-1.42 + life.quality * 0.95) * (touchedAt === null ? 0.06 : promptness(touchedAt - qualifiedAt));
  if (chance(random, odds)) qualifyAndConvert(life, rep, workedAt, skipped);
  else fade(life, rep, workedAt, cycle);
}

/** Quick answers help; the effect is what the response curve should show. */
function promptness(delaySeconds: number): number {
  return delaySeconds < hour ? 1.25 : delaySeconds < day ? 1.05 : delaySeconds < 3 * day ? 0.85 : 0.6;
}

function assign(life: LeadLife, qualifiedAt: number): number | null {
  const { lead, random, company } = life;
  if (life.owner !== null && life.owner.leavesAt > qualifiedAt) return qualifiedAt;
  if (chance(random, 0.025)) {
    markFault(life, 'unassigned', qualifiedAt);
    return null;
  }
  const { team } = lead;
  const manual = team.queueDays.length > 0;
  const at = manual
    ? nextWeekdayAt(team.timeZone, qualifiedAt, team.queueDays, 10) + random.nextInt(3 * hour)
    : qualifiedAt + 45 + random.nextInt(20 * 60);
  if (manual) markFault(life, 'manualQueue', qualifiedAt);
  life.owner = pickRep(random, team, at);
  change(life, at, 'Owner', life.owner.id, manual ? company.staff.salesOperations : company.staff.automation);
  return at;
}

function touch(life: LeadLife, rep: User, assignedAt: number): number | null {
  const { lead, random, company } = life;
  const { team } = lead;
  const high = lead.intent === 'High';
  if (chance(random, team.untouchedShare * (high ? 0.5 : 1))) {
    if (rep !== company.staff.silentRep) {
      markFault(life, 'untouched', assignedAt);
      if (team.untouchedShare > 0.3) markFault(life, 'slowTeamUntouched', assignedAt);
    }
    return null;
  }
  const workHours = around(random, team.touchHours * (high ? 0.12 : 1), 0.9);
  const touchedAt = afterWork(team.timeZone, assignedAt, workHours * hour);
  if (rep !== company.staff.silentRep) logTouches(life, rep, touchedAt);
  return touchedAt;
}

function rejectionReason(life: LeadLife, qualifiedAt: number, touched: boolean): string | null {
  const { random, lead } = life;
  if (life.now.Status === 'SQL' || !chance(random, touched ? 1 : 0.3)) return null;
  if (qualifiedAt >= spikeFrom && qualifiedAt < spikeTo && chance(random, life.source === 'Webinar' ? 0.75 : 0.46)) {
    markFault(life, 'spikeRejection', qualifiedAt);
    return spikeReason;
  }
  const sizeFits = meetsSize(lead.firm.employees);
  if (!chance(random, logistic(-0.92 - 0.75 * life.quality + (sizeFits ? 0 : 0.2)))) return null;
  return !sizeFits && chance(random, 0.5) ? 'Wrong Company Size' : pickWeighted(random, reasonShares);
}

function reject(life: LeadLife, rep: User, assignedAt: number, touchedAt: number | null, reason: string): number {
  const { lead, random } = life;
  const { team } = lead;
  const late = chance(random, team.lateShare);
  const soon = (touchedAt ?? assignedAt) + Math.round(between(random, 0.1, 14) * hour);
  const at = late
    ? nextOpening(team.timeZone, assignedAt + window + Math.round(between(random, 2, 170) * hour))
    : Math.min(nextOpening(team.timeZone, soon), assignedAt + window - 600 - random.nextInt(hour));
  const rejectedAt = Math.max(at, (touchedAt ?? 0) + 60);
  markFault(life, 'rejected', rejectedAt);
  if (rejectedAt >= assignedAt + window) markFault(life, 'lateRejection', rejectedAt);
  const codeless = chance(random, team.codelessShare);
  if (codeless) markFault(life, 'codelessRejection', rejectedAt);
  else {
    const misspelled = reason === spikeReason && chance(random, 0.03);
    if (misspelled) markFault(life, 'reasonSpelling', rejectedAt);
    if (reason === 'Wrong Company Size' && meetsSize(lead.firm.employees)) markFault(life, 'contradictedRejection', rejectedAt);
    change(life, rejectedAt, 'Rejection_Reason__c', misspelled ? reason.toLowerCase() : reason, rep);
  }
  change(life, rejectedAt, 'Status', 'Rejected', rep);
  return rejectedAt;
}

function qualifyAndConvert(life: LeadLife, rep: User, workedAt: number, skipped: boolean): void {
  const { lead, random } = life;
  let at = workedAt;
  if (!skipped && chance(random, 0.86)) {
    at = afterWork(lead.team.timeZone, at, around(random, 14, 0.8) * hour);
    change(life, at, 'Status', 'SQL', rep);
  }
  at = afterWork(lead.team.timeZone, at, around(random, 22, 0.8) * hour);
  if (lead.team.region === 'AMER' && at > quarterEnd - 10 * hour && at < quarterEnd) at = quarterEnd + random.nextInt(3 * hour);
  change(
    life,
    at,
    'Lead_Score__c',
    String(Math.min(100, Number(life.now.Lead_Score__c) + 5 + random.nextInt(14))),
    life.company.staff.automation,
  );
  convert(life, rep, at);
}

/** What becomes of an accepted lead that never turns into an opportunity. */
function fade(life: LeadLife, rep: User, workedAt: number, cycle: number): void {
  const { lead, random, company } = life;
  const at = nextOpening(lead.team.timeZone, workedAt + Math.round(between(random, 6, 40) * day));
  const end =
    life.now.Status === 'SQL'
      ? 'stay'
      : pick(random, ['SQL', 'Disqualified', 'Disqualified', 'recycle', 'stay', 'stay', 'stay', 'stay', 'stay', 'stay']);
  if (end === 'recycle') recycle(life, rep, at, cycle);
  else if (end !== 'stay') change(life, at, 'Status', end, rep);
  if (lead.convertedAt === Infinity && chance(random, 0.5)) {
    const cooled = Math.max(0, Number(life.now.Lead_Score__c) - 4 - random.nextInt(16));
    const last = lead.changes[lead.changes.length - 1]?.at ?? lead.createdAt;
    change(life, Math.max(at, last) + 20 * day + random.nextInt(20 * day), 'Lead_Score__c', String(cooled), company.staff.automation);
  }
}

function recycle(life: LeadLife, rep: User, after: number, cycle: number): void {
  const { lead, random, company } = life;
  const at = nextOpening(lead.team.timeZone, after + Math.round(between(random, 4, 25) * day));
  change(life, at, 'Status', 'Recycled', rep);
  if (cycle >= 3 || !chance(random, 0.5)) return;
  const again = at + Math.round(between(random, 15, 70) * day);
  change(
    life,
    again - 30,
    'Lead_Score__c',
    String(Math.min(100, Math.max(62, life.finalScore + random.nextInt(9)))),
    company.staff.automation,
  );
  change(life, again - 10, 'Rejection_Reason__c', '', company.staff.automation);
  change(life, again, 'Status', 'MQL', company.staff.automation);
  life.quality -= 0.4;
  liveHandoff(life, again, cycle + 1);
}
