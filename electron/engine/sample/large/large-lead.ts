import { salesforceId } from '../parts/salesforce-id.ts';
import { dateText, dateTimeText } from '../parts/time-text.ts';
import { type LargeWorld, largeReasons } from './large-world.ts';

export const historyFields = ['Status', 'Owner', 'Lead_Score__c', 'Rejection_Reason__c'] as const;

/** One row of lead history; `from` and `to` are codes of the world's values. */
export interface LargeChange {
  at: number;
  field: 0 | 1 | 2 | 3;
  from: number;
  to: number;
}

export interface LargeLead {
  createdAt: number;
  changes: LargeChange[];
  line: string;
  opportunityLine: string | null;
}

const sources = ['Paid Search', 'Webinar', 'Content Syndication', 'Demo Request', 'Event', 'Referral', 'Organic Search', 'Partner', ''];
const motions = ['Inbound', 'Inbound', 'Inbound', 'Outbound', 'ABM', 'Partner', 'Expansion'];
const intents = ['High', 'Medium', 'Low', ''];
const titles = [
  'VP Operations',
  'Head of Sales',
  'Director of IT',
  'Marketing Manager',
  'Analyst',
  'Consultant',
  'Chief of Staff',
  'Buyer',
];
const openStages = ['Discovery', 'Evaluation', 'Proposal', 'Negotiation'];
const lossReasons = ['Price', 'Product Gap', 'No Decision', 'Competitor', 'Timing'];
const hour = 3600;
const day = 86_400;

/** Simulates one lead up to the as-of; `historyBudget` rows are spent, what the funnel leaves of them on score changes. */
export function simulateLargeLead(world: LargeWorld, index: number, historyBudget: number, last: boolean): LargeLead {
  const { random, codes, asOfSeconds } = world;
  const createdAt = creationSeconds(world, index);
  const company = world.companies[random.nextInt(world.companies.length)]!;
  const source = sources[random.nextInt(sources.length)]!;
  const changes: LargeChange[] = [];
  const add = (at: number, field: LargeChange['field'], from: number, to: number): boolean => {
    if (at >= asOfSeconds) return false;
    changes.push({ at, field, from, to });
    return true;
  };
  const wait = (meanSeconds: number) => Math.ceil(-Math.log(1 - random.nextUniform()) * meanSeconds);

  const score = Math.min(100, Math.floor(20 + 80 * Math.sqrt(random.nextUniform())));
  const repIndex = random.nextInt(world.repIds.length);
  const queue = codes.queues + random.nextInt(world.queueIds.length);
  let owner = queue;
  let status = 'Open';
  let touchedAt = 0;
  let reason = '';
  let opportunity: LargeOpportunity | null = null;
  let at = createdAt;
  const move = (to: string): boolean => {
    const moved = add(at, 0, codes.status[status]!, codes.status[to]!);
    if (moved) status = to;
    return moved;
  };
  const assign = () => {
    at += wait(5 * hour);
    if (owner === queue && add(at, 1, owner, codes.reps + repIndex)) owner = codes.reps + repIndex;
  };
  const qualify = (): boolean => {
    at += wait(3 * day);
    return move('MQL');
  };

  if (random.nextUniform() < score / 105 && qualify()) {
    assign();
    if (random.nextUniform() < 0.7 && at + 60 < asOfSeconds) touchedAt = at + wait((4 + (repIndex % 24)) * hour);
    const draw = random.nextUniform();
    if (draw < 0.18) {
      at += wait(20 * hour);
      const code = Math.floor(random.nextUniform() ** 1.6 * largeReasons.length);
      if (move('Rejected')) {
        reason = largeReasons[code]!;
        add(at, 3, 0, codes.reasons + code);
        if (random.nextUniform() < 0.15) {
          at += wait(30 * day);
          if (move('Recycled')) qualify();
        }
      }
    } else {
      at += wait(18 * hour);
      const worked = draw < 0.6 ? move('Accepted') : at < asOfSeconds;
      if (worked && random.nextUniform() < 0.15 + score / 180) {
        at += wait(5 * day);
        if (move('SQL') && random.nextUniform() < 0.465) {
          at += wait(4 * day);
          if (move('Converted')) opportunity = largeOpportunity(world, index, at, company.name, source, repIndex, score);
        }
      }
    }
  }
  const modifiedAt = changes.length === 0 ? createdAt : changes[changes.length - 1]!.at;
  const scoreChanges = Math.max(last ? 0 : 1, Math.min(last ? 1000 : 9, historyBudget - changes.length));
  addScoreChanges(world, changes, createdAt, scoreChanges, score);
  if (touchedAt >= asOfSeconds) touchedAt = 0;

  const given = world.givenNames[random.nextInt(world.givenNames.length)]!;
  const family = world.familyNames[random.nextInt(world.familyNames.length)]!;
  const email = `${given}.${family}.${index.toString(36)}@${company.domain}`.toLowerCase();
  const converted = opportunity !== null;
  const line =
    `"${salesforceId('00Q', index + 1)}","false","","${given}","${family}","${company.name}","${titles[random.nextInt(titles.length)]}",` +
    `"${email}","${company.country}","${company.industry}","${company.employees}","${company.annualRevenue}","${source}","${status}",` +
    `"${world.values[owner]}","${score}","${motions[random.nextInt(motions.length)]}","${intents[random.nextInt(intents.length)]}","${reason}",` +
    `"${touchedAt === 0 ? '' : dateTimeText(touchedAt)}","${converted}","${converted ? dateText(at) : ''}",` +
    `"${opportunity?.accountId ?? ''}","${opportunity?.id ?? ''}","${dateTimeText(createdAt)}","${dateTimeText(modifiedAt)}"`;
  return { createdAt, changes, line, opportunityLine: opportunity?.line ?? null };
}

