import type { Random } from '#stats/random.ts';
import { chance, pick, pickWeighted } from '../parts/draw.ts';
import { familyName, givenName } from '../parts/names.ts';
import { salesforceId } from '../parts/salesforce-id.ts';
import { type LeadLife, markFault } from './lead-life.ts';
import type { Firm } from './market.ts';
import type { SampleCompany, SampleLead } from './records.ts';
import { type Motion, sourceShares, sourceTraits } from './sources.ts';
import type { Staff, Team, User } from './staff.ts';

const day = 86_400;
const titleRanks: [title: string, rank: number][] = [
  ['VP Operations', 0.5],
  ['VP Finance', 0.45],
  ['Head of Procurement', 0.4],
  ['Director of Operations', 0.35],
  ['Operations Manager', 0.1],
  ['Project Manager', 0],
  ['Business Analyst', -0.2],
  ['Consultant', -0.35],
  ['Student', -0.8],
  ['', -0.1],
];

/** The team that a firm's leads belong to. */
export function teamOf(staff: Staff, firm: Firm): Team {
  const inRegion = staff.teams.filter((team) => team.region === firm.region);
  return inRegion.find((team) => team.enterprise === firm.employees > 1000) ?? inRegion[0]!;
}

/** A rep of the team who is still there at `at`. */
export function pickRep(random: Random, team: Team, at: number): User {
  return pick(
    random,
    team.reps.filter((rep) => rep.leavesAt > at),
  );
}

/** A new lead, in most cases of a new person. */
export function bearLead(company: SampleCompany, random: Random, firms: readonly Firm[], index: number, createdAt: number): LeadLife {
  const original = chance(random, 0.012) && index > 200 ? company.leads[index - 1 - random.nextInt(Math.min(index, 3000))]! : null;
  const firm = original?.firm ?? firms[Math.floor(random.nextUniform() ** 1.3 * firms.length)]!;
  const source = pickWeighted(random, sourceShares);
  const traits = sourceTraits[source];
  const [drawnTitle, rank] = pick(random, titleRanks);
  const given = original?.givenName ?? givenName(random);
  const family = original?.familyName ?? familyName(random);
  const team = teamOf(company.staff, firm);
  const prospector = source === 'Sales Prospecting' ? pickRep(random, team, createdAt) : null;
  const ownerId = prospector?.id ?? company.staff.queues[firm.region];
  const appeal = firm.fit + rank;
  const finalScore = clampScore(52 + 13 * appeal + traits.points + 10 * random.nextNormal());
  const startScore = clampScore(finalScore - 8 - random.nextInt(28));
  const initial = { Status: 'Open', Owner: ownerId, Lead_Score__c: String(startScore), Rejection_Reason__c: '' };
  const lead: SampleLead = {
    id: salesforceId('00Q', index + 1),
    firm,
    team,
    givenName: given,
    familyName: family,
    email: original?.email ?? `${given}.${family}${index % 7 === 0 ? index % 97 : ''}@${firm.domain}`.toLowerCase(),
    title: original?.title ?? drawnTitle,
    source,
    country: chance(random, 0.02) ? '' : firm.country,
    employees: chance(random, 0.03) ? '' : String(firm.employees),
    motion: pickWeighted(random, traits.motions as Record<Motion, number>),
    intent: pickWeighted(random, traits.intents),
    createdAt,
    initial,
    changes: [],
    faults: [],
    opportunity: null,
    convertedAt: Infinity,
    contact: null,
    deletedAt: Infinity,
    masterId: '',
    goneAt: Infinity,
  };
  const quality = 0.9 * appeal + traits.quality + 0.5 * random.nextNormal() + (lead.intent === 'High' ? 0.3 : 0);
  const life: LeadLife = { company, random, lead, now: { ...initial }, source, quality, finalScore, owner: prospector };
  if (traits.points > 20) markFault(life, 'inflatedScore', createdAt);
  if (original !== null) spoilDuplicate(life, original);
  spoilSource(life);
  if (index % 1400 === 700) spoilTest(life, index);
  return life;
}

export function clampScore(score: number): number {
  return Math.max(0, Math.min(100, Math.round(score)));
}

function spoilDuplicate(life: LeadLife, original: SampleLead): void {
  const { lead, random } = life;
  markFault(life, 'duplicatePerson', lead.createdAt);
  if (!chance(random, 0.3)) return;
  lead.deletedAt = lead.createdAt + day + random.nextInt(60 * day);
  lead.masterId = original.id;
  markFault(life, 'merged', lead.deletedAt);
}

function spoilSource(life: LeadLife): void {
  const { lead, random } = life;
  const otherSpelling = sourceTraits[life.source].otherSpelling;
  if (chance(random, 0.06)) {
    lead.source = '';
    markFault(life, 'missingSource', lead.createdAt);
  } else if (otherSpelling !== null && chance(random, 0.07)) {
    lead.source = otherSpelling;
    markFault(life, 'sourceSpelling', lead.createdAt);
  }
}

function spoilTest(life: LeadLife, index: number): void {
  const { lead } = life;
  lead.givenName = 'Test';
  lead.familyName = 'Test';
  lead.email = `test.${index}@example.org`;
  markFault(life, 'testLead', lead.createdAt);
}

/** Moments of creation in order of time: weekdays, office hours of the Americas and Europe, a slow August and December, growth. */
export function creationTimes(random: Random, count: number, fromSeconds: number, toSeconds: number): number[] {
  const days = Math.round((toSeconds - fromSeconds) / day);
  const weights = Array.from({ length: days }, (_, index) => dayWeight(fromSeconds + index * day, index / 365));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const times: number[] = [];
  let due = 0;
  weights.forEach((weight, index) => {
    due += (weight / total) * count;
    const target = index === days - 1 ? count : Math.round(due);
    while (times.length < target) times.push(fromSeconds + index * day + secondOfDay(random));
  });
  return times.sort((a, b) => a - b);
}

function dayWeight(at: number, years: number): number {
  const date = new Date(at * 1000);
  const weekend = date.getUTCDay() % 6 === 0;
  const slow = date.getUTCMonth() === 7 || (date.getUTCMonth() === 11 && date.getUTCDate() > 18);
  return (weekend ? 0.28 : 1) * (slow ? 0.7 : 1) * (0.85 + 0.3 * years);
}

/** Most leads come between 6:00 and 22:00 UTC, with the peak in the afternoon. */
function secondOfDay(random: Random): number {
  if (chance(random, 0.14)) return random.nextInt(day);
  return Math.min(day - 1, Math.floor((6 + 8 * (random.nextUniform() + random.nextUniform())) * 3600));
}
