import type { ObjectName } from './field-catalog.ts';

/** HubSpot's internal property names of canonical fields: contacts for a lead, deals, companies. */
export const hubspotNames: Readonly<Partial<Record<ObjectName, Readonly<Record<string, string>>>>> = {
  lead: {
    id: 'hs_object_id',
    email: 'email',
    emailDomain: 'hs_email_domain',
    firstName: 'firstname',
    lastName: 'lastname',
    company: 'company',
    title: 'jobtitle',
    phone: 'phone',
    country: 'country',
    region: 'state',
    industry: 'industry',
    annualRevenue: 'annualrevenue',
    source: 'hs_analytics_source',
    status: 'hs_lead_status',
    lifecycleStage: 'lifecyclestage',
    score: 'hubspotscore',
    ownerId: 'hubspot_owner_id',
    accountId: 'associatedcompanyid',
    createdAt: 'createdate',
    updatedAt: 'lastmodifieddate',
  },
  opportunity: {
    id: 'hs_object_id',
    name: 'dealname',
    amount: 'amount',
    currency: 'deal_currency_code',
    stage: 'dealstage',
    probability: 'hs_deal_stage_probability',
    createdAt: 'createdate',
    updatedAt: 'hs_lastmodifieddate',
    closedAt: 'closedate',
    isClosed: 'hs_is_closed',
    isWon: 'hs_is_closed_won',
    lossReason: 'closed_lost_reason',
    source: 'hs_analytics_source',
    ownerId: 'hubspot_owner_id',
    type: 'dealtype',
    lastActivityAt: 'notes_last_updated',
  },
  account: {
    id: 'hs_object_id',
    name: 'name',
    domain: 'domain',
    industry: 'industry',
    employees: 'numberofemployees',
    annualRevenue: 'annualrevenue',
    country: 'country',
    region: 'state',
    ownerId: 'hubspot_owner_id',
    createdAt: 'createdate',
    updatedAt: 'hs_lastmodifieddate',
  },
};

const enumerations = new Set([
  'hs_analytics_source',
  'hs_lead_status',
  'lifecyclestage',
  'hubspot_owner_id',
  'dealstage',
  'dealtype',
  'deal_currency_code',
]);

/** Whether a standard property holds one of a list of options, whose internal values are not the labels that people see. */
export function isHubspotEnumeration(property: string, object: string): boolean {
  return enumerations.has(property) || (property === 'industry' && object === 'account');
}
