import type { SampleCompany } from '../company/records.ts';
import { sourceTraits } from '../company/sources.ts';
import { salesforceId } from '../parts/salesforce-id.ts';
import { dateText } from '../parts/time-text.ts';
import { amountText, csvLine } from './csv-line.ts';
import type { OpportunityState } from './render-opportunities.ts';
import { type RenderedFile, renderedFile } from './rendered-file.ts';

export const reportedPeriod = '2026-Q2';
const quarterFrom = Date.UTC(2026, 3, 1) / 1000;
const quarterTo = Date.UTC(2026, 6, 1) / 1000;
/** Sales reports in the time zone of New York, four hours behind in spring. */
const easternOffset = 4 * 3600;

/** Why a record of the quarter stands in one list only, or with another amount. A record may have several reasons. */
export interface ReportedDifferences {
  sourceMissing: number;
  stageMapping: number;
  ownerFilter: number;
  timeZone: number;
  attributionRule: number;
  duplicate: number;
  missingRecord: number;
  amountDiffers: number;
}

export interface ReportedSide {
  rows: number;
  totalCents: number;
}

export interface ReportedPipeline {
  file: RenderedFile;
  marketing: ReportedSide;
  sales: ReportedSide;
  differences: ReportedDifferences;
}

/**
 * Two claims on the pipeline that marketing sourced in the quarter. Marketing counts every opportunity with a campaign or a lead behind it, by UTC
 * days, at the amount of its first day, three of them twice, and two that the CRM has deleted since. Sales counts those whose own source is a
 * marketing one, by New York days, at today's amount, past the first stage, and leaves APAC to the regional report.
 */
export function renderReportedPipeline(company: SampleCompany, states: readonly OpportunityState[]): ReportedPipeline {
  const lines: string[] = [];
  const marketing = { rows: 0, totalCents: 0 };
  const sales = { rows: 0, totalCents: 0 };
  const differences: ReportedDifferences = {
    sourceMissing: 0,
    stageMapping: 0,
    ownerFilter: 0,
    timeZone: 0,
    attributionRule: 0,
    duplicate: 0,
    missingRecord: 0,
    amountDiffers: 0,
  };
  const claim = (reporter: 'Marketing' | 'Sales', side: ReportedSide, state: OpportunityState, id: string, amountCents: number) => {
    const { createdAt, firm } = state.opportunity;
    const values = [reporter, 'sourcedPipeline', reportedPeriod, id, state.name, firm.name, amountText(amountCents), 'USD'];
    lines.push(csvLine([...values, dateText(reporter === 'Sales' ? createdAt - easternOffset : createdAt), state.source, state.stage]));
    side.rows++;
    side.totalCents += amountCents;
  };
  const apac = new Set(company.staff.teams.filter((team) => team.region === 'APAC').flatMap((team) => team.reps.map((rep) => rep.id)));
  const fromLead = new Set(company.leads.map((lead) => lead.opportunity));
  states.forEach((state, index) => {
    const { opportunity } = state;
    const inUtc = isInQuarter(opportunity.createdAt);
    const inEastern = isInQuarter(opportunity.createdAt - easternOffset);
    const prospected = state.source === 'Sales Prospecting';
    const marketingClaims = inUtc && fromLead.has(opportunity) && (!prospected || opportunity.campaignId !== '' || index % 6 === 0);
    const sourceCounts = !prospected && isMarketingSource(state.source);
    const salesClaims =
      inEastern && sourceCounts && state.stage !== 'Discovery' && !apac.has(opportunity.ownerId) && fromLead.has(opportunity);
    const firstAmount = opportunity.steps[0]!.amountCents;
    if (marketingClaims) {
      claim('Marketing', marketing, state, opportunity.id, firstAmount);
      if (index % 41 === 7 && differences.duplicate < 3) {
        claim('Marketing', marketing, state, opportunity.id, firstAmount);
        differences.duplicate++;
      }
    }
    if (salesClaims) claim('Sales', sales, state, opportunity.id, state.amountCents);
    if (marketingClaims && salesClaims && firstAmount !== state.amountCents) differences.amountDiffers++;
    if (inUtc !== inEastern && (marketingClaims || salesClaims)) differences.timeZone++;
    if (!marketingClaims) return;
    if (state.source === '') differences.sourceMissing++;
    if (prospected) differences.attributionRule++;
    if (state.stage === 'Discovery') differences.stageMapping++;
    if (apac.has(opportunity.ownerId)) differences.ownerFilter++;
  });
  for (const state of states.filter((one) => isInQuarter(one.opportunity.createdAt)).slice(3, 5)) {
    claim('Marketing', marketing, state, salesforceId('006', 900_000_101 + differences.missingRecord), 1_950_000);
    differences.missingRecord++;
  }
  const headers = 'Reporter,Metric,Period,Opportunity Id,Opportunity Name,Account Name,Amount,Currency,Date,Source,Stage'.split(',');
  return { file: { ...renderedFile('ReportedPipeline.csv', '', lines), headers }, marketing, sales, differences };
}

function isInQuarter(at: number): boolean {
  return at >= quarterFrom && at < quarterTo;
}

function isMarketingSource(source: string): boolean {
  return Object.entries(sourceTraits).some(
    ([name, traits]) => traits.campaignType !== null && (name === source || traits.otherSpelling === source),
  );
}
