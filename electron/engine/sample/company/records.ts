import type { LeadFault, OpportunityFault } from '../faults.ts';
import type { Firm } from './market.ts';
import type { Intent, Motion } from './sources.ts';
import type { Staff, Team } from './staff.ts';

/** All times are whole UTC seconds. */
export interface LeadChange {
  at: number;
  /** When the change came into the CRM; later than `at` only for back-dated ones. */
  recordedAt: number;
  field: LeadField;
  from: string;
  to: string;
  byId: string;
}

export type LeadField = 'Status' | 'Owner' | 'Lead_Score__c' | 'Rejection_Reason__c';

export interface SampleLead {
  id: string;
  firm: Firm;
  team: Team;
  givenName: string;
  familyName: string;
  email: string;
  title: string;
  /** As the CRM holds them: may be blank or misspelled. */
  source: string;
  country: string;
  employees: string;
  motion: Motion;
  intent: Intent;
  createdAt: number;
  initial: Record<LeadField, string>;
  /** In order of time. */
  changes: LeadChange[];
  faults: { fault: LeadFault; at: number }[];
  opportunity: SampleOpportunity | null;
  convertedAt: number;
  contact: SampleContact | null;
  deletedAt: number;
  masterId: string;
  /** When the lead vanishes from later extracts altogether. */
  goneAt: number;
}

export interface SampleContact {
  id: string;
  firm: Firm;
  givenName: string;
  familyName: string;
  email: string;
  title: string;
  ownerId: string;
  createdAt: number;
}

export interface OpportunityStep {
  at: number;
  stage: string;
  amountCents: number;
  /** Date that the step sets as close date. */
  closesAt: number;
  byId: string;
}

export interface SampleOpportunity {
  id: string;
  firm: Firm;
  contacts: SampleContact[];
  source: string;
  /** A later spelling of the source, from the time on at which somebody overwrites it. */
  overwrittenSource: { at: number; source: string } | null;
  type: 'New Business' | 'Existing Business';
  ownerId: string;
  campaignId: string;
  createdAt: number;
  /** In order of time; the first creates the opportunity. */
  steps: OpportunityStep[];
  lossReason: string;
  /** Overrides the close date that the steps give. */
  closeDateError: number | null;
  faults: { fault: OpportunityFault; at: number }[];
}

export interface SampleActivity {
  kind: 'task' | 'event';
  /** The lead before conversion, the contact after it, or the contact alone. */
  lead: SampleLead | null;
  contact: SampleContact | null;
  opportunity: SampleOpportunity | null;
  subject: string;
  type: 'Email' | 'Call' | 'Meeting';
  callType: '' | 'Inbound' | 'Outbound';
  completed: boolean;
  at: number;
  createdAt: number;
  ownerId: string;
}

export interface Campaign {
  id: string;
  name: string;
  type: string;
  startsAt: number;
  endsAt: number;
  costCents: number;
}

export interface CampaignTouch {
  campaign: Campaign;
  lead: SampleLead | null;
  contact: SampleContact | null;
  status: string;
  responded: boolean;
  at: number;
}

/** A company's whole history over the year and the month after it; an extract shows what of it was recorded by its as-of. */
export interface SampleCompany {
  seed: number;
  fromSeconds: number;
  asOfSeconds: number;
  laterAsOfSeconds: number;
  staff: Staff;
  campaigns: Campaign[];
  accounts: { id: string; firm: Firm; ownerId: string; createdAt: number }[];
  leads: SampleLead[];
  contacts: SampleContact[];
  opportunities: SampleOpportunity[];
  activities: SampleActivity[];
  touches: CampaignTouch[];
}
