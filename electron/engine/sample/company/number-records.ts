import { salesforceId } from '../parts/salesforce-id.ts';
import type { SampleCompany } from './records.ts';

/** Puts the records that get made along the way in order of creation and gives them ids in that order. */
export function numberRecords(company: SampleCompany): void {
  const number = (records: { id: string; createdAt: number }[], keyPrefix: string) => {
    records.sort((a, b) => a.createdAt - b.createdAt);
    records.forEach((record, index) => {
      record.id = salesforceId(keyPrefix, index + 1);
    });
  };
  number(company.accounts, '001');
  number(company.contacts, '003');
  number(company.opportunities, '006');
  company.activities.sort((a, b) => a.createdAt - b.createdAt);
  company.touches.sort((a, b) => a.at - b.at);
}
