import type { SampleCompany } from '../company/records.ts';
import { salesforceId } from '../parts/salesforce-id.ts';
import { dateText, dateTimeText } from '../parts/time-text.ts';
import { amountText, csvLine } from './csv-line.ts';
import { type RenderedFile, renderedFile } from './rendered-file.ts';

export function renderCampaigns(company: SampleCompany, asOf: number): RenderedFile {
  const lines = company.campaigns
    .filter((campaign) => campaign.startsAt < asOf)
    .map(({ id, name, type, startsAt, endsAt, costCents }) => {
      const running = endsAt + 86_400 > asOf;
      const status = running ? 'In Progress' : 'Completed';
      return csvLine([id, name, type, status, dateText(startsAt), dateText(endsAt), amountText(costCents), running]);
    });
  return renderedFile('Campaign.csv', 'Id Name Type Status StartDate EndDate ActualCost IsActive', lines);
}

export function renderCampaignMembers(company: SampleCompany, asOf: number): RenderedFile {
  const lines: string[] = [];
  company.touches.forEach(({ campaign, lead, contact, status, responded, at }, index) => {
    if (at >= asOf || (lead !== null && lead.goneAt < asOf)) return;
    const when = dateTimeText(at);
    const id = salesforceId('00v', index + 1);
    lines.push(csvLine([id, campaign.id, lead?.id ?? '', contact?.id ?? '', status, responded, responded ? when : '', when]));
  });
  return renderedFile('CampaignMember.csv', 'Id CampaignId LeadId ContactId Status HasResponded FirstRespondedDate CreatedDate', lines);
}
