import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type MadeSample, makeSample } from '#engine/sample/make-sample.ts';
import { type CsvRecord, readCsv, readDistinct } from './read-csv.ts';

const root = mkdtempSync(join(tmpdir(), 'parley-sample-'));
const directory = join(root, 'first');
const options = { seed: 7, leads: 6000 };
let made: MadeSample;
let leads: CsvRecord[];
let history: CsvRecord[];
let historyByLead: Map<string, CsvRecord[]>;
let opportunities: CsvRecord[];

beforeAll(() => {
  made = makeSample(directory, options);
  leads = readDistinct(directory, 'Lead.csv').filter((lead) => !lead.CreatedDate!.startsWith('2026-02-30'));
  history = readDistinct(directory, 'LeadHistory.csv');
  historyByLead = Map.groupBy(history, (row) => row.LeadId!);
  opportunities = readDistinct(directory, 'Opportunity.csv').filter((one) => one.Amount !== 'to be agreed');
});
afterAll(() => rmSync(root, { recursive: true }));

function digest(folder: string): string {
  const hash = createHash('sha256');
  for (const name of readdirSync(folder).sort()) hash.update(name).update(readFileSync(join(folder, name)));
  return hash.digest('hex');
}

const historyOf = (id: string, field: string) => (historyByLead.get(id) ?? []).filter((row) => row.Field === field);
const milliseconds = (text: string) => Date.parse(text.replace('+0000', 'Z'));

describe('makeSample', () => {
  it('writes the same bytes in another process, zone and locale', () => {
    const again = join(root, 'again');
    const source = `import { makeSample } from '#engine/sample/make-sample.ts'; makeSample(${JSON.stringify(again)}, ${JSON.stringify(options)});`;
    execFileSync(process.execPath, ['--input-type=module', '-e', source], {
      cwd: new URL('../../..', import.meta.url),
      env: { ...process.env, TZ: 'Asia/Kathmandu', LC_ALL: 'tr_TR.UTF-8' },
    });
    expect(digest(again)).toBe(digest(directory));
  });

  it('writes other bytes for another seed', () => {
    const other = join(root, 'other');
    makeSample(other, { ...options, seed: 8 });
    expect(digest(other)).not.toBe(digest(directory));
  });

  it('writes what it says it wrote', () => {
    for (const { name, bytes, rows } of made.files) {
      const text = readFileSync(join(directory, name));
      expect(text.length, name).toBe(bytes);
      expect(text.toString().split('\n').length, name).toBe(rows + 2);
    }
    expect(leads).toHaveLength(options.leads);
  });

  it('names nobody: every address is of an example domain', () => {
    for (const name of ['Lead.csv', 'Contact.csv', 'User.csv']) {
      for (const { Email } of readCsv(directory, name))
        expect(Email === '' || /@([a-z0-9]+\.)?example\.(com|org)$/.test(Email!), Email).toBe(true);
    }
  });

  it('chains every history: old value is the value before, the last new value is the one in the record', () => {
    const columns: Record<string, string> = {
      Status: 'Status',
      Owner: 'OwnerId',
      Lead_Score__c: 'Lead_Score__c',
      Rejection_Reason__c: 'Rejection_Reason__c',
    };
    let chains = 0;
    for (const lead of leads) {
      for (const [field, column] of Object.entries(columns)) {
        const rows = historyOf(lead.Id!, field);
        rows.forEach((row, index) => {
          if (index > 0) {
            expect(row.OldValue).toBe(rows[index - 1]!.NewValue);
            expect(milliseconds(row.CreatedDate!)).toBeGreaterThanOrEqual(milliseconds(rows[index - 1]!.CreatedDate!));
          }
          expect(row.NewValue).not.toBe(row.OldValue);
        });
        if (rows.length > 0) expect(rows[rows.length - 1]!.NewValue).toBe(lead[column]);
        chains += rows.length;
      }
    }
    expect(chains).toBe(history.length);
  });

  it('keeps every reference inside the extract and every time between creation and as-of', () => {
    const ids = (name: string) => new Set(readCsv(directory, name).map((record) => record.Id!));
    const [accounts, contacts, users] = [ids('Account.csv'), ids('Contact.csv'), ids('User.csv')];
    const opportunityIds = new Set(opportunities.map((one) => one.Id!));
    const createdAt = new Map(leads.map((lead) => [lead.Id!, milliseconds(lead.CreatedDate!)]));
    const asOf = milliseconds(made.truth.asOf);
    for (const lead of leads) {
      expect(lead.OwnerId!.startsWith('00G') || users.has(lead.OwnerId!)).toBe(true);
      if (lead.IsConverted !== 'true') continue;
      expect(accounts.has(lead.ConvertedAccountId!)).toBe(true);
      expect(contacts.has(lead.ConvertedContactId!)).toBe(true);
      expect(opportunityIds.has(lead.ConvertedOpportunityId!)).toBe(true);
    }
    for (const row of history) {
      expect(users.has(row.CreatedById!)).toBe(true);
      expect(milliseconds(row.CreatedDate!)).toBeGreaterThanOrEqual(createdAt.get(row.LeadId!)!);
      expect(milliseconds(row.CreatedDate!)).toBeLessThan(asOf);
    }
    for (const one of opportunities) expect(accounts.has(one.AccountId!)).toBe(true);
    for (const task of readDistinct(directory, 'Task.csv')) {
      expect(createdAt.has(task.WhoId!) || contacts.has(task.WhoId!)).toBe(true);
      expect(task.WhatId === '' || opportunityIds.has(task.WhatId!)).toBe(true);
    }
    for (const role of readCsv(directory, 'OpportunityContactRole.csv')) expect(contacts.has(role.ContactId!)).toBe(true);
  });
});

