import type { SampleCompany } from '../company/records.ts';
import { accountIdsOf } from './account-ids.ts';
import { renderActivities } from './render-activities.ts';
import { renderCampaignMembers, renderCampaigns } from './render-campaigns.ts';
import { renderLeadHistory } from './render-lead-history.ts';
import { leadsAsOf, renderLeads } from './render-leads.ts';
import { opportunitiesAsOf, renderOpportunities, renderOpportunityHistory } from './render-opportunities.ts';
import { renderAccounts, renderContactRoles, renderContacts, renderUsers } from './render-people.ts';
import { type ReportedPipeline, renderReportedPipeline } from './render-reported-pipeline.ts';
import type { RenderedFile } from './rendered-file.ts';

export interface RenderedExtract {
  files: RenderedFile[];
  reported: ReportedPipeline;
}

/** The CRM files of a company as of a moment (UTC seconds). */
export function renderExtract(company: SampleCompany, asOf: number): RenderedExtract {
  const accountIds = accountIdsOf(company);
  const opportunities = opportunitiesAsOf(company, accountIds, asOf);
  const files = [
    renderLeads(leadsAsOf(company, asOf), accountIds, asOf),
    renderLeadHistory(company, asOf),
    renderOpportunities(opportunities),
    renderOpportunityHistory(company, asOf),
    ...renderActivities(company, accountIds, asOf),
    renderAccounts(company, asOf),
    renderContacts(company, accountIds, asOf),
    renderContactRoles(company, asOf),
    renderCampaigns(company, asOf),
    renderCampaignMembers(company, asOf),
    renderUsers(company, asOf),
  ];
  return { files, reported: renderReportedPipeline(company, opportunities) };
}
