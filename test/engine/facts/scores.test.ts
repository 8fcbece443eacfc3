import { describe, expect, it } from 'vitest';
import { changes, type HandRow, handMadeFacts, handoffsOf, rita, users } from './hand-made.ts';

type Change = [at: number, field: string, from: string, to: string];

/** Score and evidence of the lead that qualified at hour 100; the other lead only brings history. */
function scoreOf(own: Change[], others: Change[] = [], lead: HandRow = {}): [number | null, string] {
  const leads = [
    { id: 'L1', status: 'MQL', ownerId: rita, createdAt: 0, score: 90, ...lead },
    { id: 'L2', status: 'Open', ownerId: rita, createdAt: 0, score: 1 },
  ];
  const leadHistory = [...changes('L1', [100, 'status', 'Open', 'MQL'], ...own), ...changes('L2', ...others)];
  const [first] = handoffsOf(handMadeFacts({ users, leads, leadHistory }));
  return [first!.score, first!.scoreEvidence];
}

describe('score at qualification', () => {
  it('is the last change at or before it', () => {
    expect(
      scoreOf([
        [50, 'score', '10', '40'],
        [100, 'score', '40', '66'],
        [101, 'score', '66', '90'],
      ]),
    ).toEqual([66, 'history']);
  });

  it('is the old value of the first change after it, exact once tracking was on anywhere', () => {
    expect(scoreOf([[120, 'score', '66', '90']], [[20, 'score', '0', '1']])).toEqual([66, 'history']);
  });

  it('is today’s score, exact, of a lead that never moved once tracking was on', () => {
    expect(scoreOf([], [[100, 'score', '0', '1']])).toEqual([90, 'history']);
  });

  it('is today’s score and biased where tracking began later', () => {
    expect(scoreOf([], [[101, 'score', '0', '1']])).toEqual([90, 'today']);
    expect(scoreOf([])).toEqual([90, 'today']);
  });

  it('is the mapped column where history says nothing yet', () => {
    expect(scoreOf([], [], { scoreAtQualification: 55 })).toEqual([55, 'import']);
    expect(scoreOf([[50, 'score', '10', '40']], [], { scoreAtQualification: 55 })).toEqual([40, 'history']);
  });

  it('is none where there is no score at all', () => {
    expect(scoreOf([], [], { score: '' })).toEqual([null, 'none']);
    expect(scoreOf([[50, 'score', '10', '']], [], { score: '' })).toEqual([null, 'none']);
  });
});
