import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type MadeSample, makeSample, makeSecondExtract } from '#engine/sample/make-sample.ts';
import { type CsvRecord, readDistinct } from './read-csv.ts';

const root = mkdtempSync(join(tmpdir(), 'parley-second-'));
const first = join(root, 'first');
const second = join(root, 'second');
const options = { seed: 11, leads: 5000 };
let later: MadeSample;

beforeAll(() => {
  makeSample(first, options);
  later = makeSecondExtract(second, options);
});
afterAll(() => rmSync(root, { recursive: true }));

const byId = (directory: string, name: string) => new Map(readDistinct(directory, name).map((record) => [record.Id!, record]));
const asOfText = '2026-07-01T00:00:00.000+0000';

describe('makeSecondExtract', () => {
  it('loses exactly the leads that are gone, and adds the month', () => {
    const before = byId(first, 'Lead.csv');
    const after = byId(second, 'Lead.csv');
    const planned = (id: string) => id.startsWith('00Q5f1');
    const gone = [...before.keys()].filter((id) => !after.has(id) && !planned(id));
    expect(gone).toHaveLength(later.truth.leadFaults.gone);
    expect(gone.length).toBeGreaterThan(0);
    const fresh = [...after.values()].filter((lead) => !before.has(lead.Id!));
    expect(fresh).toHaveLength(Math.round(options.leads / 12));
    expect(fresh.every((lead) => lead.CreatedDate! >= asOfText)).toBe(true);
  });

  it('keeps every history row but those of gone leads, and holds back-dated ones that the first had not', () => {
    const before = byId(first, 'LeadHistory.csv');
    const after = byId(second, 'LeadHistory.csv');
    const leads = byId(second, 'Lead.csv');
    for (const [id, row] of before) if (leads.has(row.LeadId!)) expect(after.get(id)).toEqual(row);
    const backDated = [...after].filter(([id, row]) => !before.has(id) && row.CreatedDate! < asOfText);
    expect(backDated).toHaveLength(later.truth.leadFaults.backDated);
    expect(backDated.length).toBeGreaterThan(0);
    expect(backDated.every(([, row]) => row.NewValue === 'Accepted')).toBe(true);
  });

  it('changes sources after creation and amounts after closing', () => {
    const before = byId(first, 'Opportunity.csv');
    const both = [...byId(second, 'Opportunity.csv').values()].filter((one) => before.has(one.Id!) && /^[0-9.]+$/.test(one.Amount!));
    const was = (one: CsvRecord) => before.get(one.Id!)!;
    expect(both.filter((one) => one.LeadSource !== was(one).LeadSource)).toHaveLength(later.truth.opportunityFaults.overwrittenSource);
    const restated = both.filter((one) => was(one).IsWon === 'true' && one.Amount !== was(one).Amount);
    expect(restated.length).toBeGreaterThan(5);
    expect(restated.length).toBeLessThanOrEqual(later.truth.opportunityFaults.restatedAmount);
  });

  it('lets one rep leave, whose open leads pass on', () => {
    const { leaverId } = later.truth;
    expect(byId(first, 'User.csv').get(leaverId)!.IsActive).toBe('true');
    expect(byId(second, 'User.csv').get(leaverId)!.IsActive).toBe('false');
    const handed = [...byId(second, 'LeadHistory.csv').values()].filter((row) => row.Field === 'Owner' && row.OldValue === leaverId);
    expect(handed.length).toBeGreaterThan(10);
  });
});
