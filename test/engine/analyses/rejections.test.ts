import { describe, expect, it } from 'vitest';
import { rejectionsBody } from '#engine/analyses/rejection-months.ts';
import { changes, type HandFiles, handMadeFacts, mia, queue, rita, users } from '../facts/hand-made.ts';
import { allHandoffs } from './hand-context.ts';

/** First hours of the months of 2026. */
const monthStart = Array.from({ length: 12 }, (_, month) => (Date.UTC(2026, month, 1) - Date.UTC(2026, 0, 1)) / 3_600_000);

interface Month {
  month: number;
  rejected?: number;
  late?: number;
  accepted?: number;
  silent?: number;
  unassigned?: number;
  reason?: string;
}

/** Handoffs that qualified on the second day of their months; each rejection comes within an hour, a late one after 60. */
function rejections(months: Month[], asOf = 20_000, rejectionAlarm = 0.35) {
  const files: HandFiles = { users, leads: [], leadHistory: changes('nobody', [0, 'ownerId', queue, mia]) };
  months.forEach(({ month, rejected = 0, late = 0, accepted = 0, silent = 0, unassigned = 0, reason = 'Budget' }) => {
    const at = monthStart[month - 1]! + 24;
    const add = (count: number, status: string | null, after: number, ownerId = rita) => {
      for (let k = 0; k < count; k++) {
        const id = `L${files.leads!.length}`;
        files.leads!.push({ id, status: 'Open', ownerId, createdAt: 0, rejectionReason: status === 'Rejected' ? reason : '' });
        files.leadHistory!.push(
          ...changes(
            id,
            [at, 'status', 'Open', 'MQL'],
            ...(status ? [[at + after, 'status', 'MQL', status] as [number, string, string, string]] : []),
          ),
        );
      }
    };
    add(rejected, 'Rejected', 1);
    add(late, 'Rejected', 60);
    add(accepted, 'Accepted', 1);
    add(silent, null, 0);
    add(unassigned, null, 0, queue);
  });
  files.leads!.push({ id: 'nobody', status: 'Open', ownerId: mia, createdAt: 0 });
  const facts = handMadeFacts(files, { asOf, policy: { rejectionAlarm } });
  return rejectionsBody(facts, allHandoffs(facts));
}

describe('rejections by month', () => {
  it('count the decided by disposition, the late ones beside, and the undecided apart', () => {
    const { monthly } = rejections([{ month: 1, rejected: 3, late: 2, accepted: 4, silent: 1, unassigned: 5 }]);
    expect(monthly).toHaveLength(1);
    expect(monthly[0]).toMatchObject({
      month: '2026-01',
      decided: 10,
      undecided: 5,
      rejected: 3,
      accepted: 4,
      acceptedBySilence: 3,
      lateRejections: 2,
      rate: 0.3,
      rateWithLate: 0.5,
      byReason: { Budget: 5 },
      tooFew: true,
    });
  });

  it('leave out the early rejections of a young month until the silence that balances them is in', () => {
    const at = (hoursAfter: number) => rejections([{ month: 1, rejected: 1, silent: 1 }], monthStart[0]! + 24 + hoursAfter).monthly[0];
    expect(at(47)).toMatchObject({ decided: 0, undecided: 2, rejected: 0, rate: null, byReason: {} });
    expect(at(48)).toMatchObject({ decided: 2, undecided: 0, rejected: 1, rate: 0.5, byReason: { Budget: 1 } });
  });

  it('keep rejections without a code under an empty reason', () => {
    const { monthly, reasons } = rejections([{ month: 1, rejected: 2, reason: '' }]);
    expect(monthly[0]!.byReason).toEqual({ '': 2 });
    expect(reasons).toEqual([{ reason: '', count: 2, share: 1, early: 2, late: 0 }]);
  });

  it('are drawn between p̄ ± 3√(p̄(1−p̄)/n): .30 of 80 lies in .146–.454', () => {
    const { control } = rejections([{ month: 1, rejected: 24, accepted: 56 }]);
    expect(control.mean).toBeCloseTo(0.3, 12);
    expect(control.limits[0]!.low).toBeCloseTo(0.146, 3);
    expect(control.limits[0]!.high).toBeCloseTo(0.454, 3);
  });
});

describe('the review of a definition', () => {
  const high = (month: number) => ({ month, rejected: 4, accepted: 6 });
  const low = (month: number) => ({ month, rejected: 3, accepted: 7 });

  it('is triggered above the alarm two months running', () => {
    expect(rejections([low(1), high(2), high(3), low(4)]).reviewTriggered).toEqual({ months: ['2026-02', '2026-03'], threshold: 0.35 });
  });

  it('is not triggered by single months, nor at the alarm itself', () => {
    expect(rejections([high(1), low(2), high(3)]).reviewTriggered).toBeNull();
    expect(rejections([high(1), high(2)], 20_000, 0.4).reviewTriggered).toBeNull();
  });

  it('is not triggered by an unfinished month', () => {
    const asOf = monthStart[2]! + 24 * 10;
    expect(rejections([high(2), high(3)], asOf).monthly[1]).toMatchObject({ decided: 10, unfinished: true });
    expect(rejections([high(2), high(3)], asOf).reviewTriggered).toBeNull();
    expect(rejections([high(2), high(3)], monthStart[3]! + 48).reviewTriggered).not.toBeNull();
  });

  it('is not triggered across a month without handoffs', () => {
    expect(rejections([high(1), high(3)]).reviewTriggered).toBeNull();
  });
});
