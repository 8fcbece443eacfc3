import type { SampleCompany } from '../company/records.ts';
import { salesforceId } from '../parts/salesforce-id.ts';
import { dateTimeText } from '../parts/time-text.ts';
import type { AccountIds } from './account-ids.ts';
import { csvLine } from './csv-line.ts';
import { type RenderedFile, renderedFile } from './rendered-file.ts';

export function renderAccounts(company: SampleCompany, asOf: number): RenderedFile {
  const lines = company.accounts
    .filter((account) => account.createdAt < asOf)
    .map(({ id, firm, ownerId, createdAt }) => {
      const website = `https://www.${firm.domain}`;
      const values = [id, firm.name, website, firm.industry, firm.employees, firm.annualRevenue, firm.country, ownerId];
      return csvLine([...values, dateTimeText(createdAt)]);
    });
  return renderedFile('Account.csv', 'Id Name Website Industry NumberOfEmployees AnnualRevenue BillingCountry OwnerId CreatedDate', lines);
}

export function renderContacts(company: SampleCompany, accountIds: AccountIds, asOf: number): RenderedFile {
  const lines = company.contacts
    .filter((contact) => contact.createdAt < asOf)
    .map(({ id, firm, givenName, familyName, email, title, ownerId, createdAt }) =>
      csvLine([id, accountIds.get(firm) ?? '', givenName, familyName, email, title, ownerId, dateTimeText(createdAt)]),
    );
  return renderedFile('Contact.csv', 'Id AccountId FirstName LastName Email Title OwnerId CreatedDate', lines);
}

export function renderContactRoles(company: SampleCompany, asOf: number): RenderedFile {
  const lines: string[] = [];
  for (const { id, contacts } of company.opportunities.filter((one) => one.createdAt < asOf)) {
    contacts.forEach((contact, index) => {
      if (contact.createdAt >= asOf) return;
      const roleId = salesforceId('00K', lines.length + 1);
      lines.push(csvLine([roleId, id, contact.id, index === 0, index === 0 ? 'Business User' : 'Decision Maker']));
    });
  }
  return renderedFile('OpportunityContactRole.csv', 'Id OpportunityId ContactId IsPrimary Role', lines);
}

export function renderUsers(company: SampleCompany, asOf: number): RenderedFile {
  const lines = company.staff.users.map((user) => {
    const { id, name, email, department, title, managerId, timeZone, team } = user;
    return csvLine([id, name, email, department, title, managerId, user.leavesAt >= asOf, timeZone, team]);
  });
  return renderedFile('User.csv', 'Id Name Email Department Title ManagerId IsActive TimeZoneSidKey Team__c', lines);
}
