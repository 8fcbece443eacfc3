import type { Random } from '#stats/random.ts';
import { between, chance, pick } from '../parts/draw.ts';
import { salesforceId } from '../parts/salesforce-id.ts';
import type { Campaign, CampaignTouch, SampleCompany, SampleContact, SampleLead } from './records.ts';
import { type Source, sourceTraits } from './sources.ts';

const day = 86_400;
const types = ['Website', 'Paid Search', 'Webinar', 'Content Syndication', 'Partner', 'Field Event'];
const monthlyCosts: Record<string, number> = {
  Website: 3_000,
  'Paid Search': 26_000,
  Webinar: 9_000,
  'Content Syndication': 22_000,
  Partner: 7_000,
  'Field Event': 31_000,
};
const monthNames = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** One campaign a type and month, from July 2025 to July 2026. */
export function createCampaigns(random: Random): Campaign[] {
  const campaigns: Campaign[] = [];
  for (let month = 0; month < 13; month++) {
    const startsAt = Date.UTC(2025, 6 + month, 1) / 1000;
    const endsAt = Date.UTC(2025, 7 + month, 1) / 1000 - day;
    const label = `${monthNames[(6 + month) % 12]} ${2025 + Math.floor((6 + month) / 12)}`;
    for (const type of types) {
      const costCents = Math.round(monthlyCosts[type]! * between(random, 0.8, 1.25) * 100);
      campaigns.push({ id: salesforceId('701', campaigns.length + 1), name: `${type}: ${label}`, type, startsAt, endsAt, costCents });
    }
  }
  return campaigns;
}

function runningCampaign(campaigns: readonly Campaign[], type: string, at: number): Campaign | undefined {
  return campaigns.find((campaign) => campaign.type === type && at >= campaign.startsAt && at < campaign.endsAt + day);
}

/** Campaign memberships of a lead: the one that brought it, and later ones before and after it became a contact. */
export function touchLead(company: SampleCompany, random: Random, lead: SampleLead, source: Source): void {
  const type = sourceTraits[source].campaignType;
  if (type !== null) {
    const campaign = runningCampaign(company.campaigns, type, lead.createdAt);
    addTouch(company, random, campaign, lead, null, lead.createdAt - random.nextInt(600), true);
    if (lead.opportunity !== null && campaign !== undefined) lead.opportunity.campaignId = campaign.id;
  }
  if (chance(random, 0.3)) {
    const at = lead.createdAt + Math.round(between(random, 1, 60) * day);
    touchAgain(company, random, lead, at);
  }
  if (lead.opportunity !== null && chance(random, 0.45))
    touchAgain(company, random, lead, lead.convertedAt + Math.round(between(random, 1, 50) * day));
}

function touchAgain(company: SampleCompany, random: Random, lead: SampleLead, at: number): void {
  const campaign = runningCampaign(company.campaigns, pick(random, ['Webinar', 'Webinar', 'Field Event', 'Paid Search']), at);
  const contact = at >= lead.convertedAt ? lead.contact : null;
  addTouch(company, random, campaign, contact === null ? lead : null, contact, at, chance(random, 0.55));
}

function addTouch(
  company: SampleCompany,
  random: Random,
  campaign: Campaign | undefined,
  lead: SampleLead | null,
  contact: SampleContact | null,
  at: number,
  responded: boolean,
): void {
  if (campaign === undefined) return;
  const attends = campaign.type === 'Webinar' || campaign.type === 'Field Event';
  const status = responded ? (attends ? pick(random, ['Registered', 'Attended', 'Attended']) : 'Responded') : 'Sent';
  const touch: CampaignTouch = { campaign, lead, contact, status, responded, at };
  company.touches.push(touch);
}
