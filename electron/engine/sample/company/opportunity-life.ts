import type { Random } from '#stats/random.ts';
import { around, between, chance, logistic, pick, pickWeighted } from '../parts/draw.ts';
import { afterWork } from '../parts/work-hours.ts';
import { addColleague } from './accounts.ts';
import type { Firm } from './market.ts';
import type { OpportunityStep, SampleActivity, SampleCompany, SampleContact, SampleLead, SampleOpportunity } from './records.ts';
import type { Team, User } from './staff.ts';

export const openStages = ['Discovery', 'Evaluation', 'Proposal', 'Negotiation'];
const lossReasons = { Price: 24, 'No Decision': 32, Competitor: 20, 'Product Gap': 14, Timing: 10 };
const hour = 3600;
const day = 86_400;

export interface OpportunityPlan {
  firm: Firm;
  contacts: SampleContact[];
  source: string;
  type: SampleOpportunity['type'];
  owner: User;
  team: Team;
  createdAt: number;
  /** Log-odds of winning, beside the average. */
  quality: number;
  /** No activities get logged on it. */
  silent: boolean;
  lead: SampleLead | null;
}

/** Opens an opportunity and lives it through its stages to the end, or to where it stands still. */
export function openOpportunity(company: SampleCompany, random: Random, plan: OpportunityPlan): SampleOpportunity {
  const { owner, team, createdAt, firm } = plan;
  const opportunity: SampleOpportunity = {
    id: '',
    firm,
    contacts: [...plan.contacts],
    source: plan.source,
    overwrittenSource: null,
    type: plan.type,
    ownerId: owner.id,
    campaignId: '',
    createdAt,
    steps: [],
    lossReason: '',
    closeDateError: null,
    faults: [],
  };
  if (chance(random, 0.4)) opportunity.contacts.push(addColleague(company, random, firm, owner.id, createdAt));
  company.opportunities.push(opportunity);

  let amountCents = Math.round(around(random, 2600 + 900 * firm.employees ** 0.55, 0.45)) * 100;
  const step = (at: number, stage: string, closesAt: number) =>
    opportunity.steps.push({ at, stage, amountCents, closesAt, byId: owner.id });
  const expectedClose = createdAt + Math.round(between(random, 45, 110)) * day;
  const won = chance(random, logistic(-1.2 + 0.4 * plan.quality));
  const stuck = chance(random, 0.07);
  const lastOpen = won ? 3 : stuck ? random.nextInt(3) : pick(random, [0, 0, 1, 1, 1, 2, 2, 3]);
  const skips = owner === company.staff.stageSkipper && chance(random, 0.7);
  step(createdAt, openStages[0]!, expectedClose);
  let at = createdAt;
  for (let stage = 1; stage <= lastOpen && !skips; stage++) {
    at = nextStageAt(random, team, at);
    if (chance(random, 0.22))
      amountCents = Math.round((amountCents * between(random, 0.7, 1.35)) / 100) * 100 + (chance(random, 0.3) ? random.nextInt(100) : 0);
    step(at, openStages[stage]!, expectedClose);
  }
  if (stuck && !won) opportunity.faults.push({ fault: 'stale', at: Math.max(at + 90 * day, expectedClose + day) });
  else {
    at = nextStageAt(random, team, at);
    if (skips) opportunity.faults.push({ fault: 'skippedStages', at });
    step(at, won ? 'Closed Won' : 'Closed Lost', at);
    if (!won) opportunity.lossReason = chance(random, 0.08) ? '' : pickWeighted(random, lossReasons);
    else if (chance(random, 0.05)) restate(random, opportunity, at + Math.round(between(random, 5, 30) * day));
  }
  if (!plan.silent) logOpportunityWork(company, random, opportunity, plan);
  return opportunity;
}

function nextStageAt(random: Random, team: Team, at: number): number {
  return afterWork(team.timeZone, at, around(random, team.enterprise ? 95 : 62, 0.7) * hour);
}

/** Changes the amount of a closed opportunity. */
export function restate(random: Random, opportunity: SampleOpportunity, at: number): void {
  const last = opportunity.steps[opportunity.steps.length - 1]!;
  const amountCents = Math.round(last.amountCents * between(random, 0.72, 0.94));
  opportunity.steps.push({ ...last, at, amountCents });
  opportunity.faults.push({ fault: 'restatedAmount', at });
}

function logOpportunityWork(company: SampleCompany, random: Random, opportunity: SampleOpportunity, plan: OpportunityPlan): void {
  const add = (step: OpportunityStep, type: SampleActivity['type'], subject: string, afterHours: number) => {
    const at = afterWork(plan.team.timeZone, step.at, afterHours * hour);
    company.activities.push({
      kind: type === 'Meeting' ? 'event' : 'task',
      lead: plan.lead,
      contact: pick(random, opportunity.contacts),
      opportunity,
      subject,
      type,
      callType: type === 'Call' ? 'Outbound' : '',
      completed: true,
      at,
      createdAt: at,
      ownerId: plan.owner.id,
    });
  };
  for (const step of opportunity.steps) {
    if (step.stage.startsWith('Closed')) break;
    add(step, 'Email', `Notes on ${step.stage.toLowerCase()}`, 1 + random.nextInt(9));
    if (chance(random, 0.5)) add(step, 'Call', 'Next steps', 4 + random.nextInt(20));
    if (chance(random, 0.45)) add(step, 'Meeting', step.stage === 'Evaluation' ? 'Demo' : 'Working session', 8 + random.nextInt(25));
  }
}