describe('the truth of a sample, counted again from its files', () => {
  it('hygiene', () => {
    const { leadFaults, opportunityFaults, identicalRows, brokenRows } = made.truth;
    expect(leads.filter((lead) => lead.LeadSource === '')).toHaveLength(leadFaults.missingSource);
    expect(leads.filter((lead) => ['paid search', 'webinar'].includes(lead.LeadSource!))).toHaveLength(leadFaults.sourceSpelling);
    expect(leads.filter((lead) => lead.FirstName === 'Test')).toHaveLength(leadFaults.testLead);
    expect(leads.filter((lead) => lead.IsDeleted === 'true')).toHaveLength(leadFaults.deleted + leadFaults.merged);
    expect(leads.filter((lead) => lead.MasterRecordId !== '')).toHaveLength(leadFaults.merged);
    const emails = new Set<string>();
    const repeated = leads.filter((lead) => emails.size === emails.add(lead.Email!).size);
    expect(repeated.length).toBeGreaterThanOrEqual(leadFaults.duplicatePerson);
    for (const name of ['Lead.csv', 'Task.csv']) {
      const lines = readFileSync(join(directory, name), 'utf8').split('\n');
      expect(lines.length - new Set(lines).size, name).toBe(identicalRows[name] ?? 0);
    }
    expect(brokenRows).toEqual({ 'Lead.csv': ['raggedRow', 'badDate'], 'Opportunity.csv': ['badNumber'], 'Task.csv': ['raggedRow'] });
    const impossible = opportunities.filter((one) => one.IsClosed === 'true' && one.CloseDate! < one.CreatedDate!.slice(0, 10));
    expect(impossible).toHaveLength(opportunityFaults.closedBeforeCreated);
    expect(opportunityFaults.closedBeforeCreated).toBeGreaterThan(0);
    expect(opportunityFaults.closedBeforeContact).toBeGreaterThan(0);
  });

  it('rejections', () => {
    const { leadFaults } = made.truth;
    const rejections = history.filter((row) => row.NewValue === 'Rejected');
    const rejectedLeads = new Set(rejections.map((row) => row.LeadId));
    expect(rejectedLeads.size).toBe(leadFaults.rejected);
    const byId = new Map(leads.map((lead) => [lead.Id!, lead]));
    const reasonsGiven = history.filter((row) => row.Field === 'Rejection_Reason__c' && row.NewValue === 'Wrong Company Size');
    const employees = (row: CsvRecord) =>
      Number(byId.get(row.LeadId!)!.AnnualRevenue) > 0 && Number(byId.get(row.LeadId!)!.NumberOfEmployees || 'NaN');
    const contradicted = new Set(
      reasonsGiven.filter((row) => Number(employees(row)) >= 50 && Number(employees(row)) <= 5000).map((row) => row.LeadId),
    );
    const blankSizes = reasonsGiven.filter((row) => byId.get(row.LeadId!)!.NumberOfEmployees === '').length;
    expect(contradicted.size).toBeLessThanOrEqual(leadFaults.contradictedRejection);
    expect(contradicted.size + blankSizes).toBeGreaterThanOrEqual(leadFaults.contradictedRejection);
    const codeless = new Set(
      rejections
        .filter((row) => !historyOf(row.LeadId!, 'Rejection_Reason__c').some((one) => one.CreatedDate === row.CreatedDate))
        .map((row) => row.LeadId),
    );
    expect(codeless.size).toBe(leadFaults.codelessRejection);
  });

  it('scores and stamps', () => {
    const { leadFaults, qualificationThreshold } = made.truth;
    let below = 0;
    for (const lead of leads) {
      const statuses = historyOf(lead.Id!, 'Status');
      const created = (statuses[0]?.OldValue ?? lead.Status) === 'MQL';
      const stamp = created ? lead.CreatedDate! : statuses.find((row) => row.OldValue === 'Open' && row.NewValue === 'MQL')?.CreatedDate;
      if (stamp === undefined) continue;
      const scores = historyOf(lead.Id!, 'Lead_Score__c');
      const before = scores.filter((row) => row.CreatedDate! <= stamp).pop();
      if (Number(before?.NewValue ?? scores[0]?.OldValue ?? lead.Lead_Score__c) < qualificationThreshold) below++;
    }
    expect(below).toBe(leadFaults.belowThreshold);
  });

  it('reported pipeline, to the cent', () => {
    const claims = readCsv(directory, 'ReportedPipeline.csv');
    for (const [reporter, side] of [
      ['Marketing', made.truth.reported.marketing],
      ['Sales', made.truth.reported.sales],
    ] as const) {
      const rows = claims.filter((claim) => claim.Reporter === reporter);
      expect(rows).toHaveLength(side.rows);
      expect(rows.reduce((sum, row) => sum + Math.round(Number(row.Amount) * 100), 0)).toBe(side.totalCents);
    }
    const marketing = claims.filter((claim) => claim.Reporter === 'Marketing').map((claim) => claim['Opportunity Id']!);
    expect(marketing.length - new Set(marketing).size).toBe(made.truth.reported.differences.duplicate);
    const known = new Set(opportunities.map((one) => one.Id));
    expect(marketing.filter((id) => !known.has(id))).toHaveLength(made.truth.reported.differences.missingRecord);
  });
});

