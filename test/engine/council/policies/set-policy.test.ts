import { describe, expect, test } from 'vitest';
import { defaultPolicy } from '#domain/policy.ts';
import { policyStepAt } from '#domain/policy-in-force.ts';
import { parseStrictJson } from '#domain/strict-json.ts';
import { policyInForce, policyLine } from '#engine/council/policies/policy-line.ts';
import { policyVersions } from '#engine/council/policies/policy-versions.ts';
import { setPolicy, showPolicy } from '#engine/council/policies/set-policy.ts';
import { testWorkspace } from '../test-workspace.ts';

const at = (text: string) => Date.parse(text);

describe('policies', () => {
  test("a new workspace answers with Parley's defaults as version 0, from the beginning", () => {
    const { workspace } = testWorkspace();
    expect(showPolicy(workspace)).toEqual({ version: 0, policy: defaultPolicy, setAt: null, setBy: null });
    const line = policyLine(workspace);
    expect(line.version).toBe(0);
    expect(line.sla).toEqual([{ fromMs: -Infinity, version: 0, part: { sla: defaultPolicy.sla, calendar: null } }]);
    workspace.close();
  });

  test('the first version holds from the beginning, whatever date it names', () => {
    const { workspace } = testWorkspace();
    setPolicy(workspace, { sla: [{ when: 'default', targetMinutes: 60 }], effectiveFrom: '2026-03-01' }, null);
    expect(policyInForce(workspace, at('1990-01-01T00:00:00Z')).policy.sla).toEqual([{ when: 'default', targetMinutes: 60 }]);
    expect(showPolicy(workspace).policy.effectiveFrom).toBe('2026-03-01T00:00:00Z');
    workspace.close();
  });

  test('a tighter SLA and window hold from the moment of setting, limits from the beginning', () => {
    const { workspace, clock } = testWorkspace();
    setPolicy(workspace, { acceptanceWindowHours: 48 }, null);
    clock.nowMs = at('2026-06-01T12:00:00Z') - 1000;
    const set = setPolicy(workspace, { acceptanceWindowHours: 24, sla: [{ when: 'default', targetMinutes: 5 }], maturityDays: 30 }, null);
    expect(set).toMatchObject({ version: 2, changed: true, setAt: '2026-06-01T12:00:00.000Z' });
    const before = policyInForce(workspace, at('2026-06-01T11:59:59.999Z'));
    expect(before.policy.acceptanceWindowHours).toBe(48);
    expect(before.policy.sla).toEqual(defaultPolicy.sla);
    expect(before.policy.maturityDays).toBe(30);
    expect(before.versions).toEqual({ sla: 1, acceptance: 1, limits: 2 });
    const after = policyInForce(workspace, at('2026-06-01T12:00:00Z'));
    expect(after.policy.acceptanceWindowHours).toBe(24);
    expect(after.versions).toEqual({ sla: 2, acceptance: 2, limits: 2 });
    workspace.close();
  });

  test('a later version may name its date, and the version set last wins where both have begun', () => {
    const { workspace } = testWorkspace('dates', 'Europe/Berlin');
    setPolicy(workspace, { acceptanceWindowHours: 48 }, null);
    setPolicy(workspace, { acceptanceWindowHours: 24, effectiveFrom: '2025-06-01' }, null);
    setPolicy(workspace, { acceptanceWindowHours: 36, effectiveFrom: '2025-03-01T00:00:00Z' }, null);
    const { acceptance } = policyLine(workspace);
    expect(acceptance.map((step) => step.fromMs)).toEqual([-Infinity, at('2025-05-31T22:00:00Z'), at('2025-03-01T00:00:00Z')]);
    expect(policyStepAt(acceptance, at('2025-02-28T00:00:00Z')).part.acceptanceWindowHours).toBe(48);
    expect(policyStepAt(acceptance, at('2025-07-01T00:00:00Z')).part.acceptanceWindowHours).toBe(36);
    workspace.close();
  });

  test('a version that changes only limits leaves an SLA that is to begin later where it was', () => {
    const { workspace } = testWorkspace();
    setPolicy(workspace, {}, null);
    setPolicy(workspace, { sla: [{ when: 'default', targetMinutes: 5 }], effectiveFrom: '2027-01-01T00:00:00Z' }, null);
    setPolicy(workspace, { rejectionAlarm: 0.3 }, null);
    const line = policyLine(workspace);
    expect(line.version).toBe(3);
    expect(line.sla.map((step) => [step.version, step.fromMs])).toEqual([
      [1, -Infinity],
      [2, at('2027-01-01T00:00:00Z')],
    ]);
    workspace.close();
  });

  test('tables of stages merge key by key, rules and calendars are replaced whole, the date is never inherited', () => {
    const { workspace } = testWorkspace();
    setPolicy(workspace, { stalledHours: { qualified: 24 }, withinDays: { accepted: 30 }, effectiveFrom: '2026-01-01' }, null);
    setPolicy(workspace, { horizonDays: { won: 120 } }, null);
    const { policy } = showPolicy(workspace);
    expect(policy.stalledHours).toEqual({ qualified: 24, accepted: 720, salesQualified: 720, opportunity: 2160 });
    expect(policy.withinDays).toEqual({ qualified: 90, accepted: 30, salesQualified: 90, opportunity: 90 });
    expect(policy.horizonDays).toEqual({ won: 120, opportunity: 90, salesQualified: 90, accepted: 30 });
    expect(policy.effectiveFrom).toBeNull();
    workspace.close();
  });

  test('the same file again sets nothing', () => {
    const { workspace } = testWorkspace();
    expect(setPolicy(workspace, { maturityDays: 60 }, null)).toMatchObject({ version: 1, changed: true });
    expect(setPolicy(workspace, { maturityDays: 60 }, null)).toMatchObject({ version: 1, changed: false });
    expect(policyVersions(workspace)).toHaveLength(1);
    workspace.close();
  });

  test('rules are stored in canonical text', () => {
    const { workspace } = testWorkspace();
    setPolicy(
      workspace,
      {
        sla: [
          { when: '(lead.score>=80)', targetMinutes: 5 },
          { when: ' Default ', targetMinutes: 60 },
        ],
      },
      null,
    );
    expect(showPolicy(workspace).policy.sla.map((rule) => rule.when)).toEqual(['lead.score >= 80', 'default']);
    workspace.close();
  });
});

