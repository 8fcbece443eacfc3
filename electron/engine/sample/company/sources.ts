export type Source = 'Demo Request' | 'Paid Search' | 'Webinar' | 'Content Syndication' | 'Partner Referral' | 'Sales Prospecting';
export type Motion = 'Inbound' | 'Outbound' | 'ABM' | 'Partner' | 'Expansion';
export type Intent = 'High' | 'Medium' | 'Low';

export interface SourceTraits {
  /** Effect on the odds of an opportunity, and points the score model gives for the source whatever it is worth. */
  quality: number;
  points: number;
  motions: Partial<Record<Motion, number>>;
  intents: Record<Intent, number>;
  /** Kind of campaign that brings such leads; null for sales' own. */
  campaignType: string | null;
  otherSpelling: string | null;
}

export const sourceShares: Record<Source, number> = {
  'Demo Request': 14,
  'Paid Search': 22,
  Webinar: 20,
  'Content Syndication': 21,
  'Partner Referral': 9,
  'Sales Prospecting': 14,
};

export const sourceTraits: Record<Source, SourceTraits> = {
  'Demo Request': {
    quality: 0.9,
    points: 13,
    motions: { Inbound: 88, Expansion: 12 },
    intents: { High: 86, Medium: 14, Low: 0 },
    campaignType: 'Website',
    otherSpelling: null,
  },
  'Paid Search': {
    quality: 0.1,
    points: 1,
    motions: { Inbound: 90, Expansion: 10 },
    intents: { High: 22, Medium: 48, Low: 30 },
    campaignType: 'Paid Search',
    otherSpelling: 'paid search',
  },
  Webinar: {
    quality: 0.2,
    points: 2,
    motions: { Inbound: 66, ABM: 26, Expansion: 8 },
    intents: { High: 8, Medium: 52, Low: 40 },
    campaignType: 'Webinar',
    otherSpelling: 'webinar',
  },
  'Content Syndication': {
    quality: -1.6,
    points: 23,
    motions: { Inbound: 92, ABM: 8 },
    intents: { High: 0, Medium: 22, Low: 78 },
    campaignType: 'Content Syndication',
    otherSpelling: null,
  },
  'Partner Referral': {
    quality: 0.7,
    points: 7,
    motions: { Partner: 100 },
    intents: { High: 30, Medium: 50, Low: 20 },
    campaignType: 'Partner',
    otherSpelling: null,
  },
  'Sales Prospecting': {
    quality: -0.1,
    points: -1,
    motions: { Outbound: 76, ABM: 24 },
    intents: { High: 0, Medium: 30, Low: 70 },
    campaignType: null,
    otherSpelling: null,
  },
};
