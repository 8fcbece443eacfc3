import { chance, pick } from '../parts/draw.ts';
import { afterWork, nextOpening } from '../parts/work-hours.ts';
import type { LeadLife } from './lead-life.ts';
import type { SampleActivity } from './records.ts';
import type { User } from './staff.ts';

const hour = 3600;
const subjects = {
  Email: ['Introduction', 'Follow-up', 'Case study', 'Meeting proposal', 'Pricing overview'],
  Call: ['Discovery call', 'Call', 'Voicemail', 'Check-in'],
  Meeting: ['Discovery meeting', 'Demo', 'Workshop'],
};

type ActivityDraft = Pick<SampleActivity, 'type' | 'callType' | 'at' | 'ownerId'> & Partial<SampleActivity>;

export function addActivity(life: LeadLife, draft: ActivityDraft): void {
  life.company.activities.push({
    kind: draft.type === 'Meeting' ? 'event' : 'task',
    lead: life.lead,
    contact: null,
    opportunity: null,
    subject: pick(life.random, subjects[draft.type]),
    completed: true,
    createdAt: draft.at,
    ...draft,
  });
}

/** The mail that the system sends by itself; nobody's touch. */
export function logAutomatedMail(life: LeadLife, qualifiedAt: number): void {
  const ownerId = life.company.staff.automation.id;
  addActivity(life, { type: 'Email', callType: '', at: qualifiedAt + 300, ownerId, subject: 'Automated: thank you for your interest' });
}

/** First touch and what follows it: more calls and mails, an answer now and then, a plan for next week, a meeting. */
export function logTouches(life: LeadLife, rep: User, firstAt: number): void {
  const { random, lead } = life;
  const zone = lead.team.timeZone;
  addActivity(life, {
    type: chance(random, 0.45) ? 'Call' : 'Email',
    callType: chance(random, 0.8) ? 'Outbound' : '',
    at: firstAt,
    ownerId: rep.id,
  });
  let at = firstAt;
  for (let left = random.nextInt(4); left > 0; left--) {
    at = afterWork(zone, at, (2 + random.nextInt(22)) * hour);
    const call = chance(random, 0.4);
    addActivity(life, { type: call ? 'Call' : 'Email', callType: call ? 'Outbound' : '', at, ownerId: rep.id });
  }
  if (chance(random, 0.18)) addActivity(life, { type: 'Email', callType: 'Inbound', at: at + random.nextInt(20 * hour), ownerId: rep.id });
  if (chance(random, 0.12)) {
    const due = nextOpening(zone, at + 5 * 24 * hour);
    addActivity(life, { type: 'Call', callType: 'Outbound', at: due, createdAt: at, ownerId: rep.id, completed: false });
  }
  if (chance(random, 0.12)) {
    const meeting = afterWork(zone, at, (8 + random.nextInt(30)) * hour);
    addActivity(life, { type: 'Meeting', callType: '', at: meeting, createdAt: at, ownerId: rep.id });
  }
}
