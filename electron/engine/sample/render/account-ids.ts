import type { Firm } from '../company/market.ts';
import type { SampleCompany } from '../company/records.ts';

/** The account of each firm that has one. */
export type AccountIds = ReadonlyMap<Firm, string>;

export function accountIdsOf(company: SampleCompany): AccountIds {
  return new Map(company.accounts.map(({ firm, id }) => [firm, id]));
}
