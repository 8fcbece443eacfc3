import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { makeLarge } from '#engine/sample/make-large.ts';
import { readCsv } from './read-csv.ts';

const root = mkdtempSync(join(tmpdir(), 'parley-large-'));
afterAll(() => rmSync(root, { recursive: true }));

describe('makeLarge', () => {
  const directory = join(root, 'one');
  const files = makeLarge(directory, { seed: 5, leads: 3000 });
  const leads = readCsv(directory, 'Lead.csv');
  const history = readCsv(directory, 'LeadHistory.csv');

  it('writes as many rows as asked: 26 columns a lead, five history rows a lead', () => {
    expect(files.map((file) => file.name)).toEqual(['Lead.csv', 'LeadHistory.csv', 'Opportunity.csv', 'User.csv']);
    expect(leads).toHaveLength(3000);
    expect(Object.keys(leads[0]!)).toHaveLength(26);
    expect(history).toHaveLength(15_000);
    expect(new Set(history.map((row) => row.Id)).size).toBe(15_000);
    for (const { name, bytes } of files) expect(readFileSync(join(directory, name)).length).toBe(bytes);
  });

  it('writes history in order of time, between creation and as-of, each field a chain that ends in the lead', () => {
    const times = history.map((row) => row.CreatedDate!);
    expect(times).toEqual([...times].sort());
    expect(times[times.length - 1]! < '2026-07-01').toBe(true);
    const columns: Record<string, string> = {
      Status: 'Status',
      Owner: 'OwnerId',
      Lead_Score__c: 'Lead_Score__c',
      Rejection_Reason__c: 'Rejection_Reason__c',
    };
    const byId = new Map(leads.map((lead) => [lead.Id!, lead]));
    for (const [key, rows] of Map.groupBy(history, (row) => `${row.LeadId} ${row.Field}`)) {
      const [id, field] = key.split(' ') as [string, string];
      rows.forEach((row, index) => {
        if (index > 0) expect(row.OldValue).toBe(rows[index - 1]!.NewValue);
      });
      expect(rows[0]!.CreatedDate! >= byId.get(id)!.CreatedDate!).toBe(true);
      expect(rows[rows.length - 1]!.NewValue).toBe(byId.get(id)![columns[field]!]);
    }
  });

  it('converts about fifteen of a hundred leads into opportunities that it writes', () => {
    const opportunities = readCsv(directory, 'Opportunity.csv');
    const converted = leads.filter((lead) => lead.IsConverted === 'true').map((lead) => lead.ConvertedOpportunityId);
    expect(opportunities.map((one) => one.Id)).toEqual(converted);
    expect(converted.length / leads.length).toBeGreaterThan(0.12);
    expect(converted.length / leads.length).toBeLessThan(0.18);
  });

  it('writes the same bytes again, and others for another seed', () => {
    makeLarge(join(root, 'two'), { seed: 5, leads: 3000 });
    makeLarge(join(root, 'three'), { seed: 6, leads: 3000 });
    for (const { name } of files) {
      const bytes = readFileSync(join(directory, name));
      expect(readFileSync(join(root, 'two', name)).equals(bytes), name).toBe(true);
      expect(readFileSync(join(root, 'three', name)).equals(bytes), name).toBe(false);
    }
  });
});
