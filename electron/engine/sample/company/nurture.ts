import { between, chance } from '../parts/draw.ts';
import { nextOpening } from '../parts/work-hours.ts';
import { clampScore } from './lead-birth.ts';
import { change, type LeadLife, markFault } from './lead-life.ts';

export const qualificationThreshold = 60;
/** 12 January 2026, 06:00 UTC: the second score model gives everybody more for what they clicked. */
export const rescoredAt = Date.UTC(2026, 0, 12, 6) / 1000;
export const rescoredPoints = 7;
const day = 86_400;

/** Lives a lead up to its qualification; answers when it became MQL (or was taken for SQL), or null. */
export function nurture(life: LeadLife): number | null {
  const { lead, random } = life;
  const { staff } = life.company;
  if (life.owner === staff.stageSkipper ? chance(random, 0.5) : life.owner !== null && chance(random, 0.03)) return skipQualification(life);
  if (chance(random, 0.03)) {
    lead.initial.Status = 'MQL';
    lead.initial.Lead_Score__c = String(life.finalScore);
    life.now = { ...lead.initial };
    markFault(life, 'createdQualified', lead.createdAt);
    if (life.finalScore < qualificationThreshold) markFault(life, 'belowThreshold', lead.createdAt);
    return lead.createdAt;
  }
  if (lead.createdAt >= rescoredAt) life.finalScore = clampScore(life.finalScore + rescoredPoints);
  let reachedAt = raiseScore(life);
  if (life.finalScore >= qualificationThreshold) {
    if (chance(random, 0.025)) {
      markFault(life, 'aboveThresholdUnstamped', reachedAt);
      return null;
    }
    return stamp(life, reachedAt + random.nextInt(60));
  }
  if (lead.createdAt < rescoredAt && lead.createdAt > rescoredAt - 60 * day && reachedAt < rescoredAt) {
    life.finalScore = clampScore(life.finalScore + rescoredPoints);
    change(life, rescoredAt, 'Lead_Score__c', String(life.finalScore), staff.automation);
    markFault(life, 'rescored', rescoredAt);
    reachedAt = rescoredAt;
    if (life.finalScore >= qualificationThreshold) return stamp(life, rescoredAt + 60 + random.nextInt(3600));
  }
  if (life.finalScore >= 48 && (life.source === 'Webinar' || life.source === 'Partner Referral') && chance(random, 0.2)) {
    const at = nextOpening('America/New_York', reachedAt + random.nextInt(3 * day));
    markFault(life, 'belowThreshold', at);
    change(life, at, 'Status', 'MQL', staff.marketingManager);
    return at;
  }
  if (chance(random, 0.1)) change(life, reachedAt + Math.round(between(random, 20, 70) * day), 'Status', 'Disqualified', staff.automation);
  return null;
}

function stamp(life: LeadLife, at: number): number {
  change(life, at, 'Status', 'MQL', life.company.staff.automation);
  return at;
}

/** Raises the score to its final value in one to three steps; answers when it is reached. */
function raiseScore(life: LeadLife): number {
  const { lead, random, finalScore } = life;
  const start = Number(lead.initial.Lead_Score__c);
  const steps = 1 + random.nextInt(3);
  const meanWait = life.source === 'Demo Request' ? 240 : 1.1 * day;
  let at = lead.createdAt;
  for (let step = 1; step <= steps; step++) {
    at += 20 + Math.floor(-Math.log(1 - random.nextUniform()) * meanWait);
    change(life, at, 'Lead_Score__c', String(Math.round(start + ((finalScore - start) * step) / steps)), life.company.staff.automation);
  }
  return at;
}

function skipQualification(life: LeadLife): number {
  const { lead, random, owner } = life;
  const at = nextOpening(lead.team.timeZone, lead.createdAt + 3600 + random.nextInt(2 * day));
  change(life, at, 'Status', 'SQL', owner!);
  markFault(life, 'skippedQualification', at);
  return at;
}
