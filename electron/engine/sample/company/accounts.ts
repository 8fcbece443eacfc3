import type { Random } from '#stats/random.ts';
import { chance, pick } from '../parts/draw.ts';
import { familyName, givenName } from '../parts/names.ts';
import type { Firm } from './market.ts';
import type { SampleCompany, SampleContact } from './records.ts';

const buyerTitles = ['CFO', 'Head of IT', 'Procurement Lead', 'Legal Counsel', 'VP Operations'];

/** The firm's account, opened at `at` unless it is there already; whoever came first owns it. */
export function addAccount(company: SampleCompany, firm: Firm, ownerId: string, at: number): void {
  const account = company.accounts.find((one) => one.firm === firm);
  if (account === undefined) company.accounts.push({ id: '', firm, ownerId, createdAt: at });
  else if (at < account.createdAt) Object.assign(account, { ownerId, createdAt: at });
}

interface Person {
  given: string;
  family: string;
  email: string;
  title: string;
}

export function addContact(company: SampleCompany, firm: Firm, person: Person, ownerId: string, at: number): SampleContact {
  const contact = {
    id: '',
    firm,
    givenName: person.given,
    familyName: person.family,
    email: person.email,
    title: person.title,
    ownerId,
    createdAt: at,
  };
  company.contacts.push(contact);
  return contact;
}

/** Somebody else at the firm who joins the buying. */
export function addColleague(company: SampleCompany, random: Random, firm: Firm, ownerId: string, at: number): SampleContact {
  const given = givenName(random);
  const family = familyName(random);
  const email = chance(random, 0.92) ? `${given}.${family}@${firm.domain}`.toLowerCase() : '';
  return addContact(company, firm, { given, family, email, title: pick(random, buyerTitles) }, ownerId, at);
}
