import fc from 'fast-check';
import { handoffFields } from '#criteria/catalog-defaults.ts';
import { canonicalFields, type FieldType } from '#domain/canonical-fields.ts';
import type { Cell, RowTable } from './extract-layout.ts';

const dayMs = 86_400_000;
export const epochMs = Date.UTC(2026, 2, 28, 22);
/** Few values, so that rules hit and miss alike; case, accents, sharp s, sigma, spaces, quotes and patterns' own characters among them. */
export const texts = [
  'VP Sales',
  'vp sales',
  ' Straße ',
  'STRASSE',
  'Ökonom',
  'ÖKONOM',
  'ΟΔΟΣ',
  'οδος',
  "O'Neil",
  '100%_x',
  '\\',
  'a"b',
  '',
  '  ',
];
export const emails = ['ann@Gmail.com', 'bob@ÖKO.de', 'nobody', 'x@y@gmail.COM', '@', 'z@'];
export const numbers = [0, 1, 5, 64.9, 65, 65.1, 1000, -3];
export const amounts = [0, 1, 100_050, 100_051, -250, 99_999_999];
/** Around midnights in Berlin, the change of clocks on 29 March 2026 included. */
export const moments = Array.from(
  { length: 40 },
  (_, i) => epochMs + Math.floor(i / 4) * (dayMs / 2) + ((i % 4) - 1) * 3_600_000 * (i % 3 === 0 ? 1 : 0.5) + (i % 5),
);
const salesforceId = (prefix: string, n: number) => `${prefix}00000000000${n}`;
/** 15- and 18-character forms of the same ids, ids of another system, and the empty one. */
const idPool = (prefix: string) => [salesforceId(prefix, 1), salesforceId(prefix, 2), `${prefix}-3`, `${prefix}4`];
const written = (id: string) => (id.length === 15 ? fc.constantFrom(id, `${id}AAA`) : fc.constant(id));
const reference = (prefix: string): fc.Arbitrary<Cell> =>
  fc.oneof(fc.constantFrom(...idPool(prefix), `${prefix}-gone`).chain(written), fc.constant(null));

const references: Record<string, string> = {
  leadId: '00Q',
  recordId: '00Q',
  contactId: '003',
  convertedContactId: '003',
  accountId: '001',
  convertedAccountId: '001',
  opportunityId: '006',
  convertedOpportunityId: '006',
  ownerId: '005',
  byId: '005',
};
const cellOf: Record<FieldType, fc.Arbitrary<Cell>> = {
  id: fc.constant(null),
  text: fc.constantFrom(...texts, null),
  number: fc.constantFrom(...numbers, null),
  money: fc.constantFrom(...amounts, null),
  time: fc.constantFrom(...moments, null),
  boolean: fc.constantFrom(true, false, null),
};

function cell(field: string, type: FieldType): fc.Arbitrary<Cell> {
  if (field === 'email') return fc.constantFrom(...emails, null);
  if (field === 'isDeleted') return fc.constantFrom(false, false, false, null, true);
  if (field === 'masterRecordId') return fc.constantFrom(null, null, null, null, '00Q9');
  return type === 'id' && references[field] ? reference(references[field]) : cellOf[type];
}

function tableOf(name: string, fields: Record<string, FieldType>, ids: string | null, most = 8): fc.Arbitrary<RowTable> {
  const row = fc.record(Object.fromEntries(Object.entries(fields).map(([field, type]) => [field, cell(field, type)])));
  if (ids === null)
    return fc
      .array(row, { maxLength: most })
      .map((rows) => ({ name, fields, rows: rows.map((one, i) => ({ ...one, id: `${name}${i}` })) }));
  return fc
    .tuple(fc.subarray(idPool(ids)), fc.array(row, { minLength: 4, maxLength: 4 }))
    .chain(([own, rows]) => fc.tuple(...own.map(written)).map((shown) => shown.map((id, i) => ({ ...rows[i], id }))))
    .map((rows) => ({ name, fields, rows }));
}

export type RandomExtract = Record<
  | 'leads'
  | 'contacts'
  | 'accounts'
  | 'opportunities'
  | 'campaignMembers'
  | 'activities'
  | 'leadHistory'
  | 'opportunityHistory'
  | 'opportunityContactRoles'
  | 'handoffs',
  RowTable
>;

export const customFields = { 'custom.Budget Status': 'text', 'custom.fit': 'number' } as const;

/** A small extract whose tables join in every way that rules can follow, dangling references included. */
export const randomExtract: fc.Arbitrary<RandomExtract> = fc.record({
  leads: tableOf('leads', { ...canonicalFields.leads, ...customFields }, '00Q'),
  contacts: tableOf('contacts', canonicalFields.contacts, '003'),
  accounts: tableOf('accounts', canonicalFields.accounts, '001'),
  opportunities: tableOf('opportunities', canonicalFields.opportunities, '006'),
  campaignMembers: tableOf('campaignMembers', canonicalFields.campaignMembers, null),
  activities: tableOf('activities', canonicalFields.activities, null),
  leadHistory: tableOf('leadHistory', canonicalFields.leadHistory, null),
  opportunityHistory: tableOf('opportunityHistory', canonicalFields.opportunityHistory, null),
  opportunityContactRoles: tableOf('opportunityContactRoles', canonicalFields.opportunityContactRoles, null, 4),
  handoffs: tableOf('handoffs', handoffFields, null, 6),
});