/** Creation times rise with the index, evenly over the year. */
function creationSeconds(world: LargeWorld, index: number): number {
  const span = world.asOfSeconds - world.fromSeconds;
  return world.fromSeconds + Math.floor(((index + world.random.nextUniform()) * span) / world.leads);
}

function addScoreChanges(world: LargeWorld, changes: LargeChange[], createdAt: number, count: number, finalScore: number): void {
  const { random, codes, asOfSeconds } = world;
  const span = Math.min(45 * day, asOfSeconds - createdAt);
  let from = random.nextInt(Math.max(1, finalScore - 10));
  const first = from;
  for (let step = 1; step <= count; step++) {
    const to = step === count ? finalScore : first + Math.round(((finalScore - first) * step) / count);
    const at = createdAt + Math.floor((span * (step - random.nextUniform() * 0.9)) / (count + 1));
    changes.push({ at, field: 2, from: codes.scores + from, to: codes.scores + to });
    from = to;
  }
}

interface LargeOpportunity {
  id: string;
  accountId: string;
  line: string;
}

function largeOpportunity(
  world: LargeWorld,
  index: number,
  createdAt: number,
  company: string,
  source: string,
  repIndex: number,
  score: number,
): LargeOpportunity {
  const { random, asOfSeconds } = world;
  const id = salesforceId('006', index + 1);
  const accountId = salesforceId('001', index + 1);
  const closesAt = createdAt + day + Math.floor(random.nextUniform() * 120 * day);
  const closed = closesAt < asOfSeconds;
  const won = closed && random.nextUniform() < 0.15 + score / 500;
  const stage = closed ? (won ? 'Closed Won' : 'Closed Lost') : openStages[random.nextInt(openStages.length)]!;
  const amount = (4000 * Math.exp(2.5 * random.nextUniform())).toFixed(2);
  const line =
    `"${id}","${accountId}","${company} - New Business","${stage}","${amount}","${won ? 100 : closed ? 0 : 40}","${dateText(closesAt)}",` +
    `"${dateTimeText(createdAt)}","${closed}","${won}","${source}","${world.repIds[repIndex]}","New Business",` +
    `"${closed && !won ? lossReasons[random.nextInt(lossReasons.length)] : ''}"`;
  return { id, accountId, line };
}
