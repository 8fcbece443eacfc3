import type { Random } from '#stats/random.ts';
import { around, between, chance, pick, pickWeighted } from '../parts/draw.ts';
import { companyName } from '../parts/names.ts';
import type { Region } from './staff.ts';

/** A company that leads work for, whether the CRM has an account for it or not. */
export interface Firm {
  index: number;
  name: string;
  domain: string;
  country: string;
  region: Region;
  industry: string;
  employees: number;
  annualRevenue: number;
  /** How well the firm fits what the company sells, about −1 to 1. */
  fit: number;
}

const countryShares = {
  'United States': 42,
  Canada: 9,
  'United Kingdom': 12,
  Germany: 12,
  France: 7,
  Netherlands: 4,
  Australia: 8,
  Singapore: 6,
};
const regions: Record<keyof typeof countryShares, Region> = {
  'United States': 'AMER',
  Canada: 'AMER',
  'United Kingdom': 'EMEA',
  Germany: 'EMEA',
  France: 'EMEA',
  Netherlands: 'EMEA',
  Australia: 'APAC',
  Singapore: 'APAC',
};
const industryFits = {
  Software: 0.35,
  'Financial Services': 0.3,
  Healthcare: 0.1,
  'Logistics & Transport': 0.15,
  Manufacturing: 0,
  'Retail, Wholesale': -0.25,
  Education: -0.45,
  'Public Sector': -0.4,
};
const industries = Object.keys(industryFits) as (keyof typeof industryFits)[];
const oddNameParts = [', Inc.', ', Ltd.', ' "North"', ' Zürich', ' Málaga', ' & Söhne'];

export function createFirm(random: Random, index: number): Firm {
  const country = pickWeighted(random, countryShares);
  const industry = pick(random, industries);
  const size = pickWeighted(random, { small: 24, middle: 54, large: 17, huge: 5 });
  const medians = { small: 22, middle: 240, large: 1900, huge: 11_000 };
  const employees = Math.max(2, Math.round(around(random, medians[size], 0.55)));
  const name = companyName(random) + (chance(random, 0.08) ? pick(random, oddNameParts) : '');
  const slug = name
    .split(' ')[0]!
    .toLowerCase()
    .replace(/[^a-z]/g, '');
  return {
    index,
    name,
    domain: `${slug}${index}.example.com`,
    country,
    region: regions[country],
    industry,
    employees,
    annualRevenue: Math.round((employees * between(random, 90, 260)) / 5) * 5000,
    fit: industryFits[industry] + (meetsSize(employees) ? 0.35 : -0.6),
  };
}

/** The size clause of the ideal customer profile. */
export function meetsSize(employees: number): boolean {
  return employees >= 50 && employees <= 5000;
}
