import { mkdirSync } from 'node:fs';
import { simulateLargeLead } from './large/large-lead.ts';
import { createLargeWorld, largeUsers } from './large/large-world.ts';
import { openTimeOrderedHistory } from './large/time-ordered-history.ts';
import { openCsvFile, type WrittenFile } from './parts/csv-file.ts';

export interface LargeOptions {
  /** Default 1. */
  seed?: number;
  /** Default 1,000,000. */
  leads?: number;
  /** History rows a lead on average, default 5. */
  historyPerLead?: number;
}

const leadHeaders = (
  'Id IsDeleted MasterRecordId FirstName LastName Company Title Email Country Industry NumberOfEmployees AnnualRevenue LeadSource Status ' +
  'OwnerId Lead_Score__c Motion__c Intent__c Rejection_Reason__c First_Touch_Date__c IsConverted ConvertedDate ConvertedAccountId ' +
  'ConvertedOpportunityId CreatedDate LastModifiedDate'
).split(' ');
const opportunityHeaders =
  'Id AccountId Name StageName Amount Probability CloseDate CreatedDate IsClosed IsWon LeadSource OwnerId Type Loss_Reason__c'.split(' ');
const userHeaders = 'Id Name Email Department Title IsActive TimeZoneSidKey Team__c'.split(' ');

/**
 * Writes Lead.csv (26 columns), LeadHistory.csv, Opportunity.csv and User.csv of a year, in Salesforce form and of any size, for
 * benchmarks. Streams: leads in order of creation, history in order of time. The same options give the same bytes.
 */
export function makeLarge(directory: string, options: LargeOptions = {}): WrittenFile[] {
  const { seed = 1, leads = 1_000_000, historyPerLead = 5 } = options;
  mkdirSync(directory, { recursive: true });
  const world = createLargeWorld(seed, leads);
  const leadFile = openCsvFile(directory, 'Lead.csv', leadHeaders);
  const opportunityFile = openCsvFile(directory, 'Opportunity.csv', opportunityHeaders);
  const history = openTimeOrderedHistory(directory, world);
  let historyRows = 0;
  for (let index = 0; index < leads; index++) {
    const budget = Math.round((index + 1) * historyPerLead) - historyRows;
    const lead = simulateLargeLead(world, index, budget, index === leads - 1);
    for (const change of lead.changes) history.add(index, change);
    historyRows += lead.changes.length;
    history.writeBefore(lead.createdAt);
    leadFile.line(lead.line);
    if (lead.opportunityLine !== null) opportunityFile.line(lead.opportunityLine);
  }
  const userFile = openCsvFile(directory, 'User.csv', userHeaders);
  for (const line of largeUsers(world)) userFile.line(line);
  return [leadFile.close(), history.close(), opportunityFile.close(), userFile.close()];
}
