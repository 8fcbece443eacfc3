import { chance } from '../parts/draw.ts';
import { addAccount, addContact } from './accounts.ts';
import { change, type LeadLife } from './lead-life.ts';
import { openOpportunity } from './opportunity-life.ts';
import type { User } from './staff.ts';

/** Converts a lead into account, contact and opportunity, and lives the opportunity to its end. */
export function convert(life: LeadLife, rep: User, at: number): void {
  const { lead, company, random } = life;
  change(life, at, 'Status', 'Converted', rep);
  addAccount(company, lead.firm, rep.id, at);
  lead.contact = addContact(
    company,
    lead.firm,
    { given: lead.givenName, family: lead.familyName, email: lead.email, title: lead.title },
    rep.id,
    at,
  );
  lead.convertedAt = at;
  lead.opportunity = openOpportunity(company, random, {
    firm: lead.firm,
    contacts: [lead.contact],
    source: lead.source,
    type: lead.motion === 'Expansion' ? 'Existing Business' : 'New Business',
    owner: rep,
    team: lead.team,
    createdAt: at,
    quality: life.quality,
    silent: rep === company.staff.silentRep || chance(random, 0.05),
    lead,
  });
}
