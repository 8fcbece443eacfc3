import type { HandoffStage } from './stages.ts';

export type OpenStage = Exclude<HandoffStage, 'won'>;
export type CalibrationOutcome = 'won' | 'opportunity' | 'salesQualified' | 'accepted';

/** Who is told when a lead waits longer than `afterMinutes`, counted from qualification. */
export interface Escalation {
  to: string;
  afterMinutes: number;
}

/** A response target. Rules are tried in order; `when` is a criteria over the lead, or `default`. */
export interface SlaRule {
  when: string;
  targetMinutes: number;
  escalate?: Escalation[];
}

/** A business calendar: open intervals a weekday (1 = Monday … 7 = Sunday, local times `HH:mm`), holidays as local dates, one IANA zone. */
export interface BusinessCalendar {
  name: string;
  timeZone: string;
  weekdays: Record<string, [open: string, close: string][]>;
  holidays: string[];
}

/** One version of the policies. Times in the units their names say; `effectiveFrom` is ISO-8601 UTC, null from the beginning. */
export interface Policy {
  acceptanceWindowHours: number;
  acceptanceClock: 'assigned' | 'qualified';
  sla: SlaRule[];
  /** Calendar of SLA targets; null is elapsed time. */
  calendar: BusinessCalendar | null;
  /** Calendar of the acceptance window; null is elapsed time. */
  acceptanceCalendar: BusinessCalendar | null;
  stalledHours: Record<OpenStage, number>;
  /** Days of the headline conversion, one figure or one a stage. */
  withinDays: number | Record<OpenStage, number>;
  /** Month and day on which the fiscal year starts, `MM-dd`. */
  fiscalYearStart: string;
  maturityDays: number;
  horizonDays: Record<CalibrationOutcome, number>;
  /** Rejection rate that, two months running, triggers a definition review; a probability. */
  rejectionAlarm: number;
  effectiveFrom: string | null;
}

/** A policy with its number in the workspace; versions are immutable and numbered from 1. */
export interface PolicyVersion {
  version: number;
  policy: Policy;
}

export const defaultPolicy: Policy = {
  acceptanceWindowHours: 48,
  acceptanceClock: 'assigned',
  sla: [
    {
      when: 'lead.intent = "high"',
      targetMinutes: 5,
      escalate: [
        { to: 'manager', afterMinutes: 30 },
        { to: 'vp', afterMinutes: 120 },
      ],
    },
    { when: 'default', targetMinutes: 1440 },
  ],
  calendar: null,
  acceptanceCalendar: null,
  stalledHours: { qualified: 72, accepted: 720, salesQualified: 720, opportunity: 2160 },
  withinDays: 90,
  fiscalYearStart: '01-01',
  maturityDays: 90,
  horizonDays: { won: 180, opportunity: 90, salesQualified: 90, accepted: 30 },
  rejectionAlarm: 0.35,
  effectiveFrom: null,
};

/** The days within which a stage's headline conversion is measured. */
export function withinDaysOf(policy: Pick<Policy, 'withinDays'>, stage: OpenStage): number {
  return typeof policy.withinDays === 'number' ? policy.withinDays : policy.withinDays[stage];
}
