import type { SampleCompany, SampleOpportunity } from './records.ts';

const day = 86_400;

/** Gives some opportunities a close date before their creation, and lets two be won before anybody logged a touch. */
export function plantImpossibleDates(company: SampleCompany): void {
  const closed = company.opportunities.filter((one) => stageOf(one).startsWith('Closed') && closedAt(one) < company.asOfSeconds - 20 * day);
  for (let index = 5; index < closed.length; index += 90) {
    const opportunity = closed[index]!;
    opportunity.closeDateError = opportunity.createdAt - (3 + (index % 17)) * day;
    opportunity.faults.push({ fault: 'closedBeforeCreated', at: closedAt(opportunity) });
  }
  const wonFromLeads = company.leads.filter(
    ({ opportunity }) => opportunity !== null && closed.includes(opportunity) && stageOf(opportunity) === 'Closed Won',
  );
  for (const lead of [wonFromLeads[8], wonFromLeads[31]]) {
    const opportunity = lead?.opportunity;
    if (!lead || !opportunity || opportunity.closeDateError !== null) continue;
    const touches = company.activities.filter((one) => one.lead === lead || one.opportunity === opportunity);
    touches.forEach((activity, index) => {
      activity.at = closedAt(opportunity) + (index + 1) * 5400;
      activity.createdAt = activity.at;
    });
    opportunity.faults.push({ fault: 'closedBeforeContact', at: closedAt(opportunity) });
  }
}

export function stageOf(opportunity: SampleOpportunity): string {
  return opportunity.steps[opportunity.steps.length - 1]!.stage;
}

/** When the opportunity entered its last stage. */
export function closedAt(opportunity: SampleOpportunity): number {
  return opportunity.steps.find((step) => step.stage === stageOf(opportunity))!.at;
}
