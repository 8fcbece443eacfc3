import type { Random } from '#stats/random.ts';
import type { LeadFault } from '../faults.ts';
import type { LeadField, SampleCompany, SampleLead } from './records.ts';
import type { Source } from './sources.ts';
import type { User } from './staff.ts';

/** A lead while it is being lived: the record, what is true of it at this point of the story, and what no CRM knows. */
export interface LeadLife {
  company: SampleCompany;
  random: Random;
  lead: SampleLead;
  now: Record<LeadField, string>;
  /** Where the lead really came from. */
  source: Source;
  /** Log-odds of its becoming an opportunity, beside the average. */
  quality: number;
  /** Score that the lead reaches by itself. */
  finalScore: number;
  owner: User | null;
}

/** Records a change of a field; the same value again is none. */
export function change(life: LeadLife, at: number, field: LeadField, to: string, by: User): void {
  const from = life.now[field];
  if (from === to) return;
  life.lead.changes.push({ at, recordedAt: at, field, from, to, byId: by.id });
  life.now[field] = to;
}

export function markFault(life: LeadLife, fault: LeadFault, at: number): void {
  life.lead.faults.push({ fault, at });
}
