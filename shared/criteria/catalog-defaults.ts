import { canonicalFields, type FieldType } from '#domain/canonical-fields.ts';
import { dispositions, outcomes, scoreEvidences } from '#domain/handoff.ts';
import type { CatalogField, FieldCatalog } from './field-catalog.ts';
import { hasDateOnly, salesforceNames } from './salesforce-names.ts';

/** The fields of a handoff, as `handoff.…` in rules and as snake_case columns of the table `handoffs`. */
export const handoffFields = {
  id: 'id',
  leadId: 'id',
  opportunityId: 'id',
  cycle: 'number',
  qualifiedAt: 'time',
  assignedAt: 'time',
  firstTouchAt: 'time',
  acceptedAt: 'time',
  rejectedAt: 'time',
  rejectionReason: 'text',
  salesQualifiedAt: 'time',
  opportunityAt: 'time',
  closedAt: 'time',
  outcome: 'text',
  recycledAt: 'time',
  amount: 'money',
  scoreAtQualification: 'number',
  scoreEvidence: 'text',
  ownerId: 'id',
  ownerTeam: 'text',
  source: 'text',
  motion: 'text',
  disposition: 'text',
  lateRejection: 'boolean',
} as const satisfies Record<string, FieldType>;

const handoffValues: Record<string, readonly string[]> = {
  outcome: outcomes,
  scoreEvidence: scoreEvidences,
  disposition: dispositions,
};

/**
 * The catalog of canonical fields alone, with Salesforce's standard names, for rules written without a workspace.
 * @param picklists governed picklists by name; default none.
 */
export function defaultCatalog(picklists: Readonly<Record<string, readonly string[]>> = {}): FieldCatalog {
  return {
    objects: {
      lead: [...fieldsOf('lead', canonicalFields.leads), emailDomain],
      handoff: fieldsOf('handoff', handoffFields).map((field) => ({ ...field, values: handoffValues[field.name] })),
      opportunity: fieldsOf('opportunity', canonicalFields.opportunities),
      account: fieldsOf('account', canonicalFields.accounts),
      touch: fieldsOf('touch', canonicalFields.campaignMembers),
      activity: fieldsOf('activity', canonicalFields.activities),
      stageChange: fieldsOf('stageChange', canonicalFields.leadHistory),
    },
    picklists,
  };
}

/** The lower-cased part of a lead's email after its last `@`; empty where there is none. */
export const emailDomain: CatalogField = { name: 'emailDomain', custom: false, type: 'text', derivedFrom: 'email' };

function fieldsOf(object: keyof typeof salesforceNames, fields: Record<string, FieldType>): CatalogField[] {
  return Object.entries(fields).map(([name, type]) => ({
    name,
    custom: false,
    type,
    apiName: salesforceNames[object][name],
    dateOnly: hasDateOnly(object, name) || undefined,
  }));
}
