import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkExtracts } from '#engine/extracts/extract-digest.ts';
import { listExtracts } from '#engine/extracts/list-extracts.ts';
import { listRejects } from '#engine/extracts/list-rejects.ts';
import { tablesAsOf } from '#engine/extracts/tables-as-of.ts';
import { expectCode } from '../workspace/workspace-setup.ts';
import { importPaths, leadCsv, newWorkspace, rowsOf, writeFiles } from './import-setup.ts';

describe('importing Salesforce files', () => {
  it('gives canonical fields, keeps ids as exported, and flags deleted and merged rows', async () => {
    const { workspace, folder } = newWorkspace();
    const report = await importPaths(workspace, [writeFiles(folder, { 'Lead.csv': leadCsv })]);
    expect(report).toMatchObject({
      outcome: 'imported',
      asOfOrigin: 'newestEvent',
      asOfMs: Date.UTC(2026, 1, 2),
      files: [{ kind: 'leads', rowsRead: 3, accepted: 3, rejected: 0, duplicates: 0, deleted: 2 }],
    });
    expect(report.files[0]!.stageValues).toEqual([
      { value: 'MQL', count: 1, stage: 'qualified' },
      { value: 'Open', count: 1, stage: 'new' },
      { value: 'Weird', count: 1, stage: '' },
    ]);
    const tables = tablesAsOf(workspace);
    const rows = rowsOf(tables.table('leads'));
    expect(rows.map((row) => row.isDeleted)).toEqual(['false', 'true', 'true']);
    expect(rows[0]).toMatchObject({
      id: '00Q000000000001EAA',
      source: 'Webinar',
      score: '71',
      'custom.budgetStatus': 'approved',
      createdAt: '2026-01-05T10:00:00.000Z',
    });
    expect([...tables.stages('leads')]).toEqual([
      ['mql', 'qualified'],
      ['open', 'new'],
    ]);
    expect(tables.extracts).toMatchObject([
      { id: report.extractId, kind: 'leads', fileName: 'Lead.csv', fileSha256: report.files[0]!.sha256 },
    ]);
  });

  it('names history fields as the record does, by the mapping of the same import too', async () => {
    const { workspace, folder } = newWorkspace();
    const extract = writeFiles(folder, {
      'Lead.csv':
        'Id,Status,Heat__c,CreatedDate,SystemModstamp,OwnerId\n00Q000000000001EAA,MQL,5,2026-01-01 10:00:00,2026-01-01 10:00:00,005000000000001AAA\n',
      'LeadHistory.csv':
        'Id,LeadId,CreatedById,CreatedDate,Field,OldValue,NewValue\n' +
        '017000000000001AAA,00Q000000000001,005000000000001AAA,2026-01-02 10:00:00,Status,Open,MQL\n' +
        '017000000000002AAA,00Q000000000001,005000000000001AAA,2026-01-02 11:00:00,Owner,Queue,Rep\n' +
        '017000000000003AAA,00Q000000000001,005000000000001AAA,2026-01-02 12:00:00,Heat__c,1,5\n' +
        '017000000000004AAA,00Q000000000001,005000000000001AAA,2026-01-02 13:00:00,leadConverted,,\n',
    });
    await importPaths(workspace, [extract], { mappings: [{ kind: 'leads', columns: { Heat__c: 'score' } }] });
    expect(rowsOf(tablesAsOf(workspace).table('leadHistory')).map((row) => row.field)).toEqual([
      'status',
      'ownerId',
      'score',
      'leadConverted',
    ]);
  });

  it('sends activities to the record that Who and What name, and finds their time', async () => {
    const { workspace, folder } = newWorkspace();
    const task = [
      'Id,WhoId,WhatId,Subject,ActivityDate,Status,Type,CallType,TaskSubtype,CreatedDate,CompletedDateTime,OwnerId',
      '00T000000000001AAA,00Q000000000001EAA,,Call,2026-01-05,Completed,Call,Outbound,Call,2026-01-05T08:00:00Z,2026-01-05T09:30:00Z,005000000000001AAA',
      '00T000000000002AAA,003000000000001AAA,006000000000001AAA,Mail,2026-01-06,Completed,,,Email,2026-01-06T08:00:00Z,,005000000000001AAA',
      '00T000000000003AAA,,001000000000001AAA,Later,2026-03-06,Not Started,,,Task,2026-01-07T08:00:00Z,,005000000000001AAA',
      '00T000000000004AAA,00Q000000000001EAA,a0X000000000001AAA,List Email: News,2026-01-08,Completed,,,ListEmail,2026-01-08T08:00:00Z,,005000000000001AAA',
    ].join('\n');
    const event =
      'Id,WhoId,WhatId,Subject,ActivityDateTime,ActivityDate,OwnerId,Type,CreatedDate\n00U000000000001AAA,00Q000000000001EAA,,Demo,2026-01-09T15:00:00Z,2026-01-09,005000000000001AAA,,2026-01-02T08:00:00Z\n';
    const report = await importPaths(workspace, [writeFiles(folder, { 'Task.csv': task, 'Event.csv': event })]);
    const rows = rowsOf(tablesAsOf(workspace).table('activities'));
    const byId = new Map(rows.map((row) => [row.id, row]));
    expect(byId.get('00T000000000001AAA')).toMatchObject({
      leadId: '00Q000000000001EAA',
      at: '2026-01-05T09:30:00.000Z',
      isCompleted: 'true',
      isAutomated: 'false',
      direction: 'Outbound',
      'custom.whatId': '',
    });
    expect(byId.get('00T000000000002AAA')).toMatchObject({
      contactId: '003000000000001AAA',
      opportunityId: '006000000000001AAA',
      at: '2026-01-06T08:00:00.000Z',
      type: 'Email',
    });
    expect(byId.get('00T000000000003AAA')).toMatchObject({
      accountId: '001000000000001AAA',
      at: '2026-03-06T00:00:00.000Z',
      isCompleted: 'false',
    });
    expect(byId.get('00T000000000004AAA')).toMatchObject({
      type: 'List Email',
      isAutomated: 'true',
      'custom.whatId': 'a0X000000000001AAA',
    });
    expect(byId.get('00U000000000001AAA')).toMatchObject({ type: 'Meeting', at: '2026-01-09T15:00:00.000Z', isCompleted: 'true' });
    expect(report.asOfMs).toBe(Date.UTC(2026, 0, 8, 8));
  });

  it('reads users’ functions from departments, and the mapping’s words first', async () => {
    const { workspace, folder } = newWorkspace();
    const users =
      'Id,Name,Department,IsActive,TimeZoneSidKey\n005000000000001AAA,A,Sales EMEA,true,UTC\n005000000000002AAA,B,Demand Generation,true,UTC\n005000000000003AAA,C,Vertrieb,true,UTC\n005000000000004AAA,D,Legal,true,UTC\n';
    const options = { asOfMs: 0, mappings: [{ kind: 'users' as const, columns: {}, functions: { vertrieb: 'sales' } }] };
    await importPaths(workspace, [writeFiles(folder, { 'User.csv': users })], options);
    expect(rowsOf(tablesAsOf(workspace).table('users')).map((row) => row.function)).toEqual(['sales', 'marketing', 'sales', '']);
  });

  it('reads Data Export dates as days of the workspace’s zone and empty lookups as empty', async () => {
    const { workspace, folder } = newWorkspace({ timeZone: 'America/New_York', currency: 'USD' });
    const opportunities = [
      '"Id","IsDeleted","AccountId","Name","StageName","Amount","CloseDate","CampaignId","IsClosed","IsWon","OwnerId","CreatedDate","SystemModstamp"',
      '"006000000000001AAA","0","001000000000001AAA","One","Closed Won","15000","2026-01-22 00:00:00","000000000000000AAA","1","1","005000000000001AAA","2026-01-01 17:16:45","2026-01-23 10:00:00"',
      '"006000000000002AAA","0","","Two","Prospecting","","2026-02-22 00:00:00","701000000000001AAA","0","0","005000000000001AAA","2026-01-02 17:16:45","2026-01-23 10:00:00"',
    ].join('\n');
    await importPaths(workspace, [writeFiles(folder, { 'Opportunity.csv': opportunities })]);
    const table = tablesAsOf(workspace).table('opportunities')!;
    expect(table.column('closedAt')).toMatchObject({ kind: 'time', dateOnly: true });
    expect(rowsOf(table)[0]).toMatchObject({
      campaignId: '',
      closedAt: '2026-01-22T05:00:00.000Z',
      createdAt: '2026-01-01T17:16:45.000Z',
      amount: '15000.00',
      currency: 'USD',
    });
    expect(rowsOf(table)[1]).toMatchObject({ accountId: '', amount: '', campaignId: '701000000000001AAA' });
  });

  it('finds the same record under ids of 15 and 18 characters in one file', async () => {
    const { workspace, folder } = newWorkspace();
    const leads = [
      'Id,LastName,Status,CreatedDate,OwnerId',
      '00Q000000000001EAA,One,Open,2026-01-01T00:00:00Z,005000000000001AAA',
      '00Q000000000001,One,Open,2026-01-01T00:00:00Z,005000000000001AAA',
      '00Q00000000000B,Two,Open,2026-01-01T00:00:00Z,005000000000001AAA',
      '00Q00000000000b,Three,Open,2026-01-01T00:00:00Z,005000000000001AAA',
      '00Q00000000000BEAQ,Two,MQL,2026-01-01T00:00:00Z,005000000000001AAA',
    ].join('\n');
    const report = await importPaths(workspace, [writeFiles(folder, { 'Lead.csv': leads })]);
    expect(report.files[0]).toMatchObject({ rowsRead: 5, accepted: 3, duplicates: 1, rejected: 1 });
    expect(rowsOf(tablesAsOf(workspace).table('leads')).map((row) => row.lastName)).toEqual(['One', 'Two', 'Three']);
    expect(listRejects(workspace).rejects).toMatchObject([{ code: 'duplicateId', header: 'Id' }]);
  });
});

