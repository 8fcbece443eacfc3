import { describe, expect, it } from 'vitest';
import { velocityBody } from '#engine/analyses/velocity.ts';
import { changes, type HandFiles, handMadeFacts, rita, users } from '../facts/hand-made.ts';
import { allHandoffs } from './hand-context.ts';

const day = 24;
const asOf = 31 * day + 100 * day;
/** What became of a lead so many days after it qualified; without an entry it is still open at the as-of. */
type Fate = { opportunity: number } | { status: string; after: number } | { openFor: number };

/** Handoffs that qualified on 1 February, or as many days before the as-of as they have been open. */
function velocity(fates: Fate[], withinDays = 90) {
  const files: HandFiles = { users, leads: [], leadHistory: [], opportunities: [] };
  fates.forEach((fate, index) => {
    const id = `L${index}`;
    const at = 'openFor' in fate ? asOf - fate.openFor * day : 31 * day;
    files.leads!.push({ id, status: 'Open', ownerId: rita, createdAt: 0, convertedOpportunityId: 'opportunity' in fate ? `O${id}` : '' });
    files.leadHistory!.push(...changes(id, [at, 'status', 'Open', 'MQL']));
    if ('status' in fate) files.leadHistory!.push(...changes(id, [at + fate.after * day, 'status', 'MQL', fate.status]));
    if ('opportunity' in fate)
      files.opportunities!.push({
        id: `O${id}`,
        stage: 'Discovery',
        isClosed: 'false',
        isWon: 'false',
        createdAt: at + fate.opportunity * day,
      });
  });
  const facts = handMadeFacts(files, { asOf, policy: { withinDays } });
  return velocityBody(facts, allHandoffs(facts));
}

describe('velocity', () => {
  it('lets loss compete: advanced after 1 day, lost after 2, advanced after 3, open at 4 reaches .50', () => {
    const { all } = velocity([{ opportunity: 1 }, { status: 'Rejected', after: 2 }, { opportunity: 3 }, { openFor: 4 }]);
    expect(all).toMatchObject({ reachedWithin: 0.5, medianDays: 1, p90Days: 3, events: 2, lost: 1, open: 1 });
  });

  it.each([
    ['rejected early', 'Rejected', 1],
    ['rejected late', 'Rejected', 9],
    ['recycled', 'Recycled', 3],
    ['disqualified', 'Disqualified', 3],
  ])('counts %s as lost', (_, status, after) => {
    expect(velocity([{ status, after }, { opportunity: 10 }]).all).toMatchObject({ events: 1, lost: 1, open: 0, reachedWithin: 0.5 });
  });

  it('gives the median of those that get there, which a plain median never reaches', () => {
    const fates: Fate[] = [2, 4, 6, 8].map((days) => ({ opportunity: days }));
    const { all } = velocity([...fates, ...Array.from({ length: 20 }, () => ({ openFor: 95 }))]);
    expect(all.reachedWithin).toBeCloseTo(4 / 24, 12);
    expect(all).toMatchObject({ medianDays: 4, p90Days: 8, open: 20 });
  });

  it('looks only as far as the policy’s days', () => {
    expect(velocity([{ opportunity: 5 }, { opportunity: 50 }], 20).all).toMatchObject({ reachedWithin: 0.5, medianDays: 5, p90Days: 5 });
  });

  it('gives each month of qualification a line, and the lines add up', () => {
    const { monthly, all } = velocity([{ opportunity: 1 }, { status: 'Rejected', after: 1 }, { openFor: 4 }]);
    expect(monthly.map(({ month, events, lost, open }) => [month, events, lost, open])).toEqual([
      ['2026-02', 1, 1, 0],
      ['2026-05', 0, 0, 1],
    ]);
    expect(all).toMatchObject({ events: 1, lost: 1, open: 1 });
  });

  it('has no figures without handoffs', () => {
    expect(velocity([])).toMatchObject({
      monthly: [],
      all: { reachedWithin: null, medianDays: null, p90Days: null, events: 0, tooFew: true },
    });
  });
});
