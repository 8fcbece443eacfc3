import { createRandom, type Random } from '#stats/random.ts';
import { companyName, familyName, givenName } from '../parts/names.ts';
import { salesforceId } from '../parts/salesforce-id.ts';

/** Everything the leads of a large extract draw from. */
export interface LargeWorld {
  random: Random;
  leads: number;
  fromSeconds: number;
  asOfSeconds: number;
  givenNames: string[];
  familyNames: string[];
  companies: LargeCompany[];
  repIds: string[];
  queueIds: string[];
  /** Every text that a history row can hold, by code. */
  values: string[];
  codes: { status: Record<string, number>; reps: number; queues: number; scores: number; reasons: number };
}

export interface LargeCompany {
  name: string;
  domain: string;
  country: string;
  industry: string;
  employees: number;
  annualRevenue: number;
}

export const largeStatuses = ['Open', 'MQL', 'Accepted', 'Rejected', 'SQL', 'Recycled', 'Converted'];
export const largeReasons = ['Wrong Persona', 'Wrong Company Size', 'No Budget', 'Not Ready', 'Competitor', 'Duplicate', 'No Response'];
const countries = [
  'United States',
  'Canada',
  'United Kingdom',
  'Germany',
  'France',
  'Netherlands',
  'Spain',
  'Sweden',
  'Australia',
  'Japan',
];
const industries = [
  'Software',
  'Manufacturing',
  'Healthcare',
  'Financial Services',
  'Retail',
  'Logistics',
  'Education',
  'Energy',
  'Media',
  'Telecom',
];
const teams = ['AMER Commercial', 'AMER Enterprise', 'EMEA North', 'EMEA South', 'DACH', 'UKI', 'APAC', 'LATAM'];
const repCount = 120;
const highestScore = 100;

export function createLargeWorld(seed: number, leads: number): LargeWorld {
  const random = createRandom(seed);
  const repIds = Array.from({ length: repCount }, (_, index) => salesforceId('005', index + 1));
  const queueIds = Array.from({ length: 4 }, (_, index) => salesforceId('00G', index + 1));
  const scores = Array.from({ length: highestScore + 1 }, (_, score) => String(score));
  const values = ['', ...largeStatuses, ...repIds, ...queueIds, ...scores, ...largeReasons];
  const repsFrom = 1 + largeStatuses.length;
  return {
    random,
    leads,
    fromSeconds: Date.UTC(2025, 6, 1) / 1000,
    asOfSeconds: Date.UTC(2026, 6, 1) / 1000,
    givenNames: Array.from({ length: 800 }, () => givenName(random)),
    familyNames: Array.from({ length: 1600 }, () => familyName(random)),
    companies: Array.from({ length: Math.max(50, Math.round(leads / 12)) }, (_, index) => createCompany(random, index)),
    repIds,
    queueIds,
    values,
    codes: {
      status: Object.fromEntries(largeStatuses.map((status, index) => [status, index + 1])),
      reps: repsFrom,
      queues: repsFrom + repCount,
      scores: repsFrom + repCount + queueIds.length,
      reasons: repsFrom + repCount + queueIds.length + scores.length,
    },
  };
}

function createCompany(random: Random, index: number): LargeCompany {
  const employees = Math.round(8 * Math.exp(7 * random.nextUniform() * random.nextUniform() + random.nextUniform()));
  return {
    name: `${companyName(random)} ${index}`,
    domain: `c${index.toString(36)}.example.com`,
    country: countries[Math.floor(random.nextUniform() ** 2 * countries.length)]!,
    industry: industries[random.nextInt(industries.length)]!,
    employees,
    annualRevenue: employees * (90 + random.nextInt(120)) * 1000,
  };
}

/** Lines of User.csv: the reps, their teams, and the automation user. */
export function largeUsers(world: LargeWorld): string[] {
  const reps = world.repIds.map((id, index) => {
    const given = world.givenNames[index]!;
    const family = world.familyNames[index]!;
    const email = `${given}.${family}.${index}@example.org`.toLowerCase();
    return `"${id}","${given} ${family}","${email}","Sales","Account Executive","true","UTC","${teams[index % teams.length]}"`;
  });
  return [...reps, `"${salesforceId('005', 900)}","Marketing Automation","automation@example.org","Marketing","System","true","UTC",""`];
}
