import type { LeadField, SampleCompany, SampleLead } from '../company/records.ts';
import { salesforceId } from '../parts/salesforce-id.ts';
import { dateText, dateTimeText } from '../parts/time-text.ts';
import type { AccountIds } from './account-ids.ts';
import { csvLine } from './csv-line.ts';
import { breakRows, type RenderedFile, renderedFile, repeatRows } from './rendered-file.ts';

const headers =
  'Id IsDeleted MasterRecordId FirstName LastName Company Title Email Country Industry NumberOfEmployees AnnualRevenue LeadSource Status ' +
  'OwnerId Lead_Score__c Motion__c Intent__c Rejection_Reason__c IsConverted ConvertedDate ConvertedAccountId ConvertedContactId ' +
  'ConvertedOpportunityId CreatedDate LastModifiedDate';

/** The leads that an extract of `asOf` holds. */
export function leadsAsOf(company: SampleCompany, asOf: number): SampleLead[] {
  return company.leads.filter((lead) => lead.createdAt < asOf && lead.goneAt >= asOf);
}

export function renderLeads(leads: readonly SampleLead[], accountIds: AccountIds, asOf: number): RenderedFile {
  const lines = leads.map((lead) => csvLine(leadValues(lead, accountIds, asOf)));
  const broken = leads.slice(0, 2).map((lead, index) => {
    const values = leadValues(lead, accountIds, asOf);
    values[0] = salesforceId('00Q', 900_000_001 + index);
    return values;
  });
  const [ragged, impossible] = broken;
  ragged?.splice(11, 1);
  if (impossible) impossible[24] = '2026-02-30T10:15:00.000+0000';
  return breakRows(repeatRows(renderedFile('Lead.csv', headers, lines), 1700), [
    { code: 'raggedRow', line: csvLine(ragged ?? []) },
    { code: 'badDate', line: csvLine(impossible ?? []) },
  ]);
}

function leadValues(lead: SampleLead, accountIds: AccountIds, asOf: number): (string | number | boolean)[] {
  const now: Record<LeadField, string> = { ...lead.initial };
  let modifiedAt = lead.createdAt;
  for (const one of lead.changes) {
    if (one.recordedAt >= asOf) continue;
    now[one.field] = one.to;
    modifiedAt = Math.max(modifiedAt, one.recordedAt);
  }
  const deleted = lead.deletedAt < asOf;
  const converted = lead.convertedAt < asOf;
  return [
    lead.id,
    deleted,
    deleted ? lead.masterId : '',
    lead.givenName,
    lead.familyName,
    lead.firm.name,
    lead.title,
    lead.email,
    lead.country,
    lead.firm.industry,
    lead.employees,
    lead.firm.annualRevenue,
    lead.source,
    now.Status,
    now.Owner,
    now.Lead_Score__c,
    lead.motion,
    lead.intent,
    now.Rejection_Reason__c,
    converted,
    converted ? dateText(lead.convertedAt) : '',
    converted ? (accountIds.get(lead.firm) ?? '') : '',
    converted ? lead.contact!.id : '',
    converted ? lead.opportunity!.id : '',
    dateTimeText(lead.createdAt),
    dateTimeText(deleted ? Math.max(lead.deletedAt, modifiedAt) : modifiedAt),
  ];
}
