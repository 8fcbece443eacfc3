import { describe, expect, it } from 'vitest';
import { changes, type HandRow, handMadeFacts, handoffsOf, mia, queue, rita, sam, users } from './hand-made.ts';

const leadHistory = changes('L1', [100, 'status', 'Open', 'MQL'], [150, 'status', 'MQL', 'Recycled'], [200, 'status', 'Recycled', 'MQL']);
const lead = {
  id: 'L1',
  status: 'MQL',
  ownerId: rita,
  createdAt: 0,
  convertedContactId: '003000000000001AAA',
  convertedOpportunityId: '006000000000001AAA',
};
const call = { leadId: 'L1', type: 'Call', direction: 'Outbound', at: 120, byId: rita, isCompleted: 'true' };

/** First touches of the lead's two handoffs. */
function touched(activities: HandRow[], asOf = 10_000): (number | null)[] {
  return handoffsOf(handMadeFacts({ users, leads: [lead], leadHistory, activities }, { asOf })).map(({ firstTouchAt }) => firstTouchAt);
}

describe('first touch', () => {
  it('is the first completed outbound activity of a sales user in the handoff’s interval', () => {
    expect(touched([{ ...call, at: 130 }, call, { ...call, at: 210 }])).toEqual([120, 210]);
  });

  it.each([
    ['outbound', 'Outbound'],
    ['blank', ''],
    ['internal', 'Internal'],
  ])('counts where the direction is %s', (_, direction) => {
    expect(touched([{ ...call, direction }])).toEqual([120, null]);
  });

  it.each([
    ['planned', { isCompleted: 'false' }],
    ['inbound', { direction: 'Inbound' }],
    ['automated by flag', { isAutomated: 'true' }],
    ['automated by type', { type: 'Mass Email' }],
    ['neither call, mail nor meeting', { type: 'Note' }],
    ['by marketing', { byId: mia }],
    ['by a queue', { byId: queue }],
    ['by a stranger', { byId: '005000000000099AAA' }],
    ['before qualification', { at: 99.999 }],
    ['deleted', { isDeleted: 'true' }],
    ['without a time', { at: '' }],
    ['on another lead', { leadId: 'L2' }],
  ])('does not count where it is %s', (_, change) => {
    expect(touched([{ ...call, ...change }])).toEqual([null, null]);
  });

  it.each(['Call', 'Email', 'Meeting', 'Event', ''])('counts the type "%s"', (type) => {
    expect(touched([{ ...call, type }])).toEqual([120, null]);
  });

  it('counts at the moment of qualification, by any sales user and not only the owner', () => {
    expect(touched([{ ...call, at: 100, byId: sam }])).toEqual([100, null]);
  });

  it('counts for the later handoff at its very start', () => {
    expect(touched([{ ...call, at: 200 }])).toEqual([null, 200]);
  });

  it('counts on the contact and on the opportunity that the lead became', () => {
    expect(touched([{ ...call, leadId: '', contactId: '003000000000001' }])).toEqual([120, null]);
    expect(touched([{ ...call, leadId: '', opportunityId: '006000000000001AAA', at: 220 }])).toEqual([null, 220]);
  });

  it('counts for each of several leads that became the same contact', () => {
    const leads = [lead, { ...lead, id: 'L2' }];
    const history = [...leadHistory, ...changes('L2', [110, 'status', 'Open', 'MQL'])];
    const activities = [{ ...call, leadId: '', contactId: '003000000000001AAA' }];
    const facts = handMadeFacts({ users, leads, leadHistory: history, activities });
    expect(handoffsOf(facts).map(({ id, firstTouchAt }) => [id, firstTouchAt])).toEqual([
      ['L1#1', 120],
      ['L1#2', null],
      ['L2#1', 120],
    ]);
  });

  it('after the as-of has not happened yet', () => {
    expect(touched([call, { ...call, at: 210 }], 209)).toEqual([120, null]);
  });

  it('comes from the mapped column where there are no activities', () => {
    const leads = [{ ...lead, firstTouchAt: 205 }];
    const facts = handMadeFacts({ users, leads, leadHistory });
    expect(handoffsOf(facts).map(({ firstTouchAt }) => firstTouchAt)).toEqual([null, 205]);
  });

  it('counts what each user logged, of any kind, to tell silence from nothing logged', () => {
    const facts = handMadeFacts({
      users,
      leads: [lead],
      leadHistory,
      activities: [call, { ...call, direction: 'Inbound' }, { ...call, byId: mia }],
    });
    expect([...facts.touches!.activitiesOfUser]).toEqual([2, 0, 1]);
  });
});
