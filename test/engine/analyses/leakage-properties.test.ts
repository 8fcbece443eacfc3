import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LeakageResult } from '#contract/analyses/leakage.ts';
import { groupSelection } from '#engine/analyses/grouping.ts';
import type { Facts } from '#engine/facts/facts.ts';
import { handMadeFacts, handoffsOf } from '../facts/hand-made.ts';
import { lastHour, randomHistory, shuffledFiles } from '../facts/random-history.ts';
import { allHandoffs, unpricedLeakage } from './hand-context.ts';

const runs = { numRuns: 250, seed: 20260102 };
const moment = fc.integer({ min: 0, max: lastHour + 3000 });
const random = fc.tuple(randomHistory, moment).map(([files, asOf]) => handMadeFacts(files, { asOf }));
const lossKinds = ['rejected', 'rejectedOutOfPolicy', 'lateRejected', 'recycled', 'disqualified', 'lost'];

type Body = Pick<LeakageResult, 'totals' | 'stages' | 'leaks' | 'transitions'>;
const bodyOf = (facts: Facts, selection?: Int32Array): Body => unpricedLeakage(facts, selection).body;
const sumOf = (numbers: number[]) => numbers.reduce((sum, number) => sum + number, 0);

describe('leakage of random histories', () => {
  it('puts every unit that reached a stage into exactly one of advanced, lost and open, and the advanced into the next stage', () => {
    fc.assert(
      fc.property(random, (facts) => {
        const { stages, totals } = bodyOf(facts);
        expect(stages[0]!.reached).toBe(totals.handoffs);
        stages.forEach(({ stage, reached, advanced, lost, open, stalled, conversion }, index) => {
          if (stage === 'won') return;
          expect(advanced! + lost! + open!, stage).toBe(reached);
          expect(stages[index + 1]!.reached, stage).toBe(advanced);
          expect(stalled!).toBeLessThanOrEqual(open!);
          expect(conversion!.toDate).toMatchObject({ numerator: advanced, denominator: reached });
          expect(conversion!.within.denominator + conversion!.within.immature).toBe(reached);
          if (reached > 0) expect(conversion!.bounds).toEqual([advanced! / reached, (advanced! + open!) / reached]);
        });
      }),
      runs,
    );
  });

  it('adds dispositions, outcomes and score evidence up to the handoffs', () => {
    fc.assert(
      fc.property(random, (facts) => {
        const { totals } = bodyOf(facts);
        for (const part of ['dispositions', 'outcomes', 'scoreEvidence'] as const)
          expect(sumOf(Object.values(totals[part])), part).toBe(totals.handoffs);
        expect(totals.lateRejections).toBeLessThanOrEqual(totals.dispositions.accepted + totals.dispositions.acceptedBySilence);
      }),
      runs,
    );
  });

  it('balances the transitions at every node', () => {
    fc.assert(
      fc.property(random, (facts) => {
        const { stages, transitions } = bodyOf(facts);
        stages.forEach(({ stage, reached, advanced, open }, index) => {
          const out = transitions.filter(({ from }) => from === stage);
          if (stage === 'won') expect(out).toEqual([]);
          else expect(sumOf(out.map(({ count }) => count)), stage).toBe(reached);
          const to = (name: string) => out.find((one) => one.to === name)?.count ?? 0;
          if (stage !== 'won') expect([to(stages[index + 1]!.stage), to('open')]).toEqual([advanced, open]);
        });
      }),
      runs,
    );
  });

  it('enters each handoff into the ledger once at most: all that were lost, and the open ones at their first leak', () => {
    fc.assert(
      fc.property(random, (facts) => {
        const { body, ledger } = unpricedLeakage(facts);
        const entered = ledger.flatMap(({ handoffs }) => handoffs);
        expect(new Set(entered).size).toBe(entered.length);
        ledger.forEach(({ leak, handoffs }, index) => {
          expect(leak.count).toBe(handoffs.length);
          expect(body.leaks[index]).toEqual(leak);
        });
        const countOf = (kinds: string[], stage: string) =>
          sumOf(body.leaks.filter((leak) => leak.stage === stage && kinds.includes(leak.kind)).map(({ count }) => count));
        for (const { stage, lost, open, stalled } of body.stages.slice(0, -1)) {
          expect(countOf(lossKinds, stage), stage).toBe(lost);
          const standing = countOf(['unassigned', 'untouched', 'stalled'], stage);
          expect(standing).toBeLessThanOrEqual(open!);
          expect(standing).toBeGreaterThanOrEqual(stalled!);
        }
      }),
      runs,
    );
  });

  it('calls the open leaks by what the handoffs themselves say', () => {
    fc.assert(
      fc.property(random, (facts) => {
        const handoffs = handoffsOf(facts);
        const hoursSince = (i: number) => (facts.asOfMs - facts.handoffs.qualifiedAt[i]!) / 3_600_000;
        for (const { leak, handoffs: rows } of unpricedLeakage(facts).ledger)
          for (const i of rows) {
            if (leak.kind === 'unassigned') expect([handoffs[i]!.assignedAt, hoursSince(i) >= 72]).toEqual([null, true]);
            if (leak.kind === 'untouched') expect([handoffs[i]!.firstTouchAt, hoursSince(i) >= 72]).toEqual([null, true]);
            if (leak.kind === 'rejected') expect(handoffs[i]!.disposition).toBe('rejected');
            if (leak.kind === 'lateRejected') expect(handoffs[i]!.lateRejection).toBe(true);
            if (leak.kind === 'lost') expect(handoffs[i]!.outcome).toBe('lost');
          }
      }),
      runs,
    );
  });

  it('adds groups up to the whole', () => {
    fc.assert(
      fc.property(random, (facts) => {
        const whole = bodyOf(facts);
        for (const by of ['source', 'owner', 'team', 'month', 'disposition', 'reason']) {
          const groups = groupSelection(facts, allHandoffs(facts), [by]).map(({ selection }) => bodyOf(facts, selection));
          expect(sumOf(groups.map(({ totals }) => totals.handoffs)), by).toBe(whole.totals.handoffs);
          whole.stages.forEach(({ reached, lost }, index) => {
            expect(sumOf(groups.map(({ stages }) => stages[index]!.reached)), by).toBe(reached);
            expect(sumOf(groups.map(({ stages }) => stages[index]!.lost ?? 0)), by).toBe(lost ?? 0);
          });
          expect(sumOf(groups.flatMap(({ leaks }) => leaks.map(({ count }) => count))), by).toBe(
            sumOf(whole.leaks.map(({ count }) => count)),
          );
        }
      }),
      { ...runs, numRuns: 100 },
    );
  });

  it('reaches no stage less often as of a later time', () => {
    fc.assert(
      fc.property(randomHistory, moment, moment, (files, one, other) => {
        const earlier = bodyOf(handMadeFacts(files, { asOf: Math.min(one, other) }));
        const later = bodyOf(handMadeFacts(files, { asOf: Math.max(one, other) }));
        earlier.stages.forEach(({ stage, reached }, index) => {
          expect(later.stages[index]!.reached, stage).toBeGreaterThanOrEqual(reached);
        });
      }),
      runs,
    );
  });

  it('is the same whatever the order of the rows in the files', () => {
    const both = randomHistory.chain((files) => fc.tuple(fc.constant(files), shuffledFiles(files)));
    fc.assert(
      fc.property(both, moment, ([files, shuffled], asOf) => {
        expect(bodyOf(handMadeFacts(shuffled, { asOf }))).toEqual(bodyOf(handMadeFacts(files, { asOf })));
      }),
      runs,
    );
  });
});
