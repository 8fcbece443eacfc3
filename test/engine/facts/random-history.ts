import fc from 'fast-check';
import { type HandFiles, type HandRow, mia, queue, rita, sam, users } from './hand-made.ts';

/** The last hour in which something happens in a random history. */
export const lastHour = 3000;

const statuses = ['Open', 'MQL', 'MQL', 'Accepted', 'Rejected', 'SQL', 'Recycled', 'Disqualified'];
const owners = [rita, sam, mia, queue];
const reasons = ['', 'Budget', 'Timing'];

const happening = fc.record({ gap: fc.integer({ min: 1, max: 120 }), value: fc.nat(999) });
const deal = fc.record({
  at: fc.integer({ min: 0, max: lastHour }),
  amount: fc.integer({ min: 0, max: 999_999 }),
  ending: fc.constantFrom('open', 'won', 'lost', 'reopened'),
  lasts: fc.integer({ min: 1, max: 900 }),
  byId: fc.boolean(),
});
const touch = fc.record({ at: fc.integer({ min: 0, max: lastHour }), by: fc.nat(3), outbound: fc.boolean(), done: fc.boolean() });
const leadLife = fc.record({
  createdAt: fc.integer({ min: 0, max: 500 }),
  initial: fc.nat(statuses.length - 1),
  source: fc.constantFrom('', 'Web', 'Fair'),
  statuses: fc.array(happening, { maxLength: 7 }),
  owners: fc.array(happening, { maxLength: 3 }),
  reasons: fc.array(happening, { maxLength: 2 }),
  deals: fc.array(deal, { maxLength: 2 }),
  touches: fc.array(touch, { maxLength: 3 }),
  deleted: fc.integer({ min: 0, max: 19 }),
});
type LeadLife = typeof leadLife extends fc.Arbitrary<infer Life> ? Life : never;

/** A walk through values: no two changes of one field of one lead fall on one hour. */
function walk(id: string, field: string, from: string, start: number, steps: LeadLife['statuses'], values: readonly string[]) {
  let at = start;
  let value = from;
  const rows: HandRow[] = steps.map((step) => {
    at += step.gap;
    const next = values[step.value % values.length]!;
    const row = { recordId: id, at, field, from: value, to: next };
    value = next;
    return row;
  });
  return { rows, today: value };
}

function filesOf(lives: LeadLife[]): HandFiles {
  const leads: HandRow[] = [{ id: 'assigned', status: 'Open', ownerId: rita, createdAt: 0 }];
  const leadHistory: HandRow[] = [{ recordId: 'assigned', at: 0, field: 'ownerId', from: queue, to: rita }];
  const opportunities: HandRow[] = [];
  const opportunityHistory: HandRow[] = [];
  const activities: HandRow[] = [];
  lives.forEach((life, index) => {
    const id = `L${index}`;
    const status = walk(id, 'status', statuses[life.initial]!, life.createdAt, life.statuses, statuses);
    const owner = walk(id, 'ownerId', queue, life.createdAt, life.owners, owners);
    const reason = walk(id, 'rejectionReason', '', life.createdAt, life.reasons, reasons);
    leadHistory.push(...status.rows, ...owner.rows, ...reason.rows);
    life.deals.forEach((one, place) => {
      const opportunityId = `${id}O${place}`;
      const stage = (at: number, to: string) => opportunityHistory.push({ recordId: opportunityId, at, field: 'stage', from: '', to });
      const closed = one.ending === 'won' || one.ending === 'lost';
      const endsAt = one.at + one.lasts;
      stage(one.at, 'Discovery');
      if (one.ending === 'won') stage(endsAt, 'Closed Won');
      if (one.ending === 'lost' || one.ending === 'reopened') stage(endsAt, 'Closed Lost');
      if (one.ending === 'reopened') stage(endsAt + 10, 'Discovery');
      opportunities.push({
        id: opportunityId,
        leadId: one.byId ? id : '',
        stage: one.ending === 'won' ? 'Closed Won' : one.ending === 'lost' ? 'Closed Lost' : 'Discovery',
        amount: (one.amount / 100).toFixed(2),
        createdAt: one.at,
        isClosed: String(closed),
        isWon: String(one.ending === 'won'),
        closedAt: closed ? endsAt : '',
        lossReason: '',
      });
    });
    for (const { at, by, outbound, done } of life.touches)
      activities.push({
        leadId: id,
        type: 'Call',
        direction: outbound ? 'Outbound' : 'Inbound',
        at,
        byId: owners[by]!,
        isCompleted: String(done),
      });
    leads.push({
      id,
      status: status.today,
      ownerId: owner.today,
      rejectionReason: reason.today,
      source: life.source,
      createdAt: life.createdAt,
      isDeleted: String(life.deleted === 0),
      convertedOpportunityId: life.deals.length > 0 && !life.deals[0]!.byId ? `${id}O0` : '',
    });
  });
  return { leads, leadHistory, opportunities, opportunityHistory, activities, users };
}

/** Files of a few leads that moved about at random, with people, deals and touches; owner history is always there. */
export const randomHistory: fc.Arbitrary<HandFiles> = fc.array(leadLife, { minLength: 1, maxLength: 8 }).map(filesOf);

/** The same files with the rows of each in another order. */
export function shuffledFiles(files: HandFiles): fc.Arbitrary<HandFiles> {
  const kinds = Object.entries(files);
  return fc
    .tuple(...kinds.map(([, rows]) => fc.shuffledSubarray(rows!, { minLength: rows!.length, maxLength: rows!.length })))
    .map((orders) => Object.fromEntries(kinds.map(([kind], index) => [kind, orders[index]!])));
}
