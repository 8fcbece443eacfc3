import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LeadField } from '#engine/sample/company/records.ts';
import { simulateCompany } from '#engine/sample/company/simulate-company.ts';

describe('a simulated company, whatever its seed', () => {
  it('lives in order: changes chain, nothing happens before its record or is entered before it happens', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const company = simulateCompany(seed, 700);
        for (const lead of company.leads) {
          const now: Record<LeadField, string> = { ...lead.initial };
          let previous = lead.createdAt;
          for (const { at, recordedAt, field, from, to } of lead.changes) {
            expect([field, now[field]]).toEqual([field, from]);
            expect(at).toBeGreaterThanOrEqual(previous);
            expect(recordedAt).toBeGreaterThanOrEqual(at);
            now[field] = to;
            previous = at;
          }
        }
        for (const { createdAt, steps, contacts } of company.opportunities) {
          const times = steps.map((step) => step.at);
          expect(times[0]).toBe(createdAt);
          expect(times).toEqual([...times].sort((a, b) => a - b));
          for (const contact of contacts) expect(contact.createdAt).toBeLessThanOrEqual(createdAt);
        }
      }),
      { numRuns: 12 },
    );
  });

  it('keeps to working hours: people act on weekdays, the system at any time', () => {
    const { activities, staff } = simulateCompany(4, 1500);
    const reps = new Set(staff.teams.flatMap((team) => team.reps.map((rep) => rep.id)));
    const weekend = activities.filter(
      (one) => reps.has(one.ownerId) && one.callType !== 'Inbound' && new Date(one.at * 1000).getUTCDay() === 6,
    );
    expect(weekend.length).toBeLessThan(activities.length / 50);
  });
});
