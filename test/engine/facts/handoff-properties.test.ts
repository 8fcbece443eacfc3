import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type HandFiles, type Handoff, handMadeFacts, handoffsOf } from './hand-made.ts';
import { lastHour, randomHistory, shuffledFiles } from './random-history.ts';

const runs = { numRuns: 300, seed: 20260101 };
const moment = fc.integer({ min: 0, max: lastHour + 500 });
const read = (files: HandFiles, asOf?: number): Handoff[] => handoffsOf(handMadeFacts(files, asOf === undefined ? {} : { asOf }));
const byId = (handoffs: Handoff[]) => handoffs.toSorted((a, b) => (a.id < b.id ? -1 : 1));
const times = [
  'assignedAt',
  'firstTouchAt',
  'acceptedAt',
  'rejectedAt',
  'salesQualifiedAt',
  'opportunityAt',
  'closedAt',
  'recycledAt',
] as const;

describe('handoffs of random histories', () => {
  it('are the same whatever the order of the rows in the files', () => {
    const both = randomHistory.chain((files) => fc.tuple(fc.constant(files), shuffledFiles(files)));
    fc.assert(
      fc.property(both, moment, ([files, shuffled], asOf) => {
        expect(byId(read(shuffled, asOf))).toEqual(byId(read(files, asOf)));
      }),
      runs,
    );
  });

  it('know nothing that happened after the as-of', () => {
    fc.assert(
      fc.property(randomHistory, moment, (files, asOf) => {
        for (const handoff of read(files, asOf)) {
          expect(handoff.qualifiedAt).toBeLessThanOrEqual(asOf);
          for (const time of times) expect(handoff[time] ?? asOf, `${handoff.id} ${time}`).toBeLessThanOrEqual(asOf);
        }
      }),
      runs,
    );
  });

  it('come one after another, and each touch falls into one of them', () => {
    fc.assert(
      fc.property(randomHistory, (files) => {
        const handoffs = read(files);
        handoffs.forEach((handoff, index) => {
          const next = handoffs[index + 1];
          const follows = next !== undefined && next.id.split('#')[0] === handoff.id.split('#')[0];
          if (follows) expect(next.qualifiedAt).toBeGreaterThan(handoff.qualifiedAt);
          const until = follows ? next.qualifiedAt : Number.POSITIVE_INFINITY;
          for (const time of ['assignedAt', 'firstTouchAt', 'recycledAt'] as const) {
            expect(handoff[time] ?? handoff.qualifiedAt).toBeGreaterThanOrEqual(handoff.qualifiedAt);
            expect(handoff[time] ?? handoff.qualifiedAt).toBeLessThan(until);
          }
        });
      }),
      runs,
    );
  });

  it('carry a disposition that their times bear out', () => {
    fc.assert(
      fc.property(randomHistory, moment, (files, asOf) => {
        for (const { disposition, acceptedAt, rejectedAt, lateRejection, assignedAt, decidedAt, salesQualifiedAt } of read(files, asOf)) {
          if (disposition === 'rejected') {
            expect(acceptedAt).toBeNull();
            expect(rejectedAt).not.toBeNull();
            expect(lateRejection).toBe(false);
            expect(salesQualifiedAt === null || salesQualifiedAt < rejectedAt!).toBe(true);
          }
          if (disposition === 'pending') {
            expect({ acceptedAt, rejectedAt, lateRejection }).toEqual({ acceptedAt: null, rejectedAt: null, lateRejection: false });
            if (assignedAt !== null) expect(asOf).toBeLessThan(assignedAt + 48);
          }
          if (disposition === 'acceptedBySilence') expect(acceptedAt).toBe(assignedAt! + 48);
          if (disposition === 'accepted') {
            expect(acceptedAt!).toBeGreaterThanOrEqual(decidedAt!);
            if (assignedAt !== null) expect(decidedAt!).toBeLessThan(assignedAt + 48);
          }
          expect(lateRejection).toBe(rejectedAt !== null && disposition !== 'rejected');
        }
      }),
      runs,
    );
  });

  it('only grow in number as time goes by, and keep their starts', () => {
    fc.assert(
      fc.property(randomHistory, moment, moment, (files, one, other) => {
        const earlier = read(files, Math.min(one, other)).map(({ id, qualifiedAt }) => `${id} ${qualifiedAt}`);
        const later = new Set(read(files, Math.max(one, other)).map(({ id, qualifiedAt }) => `${id} ${qualifiedAt}`));
        for (const start of earlier) expect(later).toContain(start);
      }),
      runs,
    );
  });
});