describe('the story of a sample', () => {
  it('qualifies about two leads of three, and an opportunity comes from one handoff in seven', () => {
    const qualified = new Set(history.filter((row) => row.NewValue === 'MQL').map((row) => row.LeadId));
    for (const lead of leads) if (lead.Status === 'MQL' || historyOf(lead.Id!, 'Status')[0]?.OldValue === 'MQL') qualified.add(lead.Id);
    const share = qualified.size / leads.length;
    expect(share).toBeGreaterThan(0.58);
    expect(share).toBeLessThan(0.72);
    const converted = leads.filter((lead) => lead.IsConverted === 'true').length / qualified.size;
    expect(converted).toBeGreaterThan(0.12);
    expect(converted).toBeLessThan(0.2);
    const closed = opportunities.filter((one) => one.IsClosed === 'true');
    const won = closed.filter((one) => one.IsWon === 'true').length / closed.length;
    expect(won).toBeGreaterThan(0.25);
    expect(won).toBeLessThan(0.4);
  });

  it('rejects above the alarm in the two months of the spike and well below it around them', () => {
    const rate = (month: string) => {
      const stamped = history.filter((row) => row.NewValue === 'MQL' && row.CreatedDate!.startsWith(month));
      const rejected = stamped.filter((row) =>
        historyOf(row.LeadId!, 'Status').some((one) => one.NewValue === 'Rejected' && one.CreatedDate! >= row.CreatedDate!),
      );
      return rejected.length / stamped.length;
    };
    expect(made.truth.rejectionSpike.months.map(rate).every((one) => one > 0.35)).toBe(true);
    expect(['2026-01', '2026-02', '2026-05'].map(rate).every((one) => one < 0.3)).toBe(true);
  });

  it('scores that promise most keep least: content syndication', () => {
    const converted = (rows: CsvRecord[]) => rows.filter((lead) => lead.IsConverted === 'true').length / rows.length;
    const inflated = leads.filter((lead) => lead.LeadSource === made.truth.scoreModel.inflatedSource && Number(lead.Lead_Score__c) >= 70);
    const others = leads.filter((lead) => lead.LeadSource === 'Demo Request' && Number(lead.Lead_Score__c) >= 60);
    expect(converted(inflated)).toBeLessThan(converted(others) / 3);
  });

  it('leaves the silent rep without a single activity', () => {
    const { silentRepId } = made.truth;
    for (const name of ['Task.csv', 'Event.csv'])
      expect(readCsv(directory, name).filter((one) => one.OwnerId === silentRepId)).toHaveLength(0);
    expect(leads.filter((lead) => lead.OwnerId === silentRepId).length).toBeGreaterThan(50);
  });

  it('is made for small and empty companies too', () => {
    for (const count of [0, 1, 40]) {
      const sample = makeSample(join(root, `small-${count}`), { seed: 3, leads: count });
      expect(sample.truth.leads).toBe(count);
    }
  });
});