const calendar = { name: 'Office', timeZone: 'Europe/Berlin', weekdays: { 1: [['09:00', '17:00']] }, holidays: ['2026-12-25'] };
const refusals: [what: string, change: string, path: string][] = [
  ['an unknown key', '{"acceptanceWindow": 48}', ''],
  ['a key named __proto__', '{"__proto__": {"maturityDays": 1}}', ''],
  ['a list', '[]', ''],
  ['a window of nothing', '{"acceptanceWindowHours": 0}', '/acceptanceWindowHours'],
  ['a window as text', '{"acceptanceWindowHours": "48"}', '/acceptanceWindowHours'],
  ['an unknown clock', '{"acceptanceClock": "created"}', '/acceptanceClock'],
  ['no SLA rule', '{"sla": []}', '/sla'],
  ['a rule that cannot be read', '{"sla": [{"when": "lead.score >", "targetMinutes": 5}]}', '/sla/0/when'],
  [
    'default before other rules',
    '{"sla": [{"when": "default", "targetMinutes": 5}, {"when": "lead.score > 1", "targetMinutes": 1}]}',
    '/sla/0/when',
  ],
  ['a target below zero', '{"sla": [{"when": "default", "targetMinutes": -5}]}', '/sla/0/targetMinutes'],
  ['an unknown key in a rule', '{"sla": [{"when": "default", "targetMinutes": 5, "minutes": 5}]}', '/sla/0'],
  ['an unknown stage', '{"stalledHours": {"won": 5}}', '/stalledHours'],
  ['a zero share as alarm', '{"rejectionAlarm": 0}', '/rejectionAlarm'],
  ['an alarm in percent', '{"rejectionAlarm": 35}', '/rejectionAlarm'],
  ['29 February as fiscal year start', '{"fiscalYearStart": "02-29"}', '/fiscalYearStart'],
  ['30 February as date', '{"effectiveFrom": "2026-02-30"}', '/effectiveFrom'],
  ['an unknown zone', JSON.stringify({ calendar: { ...calendar, timeZone: 'Mars/Olympus' } }), '/calendar/timeZone'],
  ['an eighth weekday', JSON.stringify({ calendar: { ...calendar, weekdays: { 8: [['09:00', '17:00']] } } }), '/calendar/weekdays'],
  [
    'hours that end before they begin',
    JSON.stringify({ calendar: { ...calendar, weekdays: { 1: [['17:00', '09:00']] } } }),
    '/calendar/weekdays/1/0',
  ],
  [
    'hours that overlap',
    JSON.stringify({
      acceptanceCalendar: {
        ...calendar,
        weekdays: {
          1: [
            ['09:00', '13:00'],
            ['12:00', '17:00'],
          ],
        },
      },
    }),
    '/acceptanceCalendar/weekdays/1/1',
  ],
  ['a calendar that never opens', JSON.stringify({ calendar: { ...calendar, weekdays: {} } }), '/calendar/weekdays'],
  ['an impossible holiday', JSON.stringify({ calendar: { ...calendar, holidays: ['2026-02-30'] } }), '/calendar/holidays/0'],
];

describe('a policy file is refused, naming the place, for', () => {
  const { workspace } = testWorkspace();
  test.each(refusals)('%s', (_what, change, path) => {
    let refusal: unknown;
    try {
      setPolicy(workspace, parseStrictJson(change), null);
    } catch (error) {
      refusal = error;
    }
    expect(refusal).toMatchObject({ code: 'E_POLICY', path });
    expect(policyVersions(workspace)).toEqual([]);
  });

  test('and a sound calendar is taken', () => {
    setPolicy(workspace, { calendar }, null);
    expect(showPolicy(workspace).policy.calendar).toEqual(calendar);
  });
});