describe('importing other exports', () => {
  it('unpivots stage dates of HubSpot deals and maps its contact labels', async () => {
    const { workspace, folder } = newWorkspace();
    const extract = writeFiles(folder, {
      'all-deals.csv':
        'deal_id,deal_name,is_closed,is_closed_won,amount,create_date,currency,hubspot_company_id,date_entered_pitching,date_entered_closed_won\n' +
        '1,One,True,True,100,2026-01-01 00:00:01,EUR,7,2026-01-02 00:00:01,2026-01-05 00:00:01\n2,Two,False,False,,2026-01-01 00:00:01,EUR,8;9,,\n',
      'contacts.csv':
        'Record ID,Email,Lifecycle Stage,Contact owner,Became a Marketing Qualified Lead Date,Create Date,Country/Region\n' +
        '11,x@example.com,marketingqualifiedlead,Ann,2026-01-03 09:00,2026-01-02 09:00,Peru\n',
    });
    const report = await importPaths(workspace, [extract]);
    expect(report.files.map(({ kind, unpivoted }) => [kind, unpivoted])).toEqual([
      ['opportunities', 2],
      ['contacts', 0],
    ]);
    const tables = tablesAsOf(workspace);
    expect(rowsOf(tables.table('opportunityHistory'))).toEqual([
      { recordId: '1', field: 'stage', to: 'pitching', at: '2026-01-02T00:00:01.000Z' },
      { recordId: '1', field: 'stage', to: 'closed won', at: '2026-01-05T00:00:01.000Z' },
    ]);
    expect(rowsOf(tables.table('opportunities')).map((row) => row.accountId)).toEqual(['7', '8']);
    expect(report.warnings.join()).toContain('several ids in accountId');
    expect(rowsOf(tables.table('contacts'))[0]).toMatchObject({ id: '11', qualifiedAt: '2026-01-03T09:00:00.000Z', country: 'Peru' });
    expect([...tables.stages('contacts')]).toEqual([['marketingqualifiedlead', 'qualified']]);
  });

  it('turns owner names into ids where one user bears the name, and makes stable ids for deals without any', async () => {
    const { workspace, folder } = newWorkspace();
    const files = (stage: string) => ({
      'Users.csv':
        'USER_ID,First Name,Last Name,Email\n1001,,Kim Lee,k@example.com\n1002,,Sam Roe,s@example.com\n1003,,Sam Roe,s2@example.com\n',
      'Potentials.csv': `Potential Name,Potential Owner,Created Time,Closing Date,Amount,Stage,LEADID\n"Lewis, J",Kim Lee,"15 Apr, 2021 00:02:00","16 Apr, 2021 00:03:00","$22,700.00",${stage},1832\nOther,Sam Roe,"15 Apr, 2021 00:02:00","16 Apr, 2021 00:03:00",$1.5K,Closed Lost,1833\n`,
    });
    await importPaths(workspace, [writeFiles(folder, files('Needs Analysis'))]);
    const before = rowsOf(tablesAsOf(workspace).table('opportunities'));
    expect(before.map(({ ownerId, amount, isWon, isClosed, leadId }) => [ownerId, amount, isWon, isClosed, leadId])).toEqual([
      ['1001', '22700.00', 'false', 'false', '1832'],
      ['Sam Roe', '1500.00', 'false', 'true', '1833'],
    ]);
    const report = await importPaths(workspace, [writeFiles(folder, files('Closed Won'))], { asOfMs: Date.UTC(2021, 4, 1) });
    expect(report.differences.find(({ kind }) => kind === 'opportunities')).toMatchObject({ new: 0, changed: 1, gone: 0 });
    expect(rowsOf(tablesAsOf(workspace).table('opportunities')).map(({ id }) => id)).toEqual(before.map(({ id }) => id));
  });
});

