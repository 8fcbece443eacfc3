import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { fieldDictionary } from '#engine/extracts/field-dictionary.ts';
import { tablesAsOf } from '#engine/extracts/tables-as-of.ts';
import { parseMappings } from '#engine/import/parse-mapping.ts';
import { hasShared, importPaths, newWorkspace, rowsOf, sharedExtract } from './import-setup.ts';

const example = (name: string) => parseMappings(readFileSync(new URL(`../../../resources/mappings/${name}`, import.meta.url), 'utf8'));

function ifShared(name: string) {
  return hasShared(name) ? describe : describe.skip;
}

ifShared('sim-a')('the simulated year (skipped where ../shared/data/sim-a is absent)', () => {
  it('imports without a mapping file, to the row', async () => {
    const { workspace } = newWorkspace();
    const report = await importPaths(workspace, [sharedExtract('sim-a')], { asOfMs: Date.UTC(2026, 8, 26) });
    expect(Object.fromEntries(report.files.map((file) => [file.kind, file.accepted]))).toEqual({
      accounts: 341,
      campaigns: 24,
      campaignMembers: 3931,
      leads: 3060,
      leadHistory: 8255,
      opportunities: 341,
      opportunityHistory: 1056,
      activities: 4229,
      users: 14,
    });
    expect(report.files.every(({ rejected, duplicates }) => rejected === 0 && duplicates === 0)).toBe(true);
    const tables = tablesAsOf(workspace);
    expect(tables.asOfMs).toBe(Date.UTC(2026, 8, 26));
    const fields = new Map(rowsOf(tables.table('leadHistory')).map((row) => [row.field, row]));
    expect([...fields.keys()].sort()).toEqual(['ownerId', 'rejectionReason', 'score', 'status']);
    const functions = rowsOf(tables.table('users')).map((row) => row.function);
    expect([functions.filter((text) => text === 'sales').length, functions.filter((text) => text === 'marketing').length]).toEqual([13, 1]);
    const dictionary = fieldDictionary(workspace);
    expect(dictionary.find(({ kind, field }) => kind === 'leads' && field === 'score')).toMatchObject({
      headers: ['Lead_Score__c'],
      type: 'number',
      rows: 3060,
    });
    expect(dictionary.find(({ kind, field }) => kind === 'leads' && field === 'status')!.picklist).toEqual([
      { value: 'Open', count: 828 },
      { value: 'MQL', count: 747 },
      { value: 'Accepted', count: 581 },
      { value: 'Converted', count: 341 },
      { value: 'Rejected', count: 340 },
      { value: 'SQL', count: 183 },
      { value: 'Recycled', count: 40 },
    ]);
    expect(dictionary.find(({ kind, field }) => kind === 'activities' && field === 'leadId')!.headers).toEqual(['WhoId']);
  });
});

ifShared('salesforce-data-export-devorg')('a Data Export (skipped where ../shared/data is absent)', () => {
  it('imports without a mapping file and leaves tracked-field lists and cases alone', async () => {
    const { workspace } = newWorkspace();
    const report = await importPaths(workspace, [sharedExtract('salesforce-data-export-devorg')]);
    expect(Object.fromEntries(report.files.map((file) => [file.fileName, file.accepted]))).toEqual({
      'Account.csv': 12,
      'Campaign.csv': 4,
      'Contact.csv': 20,
      'Event.csv': 0,
      'Lead.csv': 22,
      'Opportunity.csv': 31,
      'OpportunityHistory.csv': 62,
    });
    expect(report.skipped.map(({ fileName }) => fileName)).toEqual(
      expect.arrayContaining(['FieldHistory.csv', 'CaseHistory2.csv', 'EntityHistory.csv', 'FeedFieldHistory.csv']),
    );
    expect(report.files.every(({ rejected }) => rejected === 0)).toBe(true);
    const tables = tablesAsOf(workspace);
    const opportunities = rowsOf(tables.table('opportunities'));
    expect(opportunities.every(({ campaignId, currency }) => campaignId === '' && currency === 'USD')).toBe(true);
    expect(tables.table('opportunities')!.column('closedAt')).toMatchObject({ dateOnly: true });
    expect(tables.stages('leads').get('closed - converted')).toBe('converted');
    expect(rowsOf(tables.table('opportunityHistory')).every(({ field }) => field === 'stage')).toBe(true);
  });
});

