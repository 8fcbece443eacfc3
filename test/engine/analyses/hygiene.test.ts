import { describe, expect, it } from 'vitest';
import { hygieneBody } from '#engine/analyses/hygiene/hygiene.ts';
import { changes, type HandFiles, type HandRow, handMadeFacts, mia, queue, rita, users } from '../facts/hand-made.ts';
import { handContext } from './hand-context.ts';

const lead = (id: string, more: HandRow = {}): HandRow => ({
  id,
  status: 'MQL',
  ownerId: rita,
  createdAt: 0,
  source: 'Web',
  score: 10,
  ...more,
});

function hygiene(files: HandFiles, asOf = 10_000) {
  const { checks, fitness } = hygieneBody(handContext(handMadeFacts({ users, ...files }, { asOf })));
  return {
    of: (check: string) => {
      const found = checks.filter((one) => one.check === check);
      expect(found, check).toHaveLength(1);
      return { count: found[0]!.count, of: found[0]!.of, ids: found[0]!.recordIds, pipeline: found[0]!.pipelineAffected.amount };
    },
    checks,
    grade: (metric: string) => fitness.find((one) => one.metric === metric)!,
  };
}

describe('hygiene of leads', () => {
  const { of } = hygiene({
    leads: [
      lead('L1', { source: '', email: 'ada@example.com', convertedOpportunityId: 'O1' }),
      lead('L2', { email: ' ADA@example.com' }),
      lead('L3', { source: '--None--', score: '' }),
      lead('L4', { status: 'Nobody knows', createdAt: 20_000 }),
      lead('L5', { company: 'Test Lead GmbH' }),
      lead('L6', { isDeleted: 'true', source: '', email: 'ada@example.com' }),
      lead('L7', { company: 'Testament Partners', source: 'WEB ' }),
    ],
    opportunities: [{ id: 'O1', stage: 'Discovery', amount: '12.50', isClosed: 'false', isWon: 'false', createdAt: 50 }],
  });

  it.each([
    ['missingSource', ['L1']],
    ['placeholderSource', ['L3']],
    ['duplicatePerson', ['L1', 'L2']],
    ['missingScore', ['L3']],
    ['unmappedStatus', ['L4']],
    ['createdAfterAsOf', ['L4']],
    ['testRecord', ['L5']],
    ['deletedOrMerged', ['L6']],
    ['spellingVariants', ['L7']],
  ])('%s names its records', (check, ids) => {
    expect(of(check)).toMatchObject({ count: ids.length, ids });
  });

  it('names the pipeline behind the records, and how many were looked at', () => {
    expect(of('missingSource')).toMatchObject({ pipeline: '12.50', of: 6 });
    expect(of('missingScore').pipeline).toBe('0.00');
  });
});

describe('hygiene of handoffs and opportunities', () => {
  const { of, checks } = hygiene({
    leads: [lead('early', { convertedOpportunityId: 'O1' }), lead('skipped'), lead('uncoded'), lead('orphan', { ownerId: queue })],
    leadHistory: [
      ...changes('early', [100, 'status', 'Open', 'MQL']),
      ...changes('skipped', [100, 'status', 'Open', 'SQL']),
      ...changes('uncoded', [100, 'status', 'Open', 'MQL'], [110, 'status', 'MQL', 'Rejected']),
      ...changes('orphan', [100, 'status', 'Open', 'MQL'], [50, 'ownerId', mia, queue]),
    ],
    opportunities: [
      { id: 'O1', stage: 'Closed Won', isClosed: 'true', isWon: 'true', createdAt: 60, closedAt: 90, amount: '5' },
      { id: 'O2', stage: 'Closed Lost', isClosed: 'true', isWon: 'false', createdAt: 600, closedAt: 90, amount: '' },
      { id: 'O3', stage: 'Discovery', isClosed: 'false', isWon: 'false', createdAt: 60, closedAt: 700, amount: '' },
    ],
    activities: [{ leadId: 'early', type: 'Call', at: 120, byId: mia, isCompleted: 'true' }],
  });

  it.each([
    ['skippedStage', ['skipped#1']],
    ['closedBeforeQualified', ['early#1']],
    ['opportunityBeforeQualified', ['early#1']],
    ['rejectedWithoutCode', ['uncoded#1']],
    ['neverAssigned', ['orphan#1']],
    ['ownerWithoutActivities', [rita]],
    ['closedBeforeCreated', ['O2']],
    ['missingAmount', ['O3']],
    ['staleOpportunity', ['O3']],
    ['overdueCloseDate', ['O3']],
  ])('%s names its records', (check, ids) => {
    expect(of(check)).toMatchObject({ count: ids.length, ids });
  });

  it('says of each finding what it distorts, in a sentence without personal data, largest first', () => {
    for (const { check, finding, count, of: all, share } of checks) {
      expect(finding.length, check).toBeGreaterThan(10);
      expect(finding).not.toMatch(/@/);
      expect(share).toBe(all === 0 ? null : Math.min(1, count / all));
    }
    expect(checks.map(({ count }) => count)).toEqual(checks.map(({ count }) => count).toSorted((a, b) => b - a));
  });
});

describe('fitness of metrics', () => {
  it('names the missing column where a metric cannot be measured', () => {
    const { grade } = hygiene({ leads: [lead('L1')] });
    expect(grade('time to first touch')).toMatchObject({
      grade: 'notMeasurable',
      because: expect.stringMatching(/no activities.*firstTouchAt/),
    });
    expect(grade('rejections')).toMatchObject({ grade: 'notMeasurable', because: expect.stringMatching(/rejectedAt/) });
    expect(grade('velocity')).toMatchObject({ grade: 'notMeasurable', because: 'no opportunities in these extracts' });
    expect(grade('leakage')).toMatchObject({ grade: 'warned', because: expect.stringMatching(/guessed from today/) });
    expect(grade('calibration')).toMatchObject({ grade: 'notMeasurable' });
  });

  it('warns under nine tenths, and refuses under a half', () => {
    const graded = (known: number) =>
      hygiene({ leads: Array.from({ length: 10 }, (_, k) => lead(`L${k}`, { source: k < known ? 'Web' : '' })) }).grade('figures by source')
        .grade;
    expect([graded(10), graded(9), graded(8), graded(5), graded(4)]).toEqual(['shown', 'shown', 'warned', 'warned', 'notMeasurable']);
  });

  it('has nothing to show without handoffs', () => {
    expect(hygiene({ leads: [lead('L1', { status: 'Open' })] }).grade('leakage')).toMatchObject({ grade: 'notMeasurable' });
  });
});
