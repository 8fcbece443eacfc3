import type { SampleCompany, SampleOpportunity } from '../company/records.ts';
import { salesforceId } from '../parts/salesforce-id.ts';
import { dateText, dateTimeText } from '../parts/time-text.ts';
import type { AccountIds } from './account-ids.ts';
import { amountText, csvLine } from './csv-line.ts';
import { breakRows, type RenderedFile, renderedFile, repeatRows } from './rendered-file.ts';

const probabilities: Record<string, number> = {
  Discovery: 10,
  Evaluation: 30,
  Proposal: 55,
  Negotiation: 80,
  'Closed Won': 100,
  'Closed Lost': 0,
};

export interface OpportunityState {
  opportunity: SampleOpportunity;
  name: string;
  accountId: string;
  stage: string;
  amountCents: number;
  source: string;
  closed: boolean;
  won: boolean;
  closesAt: number;
}

/** How the opportunities of an extract of `asOf` stand. */
export function opportunitiesAsOf(company: SampleCompany, accountIds: AccountIds, asOf: number): OpportunityState[] {
  return company.opportunities
    .filter((one) => one.createdAt < asOf)
    .map((opportunity) => {
      const step = opportunity.steps.filter((one) => one.at < asOf).pop()!;
      const closed = step.stage.startsWith('Closed');
      const { overwrittenSource } = opportunity;
      return {
        opportunity,
        name: `${opportunity.firm.name} - ${opportunity.type}`,
        accountId: accountIds.get(opportunity.firm) ?? '',
        stage: step.stage,
        amountCents: step.amountCents,
        source: overwrittenSource !== null && overwrittenSource.at < asOf ? overwrittenSource.source : opportunity.source,
        closed,
        won: step.stage === 'Closed Won',
        closesAt: closed ? (opportunity.closeDateError ?? step.closesAt) : step.closesAt,
      };
    });
}

export function renderOpportunities(states: readonly OpportunityState[]): RenderedFile {
  const values = ({ opportunity, ...state }: OpportunityState) => [
    opportunity.id,
    false,
    state.accountId,
    state.name,
    state.stage,
    amountText(state.amountCents),
    probabilities[state.stage]!,
    dateText(state.closesAt),
    dateTimeText(opportunity.createdAt),
    state.closed,
    state.won,
    state.source,
    opportunity.ownerId,
    opportunity.campaignId,
    opportunity.type,
    state.stage === 'Closed Lost' ? opportunity.lossReason : '',
  ];
  const headers =
    'Id IsDeleted AccountId Name StageName Amount Probability CloseDate CreatedDate IsClosed IsWon LeadSource OwnerId CampaignId Type Loss_Reason__c';
  const broken = states.slice(0, 1).map((state) => {
    const bad: (string | number | boolean)[] = values(state);
    bad[0] = salesforceId('006', 900_000_001);
    bad[5] = 'to be agreed';
    return { code: 'badNumber' as const, line: csvLine(bad) };
  });
  const file = renderedFile(
    'Opportunity.csv',
    headers,
    states.map((state) => csvLine(values(state))),
  );
  return breakRows(repeatRows(file, 700), broken);
}

export function renderOpportunityHistory(company: SampleCompany, asOf: number): RenderedFile {
  const entries = company.opportunities.flatMap((opportunity) => opportunity.steps.map((step) => ({ opportunity, step })));
  entries.sort((a, b) => a.step.at - b.step.at);
  const lines: string[] = [];
  entries.forEach(({ opportunity, step }, index) => {
    if (step.at >= asOf) return;
    const { stage, amountCents, closesAt, at, byId } = step;
    const values = [salesforceId('008', index + 1), opportunity.id, stage, amountText(amountCents), probabilities[stage]!];
    lines.push(csvLine([...values, dateText(closesAt), dateTimeText(at), byId]));
  });
  const headers = 'Id OpportunityId StageName Amount Probability CloseDate CreatedDate CreatedById';
  return renderedFile('OpportunityHistory.csv', headers, lines);
}
