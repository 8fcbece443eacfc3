import { createRandom, type Random } from '#stats/random.ts';
import { chance, pick } from '../parts/draw.ts';
import { nextOpening } from '../parts/work-hours.ts';
import { addAccount, addColleague } from './accounts.ts';
import { createCampaigns, touchLead } from './campaigns.ts';
import { editLater } from './edit-later.ts';
import { liveHandoff } from './handoff-life.ts';
import { bearLead, creationTimes, pickRep, teamOf } from './lead-birth.ts';
import { type LeadLife, markFault } from './lead-life.ts';
import { createFirm, type Firm } from './market.ts';
import { numberRecords } from './number-records.ts';
import { nurture } from './nurture.ts';
import { openOpportunity } from './opportunity-life.ts';
import { plantImpossibleDates } from './plant-impossible-dates.ts';
import type { SampleCompany } from './records.ts';
import { createStaff } from './staff.ts';

const day = 86_400;

/** Lives a company's year (July 2025 to June 2026) and the month after it. The same seed and size give the same company. */
export function simulateCompany(seed: number, leads: number): SampleCompany {
  const random = createRandom(seed);
  const fromSeconds = Date.UTC(2025, 6, 1) / 1000;
  const asOfSeconds = Date.UTC(2026, 6, 1) / 1000;
  const laterAsOfSeconds = Date.UTC(2026, 7, 1) / 1000;
  const company: SampleCompany = {
    seed,
    fromSeconds,
    asOfSeconds,
    laterAsOfSeconds,
    staff: createStaff(random, asOfSeconds + 9 * day),
    campaigns: createCampaigns(random),
    accounts: [],
    leads: [],
    contacts: [],
    opportunities: [],
    activities: [],
    touches: [],
  };
  const firms = Array.from({ length: Math.max(40, Math.round(leads / 5)) }, (_, index) => createFirm(random, index));
  for (const firm of firms) {
    if (chance(random, 0.06))
      addAccount(company, firm, pick(random, teamOf(company.staff, firm).reps).id, fromSeconds - (1 + random.nextInt(900)) * day);
  }
  const times = creationTimes(random, leads, fromSeconds, asOfSeconds);
  times.push(...creationTimes(random, Math.round(leads / 12), asOfSeconds, laterAsOfSeconds));
  times.forEach((createdAt, index) => {
    const life = bearLead(company, random, firms, index, createdAt);
    const qualifiedAt = nurture(life);
    if (qualifiedAt !== null) liveHandoff(life, qualifiedAt, 1);
    endLife(life);
    company.leads.push(life.lead);
    touchLead(company, random, life.lead, life.source);
  });
  openDirectOpportunities(company, random, firms, Math.round(leads * 0.014));
  plantImpossibleDates(company);
  editLater(company, random);
  numberRecords(company);
  return company;
}

/** Converted leads cannot be merged or deleted; the others stop changing when they are. */
function endLife(life: LeadLife): void {
  const { lead, random } = life;
  if (lead.opportunity !== null) {
    lead.deletedAt = Infinity;
    lead.masterId = '';
    lead.faults = lead.faults.filter(({ fault }) => fault !== 'merged');
  } else if (lead.deletedAt === Infinity && chance(random, 0.004)) {
    lead.deletedAt = lead.createdAt + day + random.nextInt(90 * day);
    markFault(life, 'deleted', lead.deletedAt);
  }
  lead.changes = lead.changes.filter((one) => one.at < lead.deletedAt).sort((a, b) => a.at - b.at);
}

/** Opportunities that never were leads: sales' own, and existing customers' next ones. */
function openDirectOpportunities(company: SampleCompany, random: Random, firms: readonly Firm[], count: number): void {
  const span = company.laterAsOfSeconds - company.fromSeconds;
  for (let index = 0; index < count; index++) {
    const firm = pick(random, firms);
    const team = teamOf(company.staff, firm);
    const createdAt = nextOpening(team.timeZone, company.fromSeconds + random.nextInt(span));
    const owner = pickRep(random, team, createdAt);
    addAccount(company, firm, owner.id, createdAt);
    openOpportunity(company, random, {
      firm,
      contacts: [addColleague(company, random, firm, owner.id, createdAt)],
      source: chance(random, 0.25) ? '' : 'Sales Prospecting',
      type: chance(random, 0.6) ? 'Existing Business' : 'New Business',
      owner,
      team,
      createdAt,
      quality: 0.3 + 0.5 * random.nextNormal(),
      silent: owner === company.staff.silentRep,
      lead: null,
    });
  }
}