ifShared('olist-marketing-funnel')('a marketplace’s leads and sellers (skipped where ../shared/data is absent)', () => {
  it('import by two mappings', async () => {
    const { workspace } = newWorkspace({ timeZone: 'America/Sao_Paulo', currency: 'BRL' });
    const report = await importPaths(workspace, [sharedExtract('olist-marketing-funnel')], {
      mappings: example('qualified-leads-and-won-deals.json'),
    });
    expect(Object.fromEntries(report.files.map((file) => [file.kind, file.accepted]))).toEqual({ leads: 8000, opportunities: 842 });
    const tables = tablesAsOf(workspace);
    expect(tables.table('leads')!.column('qualifiedAt')).toMatchObject({ dateOnly: true });
    const leadIds = new Set(rowsOf(tables.table('leads')).map(({ id }) => id));
    const won = rowsOf(tables.table('opportunities'));
    expect(won.every(({ leadId, isWon }) => leadIds.has(leadId) && isWon === 'true')).toBe(true);
    expect(rowsOf(tables.table('leads')).filter(({ source }) => source === '').length).toBe(60 + 1099);
    expect(report.asOfMs).toBe(Date.UTC(2018, 10, 14, 18 + 2, 4, 19));
  });
});

ifShared('zoho-crm-sample')('a Zoho workspace (skipped where ../shared/data is absent)', () => {
  it('imports with the leads’ stages mapped', async () => {
    const { workspace } = newWorkspace();
    const report = await importPaths(workspace, [sharedExtract('zoho-crm-sample')], { mappings: example('zoho-leads.json') });
    const counts: Record<string, number> = {};
    for (const file of report.files) counts[file.kind] = (counts[file.kind] ?? 0) + file.accepted;
    expect(counts).toEqual({
      accounts: 2229,
      activities: 4100 + 2978 + 2978,
      campaignMembers: 3900,
      campaigns: 110,
      contacts: 1265,
      leads: 3900,
      opportunities: 3632,
      users: 11,
    });
    const tables = tablesAsOf(workspace);
    const userIds = new Set(rowsOf(tables.table('users')).map(({ id }) => id));
    expect(rowsOf(tables.table('leads')).every(({ ownerId }) => userIds.has(ownerId))).toBe(true);
    expect(rowsOf(tables.table('opportunities')).filter(({ isWon }) => isWon === 'true').length).toBe(1425);
    expect(rowsOf(tables.table('opportunities'))[0]).toMatchObject({ amount: '22700.00', leadId: '1832' });
    expect(rowsOf(tables.table('campaigns'))[0]).toMatchObject({ cost: '141560.00' });
    expect(rowsOf(tables.table('activities')).some(({ opportunityId }) => opportunityId === '0')).toBe(false);
  });
});

ifShared('salesforce-dataloader-fixtures')('Data Loader’s samples (skipped where ../shared/data is absent)', () => {
  it('ask for their encoding, and import once it is said', async () => {
    const { workspace } = newWorkspace();
    const folder = sharedExtract('salesforce-dataloader-fixtures/samples/data');
    await expect(importPaths(workspace, [folder])).rejects.toMatchObject({ code: 'E_ASK', message: expect.stringContaining('encoding') });
    const mappings = [{ kind: 'accounts' as const, columns: {}, encoding: 'iso-8859-1' as const }];
    const report = await importPaths(workspace, [`${folder}/accountData.csv`], { mappings });
    expect(report.files[0]).toMatchObject({ kind: 'accounts', accepted: report.files[0]!.rowsRead });
    const opportunities = await importPaths(workspace, [`${folder}/opportunityData.csv`]);
    expect(opportunities.files[0]).toMatchObject({ kind: 'opportunities', rejected: 0 });
    expect(rowsOf(tablesAsOf(workspace).table('opportunities'))[0]).toMatchObject({
      amount: '500000.00',
      isWon: 'true',
      closedAt: '2005-11-09T00:00:00.000Z',
    });
  });
});

ifShared('maven-crm-sales')('one pipeline with two spellings of dates (skipped where ../shared/data is absent)', () => {
  it('reads the same days from both', async () => {
    const days = [];
    for (const path of ['maven-crm-sales/sales_pipeline.csv', 'maven-crm-sales/original-iso-dates/sales_pipeline.csv']) {
      const { workspace } = newWorkspace();
      await importPaths(workspace, [sharedExtract(path)]);
      days.push(
        rowsOf(tablesAsOf(workspace).table('opportunities')).map(({ id, createdAt, closedAt, isWon }) => [id, createdAt, closedAt, isWon]),
      );
    }
    expect(days[0]).toHaveLength(8800);
    expect(days[0]).toEqual(days[1]);
  });
});