describe('an import', () => {
  it('of the same files changes nothing, under other names and in another order too', async () => {
    const { workspace, folder } = newWorkspace();
    const first = await importPaths(workspace, [writeFiles(folder, { 'Lead.csv': leadCsv })]);
    const again = await importPaths(workspace, [writeFiles(folder, { 'Leads_2.csv': leadCsv })]);
    expect(again).toMatchObject({ outcome: 'unchanged', extractId: first.extractId, asOfMs: first.asOfMs });
    expect(listExtracts(workspace)).toHaveLength(1);
  });

  it('of the same rows in another order is a new extract without differences', async () => {
    const { workspace, folder } = newWorkspace();
    await importPaths(workspace, [writeFiles(folder, { 'Lead.csv': leadCsv })]);
    const [header, ...rows] = leadCsv.split('\n');
    const report = await importPaths(workspace, [writeFiles(folder, { 'Lead.csv': [header, ...rows.reverse()].join('\n') })]);
    expect(report).toMatchObject({
      outcome: 'imported',
      differences: [{ kind: 'leads', new: 0, changed: 0, unchanged: 3, gone: 0, backDated: 0 }],
    });
  });

  it('keeps every reject with line, column and reason, and adds up', async () => {
    const { workspace, folder } = newWorkspace();
    const rows = [
      '00Q000000000004EAA,Di,Poe,di@example.com,Web,Open,005000000000001AAA,1,2026-02-30T00:00:00Z,2026-02-01T00:00:00Z,false,,',
      'ragged,row',
      ...leadCsv.split('\n').slice(1, 2),
    ];
    const report = await importPaths(workspace, [writeFiles(folder, { 'Lead.csv': `${leadCsv}\n${rows.join('\n')}\n` })]);
    expect(report.files[0]).toMatchObject({ rowsRead: 6, accepted: 3, rejected: 2, duplicates: 1 });
    const { total, rejects } = listRejects(workspace);
    expect(total).toBe(2);
    expect(rejects).toMatchObject([
      { fileName: 'Lead.csv', line: 5, column: 9, header: 'CreatedDate', code: 'badDate' },
      { fileName: 'Lead.csv', line: 6, column: 0, code: 'raggedRow', raw: 'ragged,row' },
    ]);
    expect(listRejects(workspace, { limit: 1, offset: 1 }).rejects).toHaveLength(1);
    expect(listExtracts(workspace)[0]!.files[0]).toMatchObject({ rowsRead: 6, rejected: 2, preset: 'salesforce', encoding: 'utf-8' });
  });

  it('that is refused halfway leaves nothing', async () => {
    const { workspace, folder } = newWorkspace();
    const extract = writeFiles(folder, {
      'Account.csv': 'Id,Name,OwnerId,BillingCountry\n001000000000001AAA,One,005000000000001AAA,PE\n',
      'Lead.csv': `${leadCsv}\n"never closed`,
    });
    await expect(importPaths(workspace, [extract])).rejects.toMatchObject({
      code: 'E_UNTERMINATED_QUOTE',
      message: expect.stringContaining('Lead.csv'),
    });
    expectCode(() => tablesAsOf(workspace), 'E_NO_EXTRACT');
    expect(workspace.connection.prepare('SELECT count(*) FROM batches').pluck().get()).toBe(0);
  });

  it('that is cancelled leaves nothing', async () => {
    const { workspace, folder } = newWorkspace();
    const controller = new AbortController();
    const job = {
      signal: controller.signal,
      report({ phase }: { phase: string }) {
        if (phase.includes('Lead.csv')) controller.abort();
      },
    };
    const extract = writeFiles(folder, {
      'Account.csv': 'Id,Name,OwnerId,BillingCountry\n001000000000001AAA,One,005000000000001AAA,PE\n',
      'Lead.csv': leadCsv,
    });
    await expect(importPaths(workspace, [extract], {}, {}, job)).rejects.toMatchObject({ code: 'E_CANCELLED' });
    expect(workspace.connection.prepare('SELECT count(*) FROM batches').pluck().get()).toBe(0);
    expect(listExtracts(workspace)).toEqual([]);
  });

  it('of records without any time asks for the moment', async () => {
    const { workspace, folder } = newWorkspace();
    const extract = writeFiles(folder, { 'Account.csv': 'Id,Name,OwnerId,BillingCountry\n001000000000001AAA,One,005000000000001AAA,PE\n' });
    await expect(importPaths(workspace, [extract])).rejects.toMatchObject({ code: 'E_ASK', message: expect.stringContaining('--as-of') });
    const report = await importPaths(workspace, [extract], { asOfMs: 1000 });
    expect(report).toMatchObject({ asOfMs: 1000, asOfOrigin: 'asked' });
  });

  it('is found damaged when a word about it is changed', async () => {
    const { workspace, folder } = newWorkspace();
    const path = join(folder, 'Lead.csv');
    writeFileSync(path, `${leadCsv}\nragged\n`);
    await importPaths(workspace, [path]);
    expect(checkExtracts(workspace)).toEqual([]);
    workspace.connection.prepare("UPDATE rejects SET raw = 'ragged!'").run();
    expect(checkExtracts(workspace)).toMatchObject([{ area: 'extracts', code: 'E_DAMAGED' }]);
    workspace.connection.prepare("UPDATE mappings SET json = replace(json, 'score', 'skore')").run();
    expect(checkExtracts(workspace).map(({ area }) => area)).toEqual(['extracts', 'mappings']);
  });
});

describe('a file of rejects alone', () => {
  it('is imported with every one of them kept', async () => {
    const { workspace, folder } = newWorkspace();
    const rows = Array.from({ length: 20_000 }, (_, row) => `${row},x,Open,U1,2026-02-30`);
    const files = {
      'Lead.csv': `Id,LastName,Status,OwnerId,CreatedDate\n0,x,Open,U1,2026-01-01\n1,x,Open,U1,2026-01-02\n${rows.join('\n')}\n`,
    };
    const report = await importPaths(workspace, [writeFiles(folder, files)], {
      mappings: [{ kind: 'leads', columns: { CreatedDate: 'createdAt' }, dateFormat: 'yyyy-MM-dd' }],
    });
    expect(report.files[0]).toMatchObject({ rowsRead: 20_002, accepted: 2, rejected: 20_000 });
    expect(listRejects(workspace, { limit: 100 })).toMatchObject({ total: 20_000, rejects: { length: 100 } });
    expect(checkExtracts(workspace)).toEqual([]);
  });
});
