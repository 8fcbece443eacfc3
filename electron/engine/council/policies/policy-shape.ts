import { z } from 'zod';

const positive = z.number().positive();
const openStages = { qualified: positive, accepted: positive, salesQualified: positive, opportunity: positive };
const localTime = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'expected a local time like 09:00');

const escalation = z.strictObject({ to: z.string().min(1).max(60), afterMinutes: positive.max(525_600) });

const slaRule = z.strictObject({
  when: z.string().min(1),
  targetMinutes: positive.max(525_600),
  escalate: z.array(escalation).max(20).optional(),
});

const calendar = z.strictObject({
  name: z.string().min(1).max(80),
  timeZone: z.string(),
  weekdays: z.record(z.string(), z.array(z.tuple([localTime, localTime])).max(24)),
  holidays: z.array(z.string()).max(5000),
});

/** The shape and ranges of a whole policy; what a shape can't say is in `checkPolicy`. Times are bounded by a year, day counts by ten years. */
export const policyShape = z.strictObject({
  acceptanceWindowHours: positive.max(8760),
  acceptanceClock: z.enum(['assigned', 'qualified']),
  sla: z.array(slaRule).min(1).max(200),
  calendar: calendar.nullable(),
  acceptanceCalendar: calendar.nullable(),
  stalledHours: z.strictObject(openStages),
  withinDays: z.union([positive.max(3650), z.strictObject(openStages)]),
  fiscalYearStart: z.string().regex(/^\d\d-\d\d$/, 'expected a month and day like 01-01'),
  maturityDays: z.number().min(0).max(3650),
  horizonDays: z.strictObject({ won: positive, opportunity: positive, salesQualified: positive, accepted: positive }),
  rejectionAlarm: z.number().gt(0).max(1),
  effectiveFrom: z.string().nullable(),
});
