import type { ExtractKind } from '#domain/canonical-fields.ts';
import type { ObjectName } from './field-catalog.ts';
import type { RelatedName } from './tree.ts';

export const subjects = ['lead', 'handoff', 'opportunity', 'account'] as const;
/** What a rule is over. */
export type Subject = (typeof subjects)[number];

/** The objects whose fields a rule may name bare: the record itself and those of which it has one. */
export const objectsInReach: Readonly<Record<Subject, readonly ObjectName[]>> = {
  lead: ['lead', 'account'],
  handoff: ['handoff', 'lead', 'account', 'opportunity'],
  opportunity: ['opportunity', 'account', 'lead'],
  account: ['account'],
};

/** The time of a related record that a window looks at. */
export const windowField: Readonly<Record<RelatedName, string>> = {
  touch: 'at',
  activity: 'at',
  stageChange: 'at',
  opportunity: 'createdAt',
};

/** The kind of extract that holds an object's records; leads may stand in contacts (see `LeadKind`), handoffs are derived. */
export const kindOf: Readonly<Record<Exclude<ObjectName, 'handoff' | 'stageChange'>, ExtractKind>> = {
  lead: 'leads',
  account: 'accounts',
  opportunity: 'opportunities',
  touch: 'campaignMembers',
  activity: 'activities',
};

/** Where the persons that marketing hands over are kept: HubSpot keeps them in contacts. */
export type LeadKind = 'leads' | 'contacts';

/**
 * One way from a record to its related ones: the related record's `key` equals the id in field `from` of an object in reach. With
 * `through`, it equals `give` of a row of that kind whose `match` equals that id.
 */
export interface Link {
  key: string;
  object: 'lead' | 'opportunity' | 'account';
  from: string;
  through?: { kind: ExtractKind; match: string; give: string };
}

const roles = (match: string, give: string) => ({ kind: 'opportunityContactRoles' as const, match, give });

const leadLinks: Record<RelatedName, Link[]> = {
  touch: [
    { key: 'leadId', object: 'lead', from: 'id' },
    { key: 'contactId', object: 'lead', from: 'convertedContactId' },
  ],
  activity: [
    { key: 'leadId', object: 'lead', from: 'id' },
    { key: 'contactId', object: 'lead', from: 'convertedContactId' },
    { key: 'opportunityId', object: 'lead', from: 'convertedOpportunityId' },
  ],
  stageChange: [{ key: 'recordId', object: 'lead', from: 'id' }],
  opportunity: [
    { key: 'leadId', object: 'lead', from: 'id' },
    { key: 'id', object: 'lead', from: 'convertedOpportunityId' },
  ],
};

const contactLinks: Record<RelatedName, Link[]> = {
  touch: [{ key: 'contactId', object: 'lead', from: 'id' }],
  activity: [{ key: 'contactId', object: 'lead', from: 'id' }],
  stageChange: [{ key: 'recordId', object: 'lead', from: 'id' }],
  opportunity: [
    { key: 'contactId', object: 'lead', from: 'id' },
    { key: 'id', object: 'lead', from: 'id', through: roles('contactId', 'opportunityId') },
  ],
};

const opportunityLinks: Partial<Record<RelatedName, Link[]>> = {
  touch: [
    { key: 'leadId', object: 'lead', from: 'id' },
    { key: 'contactId', object: 'opportunity', from: 'contactId' },
    { key: 'contactId', object: 'opportunity', from: 'id', through: roles('opportunityId', 'contactId') },
  ],
  activity: [{ key: 'opportunityId', object: 'opportunity', from: 'id' }],
  stageChange: [{ key: 'recordId', object: 'opportunity', from: 'id' }],
};

const accountLinks: Partial<Record<RelatedName, Link[]>> = {
  activity: [{ key: 'accountId', object: 'account', from: 'id' }],
  opportunity: [{ key: 'accountId', object: 'account', from: 'id' }],
};

/** The ways from a record to its related ones; none where a rule over it can't speak of them. A handoff has its lead's. */
export function linksOf(subject: Subject, related: RelatedName, leadKind: LeadKind): readonly Link[] {
  if (subject === 'opportunity') return opportunityLinks[related] ?? [];
  if (subject === 'account') return accountLinks[related] ?? [];
  return (leadKind === 'contacts' ? contactLinks : leadLinks)[related];
}

/** The kind of extract that holds related records: stage changes stand in the subject's own history. */
export function relatedKind(subject: Subject, related: RelatedName): ExtractKind {
  if (related !== 'stageChange') return kindOf[related];
  return subject === 'opportunity' ? 'opportunityHistory' : 'leadHistory';
}
