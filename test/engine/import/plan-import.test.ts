import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Mapping } from '#domain/mapping.ts';
import type { ImportPlan } from '#engine/import/import-plan.ts';
import { type PlanOptions, planImport } from '#engine/import/plan-import.ts';
import { planStageValues } from '#engine/import/plan-stage-values.ts';
import { testFolder } from '../workspace/workspace-setup.ts';
import { leadCsv, writeFiles } from './import-setup.ts';

async function plan(files: Record<string, string | Uint8Array>, options: Partial<PlanOptions> = {}, named = true): Promise<ImportPlan> {
  const folder = writeFiles(testFolder(), files);
  const paths = named ? Object.keys(files).map((name) => join(folder, name)) : [folder];
  return planImport(paths, { timeZone: 'Europe/Berlin', currency: 'EUR', ...options });
}

const fieldsOf = ({ files }: ImportPlan) => Object.fromEntries(files[0]!.columns.map(({ header, name }) => [header, name]));

describe('a plan', () => {
  it('tells kind, preset, encoding, columns and zone of a Salesforce file', async () => {
    const { files, questions } = await plan({ 'Lead.csv': leadCsv });
    expect(questions).toEqual([]);
    expect(files[0]).toMatchObject({
      kind: 'leads',
      kindBy: 'name',
      preset: 'salesforce',
      encoding: 'utf-8',
      delimiter: ',',
      mapping: { timeZone: 'UTC' },
    });
    expect(files[0]!.columns.find(({ name }) => name === 'createdAt')).toMatchObject({
      header: 'CreatedDate',
      type: 'time',
      dateFormat: 'iso',
      from: 'preset',
      samples: expect.arrayContaining(['2026-01-05T10:00:00.000Z']),
    });
  });

  it('knows report labels, and their times as the viewer’s', async () => {
    const { files } = await plan({
      'Lead.csv': 'Lead ID,First Name,Lead Source,Lead Status,Created Date,Lead Owner\n00Q1,A,Web,Open,2026-01-31,Kim\n',
    });
    expect(fieldsOf({ files } as ImportPlan)).toEqual({
      'Lead ID': 'id',
      'First Name': 'firstName',
      'Lead Source': 'source',
      'Lead Status': 'status',
      'Created Date': 'createdAt',
      'Lead Owner': 'ownerId',
    });
    expect(files[0]!.mapping.timeZone).toBe('Europe/Berlin');
  });

  it('leaves objects that nothing reads alone, and says so', async () => {
    const { files, skipped } = await plan(
      {
        'Lead.csv': leadCsv,
        'Case.csv': 'Id,Subject\n5,x\n',
        'FieldHistory.csv': '',
        'Odd.csv': 'a,b\n1,2\n',
        'LinkedInLeadGen.csv': 'Id,Email,SystemModstamp\n',
        'notes.pdf': 'x',
      },
      {},
      false,
    );
    expect(files.map(({ fileName }) => fileName)).toEqual(['Lead.csv']);
    expect(skipped.map(({ fileName }) => fileName).sort()).toEqual([
      'Case.csv',
      'FieldHistory.csv',
      'LinkedInLeadGen.csv',
      'Odd.csv',
      'notes.pdf',
    ]);
  });

  it('asks once for each column whose dates can be read two ways, by every value of the file', async () => {
    const rows = (dates: string[]) =>
      ['Id,LastName,Status,OwnerId,CreatedDate', ...dates.map((date, row) => `${row + 1},x,Open,7,${date}`)].join('\n');
    const ambiguous = await plan({ 'leads.csv': rows(['03/04/2026', '05/06/2026']) });
    expect(ambiguous.questions).toMatchObject([
      {
        code: 'dateFormat',
        header: 'CreatedDate',
        decideBy: { flag: '--map', key: 'dateFormat' },
        choices: expect.arrayContaining(['dd/MM/yyyy', 'MM/dd/yyyy']),
      },
    ]);
    const late = await plan({ 'leads.csv': rows([...Array.from({ length: 400 }, () => '03/04/2026'), '25/04/2026']) });
    expect(late.questions).toEqual([]);
    expect(late.files[0]!.columns[4]).toMatchObject({ type: 'time', dateFormat: 'dayFirst' });
    const decided = await plan(
      { 'leads.csv': rows(['03/04/2026']) },
      { mappings: [{ kind: 'leads', columns: {}, dateFormat: 'MM/dd/yyyy' }] },
    );
    expect(decided.questions).toEqual([]);
    expect(decided.files[0]!.columns[4]).toMatchObject({ dateFormat: 'monthFirst' });
  });

  it('asks for encoding, delimiter and kind where the bytes do not tell', async () => {
    const latin = Buffer.from('Id,LastName,Status,OwnerId,LeadSource\n1,Müller,Open,7,Web\n', 'latin1');
    expect((await plan({ 'Lead.csv': latin })).questions).toMatchObject([
      { code: 'encoding', decideBy: { key: 'encoding' }, choices: ['windows-1252', 'iso-8859-1'] },
    ]);
    const mapped = await plan({ 'Lead.csv': latin }, { mappings: [{ kind: 'leads', columns: {}, encoding: 'windows-1252' }] });
    expect(mapped.questions).toEqual([]);
    expect((await plan({ 'Lead.csv': 'Id\n1\n2\n' })).questions).toMatchObject([{ code: 'delimiter' }]);
    expect((await plan({ 'odd.csv': 'alpha,beta\n1,2\n' })).questions).toMatchObject([{ code: 'kind', decideBy: { flag: '--kind' } }]);
    expect((await plan({ 'leads.csv': 'a,b\n1,2\n' })).questions).toMatchObject([
      { code: 'requiredField', message: expect.stringContaining('need id') },
    ]);
    expect(
      (
        await plan({ 'Lead.csv': '00Q000000000001EAA,ada@example.com,2026-01-01\n00Q000000000002EAA,b@example.com,2026-01-02\n' })
      ).questions.map(({ code }) => code),
    ).toContain('header');
    const trailing = { 'Lead.csv': 'Id,LastName,Status\n1,x,Open,\n2,y,Open,\n' };
    expect((await plan(trailing)).questions).toMatchObject([{ code: 'header', choices: ['skip'] }]);
    expect((await plan(trailing, { mappings: [{ kind: 'leads', columns: { '': 'skip' } }] })).questions).toEqual([]);
  });

  it('keeps a column as custom text where its values do not fit the field at all, and rejects rows where some do not', async () => {
    const rows = [
      'Id,LastName,NumberOfEmployees,AnnualRevenue,CreatedDate,OwnerId',
      '1,x,51-200,n/a,2026-01-01,7',
      '2,y,11-50,5.5,soon,7',
      '3,z,1-10,7.25,2026-01-02,7',
    ].join('\n');
    const { files } = await plan({ 'Lead.csv': rows });
    expect(files[0]!.columns.map(({ name, type }) => `${name} ${type}`)).toEqual([
      'id id',
      'lastName text',
      'custom.numberOfEmployees text',
      'annualRevenue money',
      'createdAt time',
      'ownerId id',
    ]);
    expect(files[0]!.columns[2]!.warnings.join()).toContain('do not read as numbers');
    expect(files[0]!.columns[3]).toMatchObject({ missing: ['n/a'], onMisfit: 'reject' });
  });

  it('lets an undoubted column decide the decimal mark of a doubtful one', async () => {
    const { files, questions } = await plan({
      'Opportunity.csv': 'Id;Name;Amount;Expected;OwnerId\n1;a;1.234;1.234,50;7\n2;b;5.678;0,25;7\n',
    });
    expect(questions).toEqual([]);
    expect(files[0]!.columns[2]).toMatchObject({ name: 'amount', decimal: ',' });
    const alone = await plan({ 'Opportunity.csv': 'Id;Name;Amount;OwnerId\n1;a;1.234;7\n2;b;5.678;7\n' });
    expect(alone.questions).toMatchObject([{ code: 'decimal', decideBy: { key: 'decimal' } }]);
  });

  it('takes a mapping for the files whose headers it names', async () => {
    const mappings: Mapping[] = [
      { kind: 'leads', columns: { mql_id: 'id', when: 'qualifiedAt', origin: 'source', junk: 'skip' } },
      { kind: 'opportunities', columns: { mql_id: 'leadId', deal: 'id', won: 'closedAt' }, constants: { isWon: true, isClosed: true } },
    ];
    const { files, questions } = await plan(
      { 'a.csv': 'mql_id,when,origin,junk,type\n1,2026-01-01,x,y,z\n', 'b.csv': 'mql_id,deal,won\n1,9,2026-02-01\n' },
      { mappings },
    );
    expect(questions).toEqual([]);
    expect(files.map(({ kind, kindBy }) => [kind, kindBy])).toEqual([
      ['leads', 'mapping'],
      ['opportunities', 'mapping'],
    ]);
    expect(fieldsOf({ files } as ImportPlan)).toEqual({
      mql_id: 'id',
      when: 'qualifiedAt',
      origin: 'source',
      junk: 'skip.3',
      type: 'custom.type',
    });
    await expect(plan({ 'a.csv': 'mql_id,when\n1,2026-01-01\n' }, { mappings: mappings.slice(0, 1) })).rejects.toMatchObject({
      code: 'E_MAPPING',
      message: expect.stringContaining('"origin", "junk"'),
    });
    await expect(
      plan({ 'Lead.csv': leadCsv }, { mappings: [{ kind: 'leads', columns: { Status: 'score', Lead_Score__c: 'score' } }] }),
    ).rejects.toMatchObject({ code: 'E_MAPPING', path: '/columns/Lead_Score__c' });
  });

  it('gives names that could touch prototypes their own custom fields', async () => {
    const { files } = await plan({ 'Lead.csv': 'Id,__proto__,constructor,toString,Status,OwnerId\n1,a,b,c,Open,7\n' });
    expect(files[0]!.columns.map(({ name }) => name)).toEqual([
      'id',
      'custom.proto',
      'custom.constructor',
      'custom.toString',
      'status',
      'ownerId',
    ]);
  });

  it.each([
    ['', 'E_EMPTY'],
    ['%PDF-1.7\n', 'E_NOT_CSV'],
    ['Id,Status,status\n1,a,b\n', 'E_DUPLICATE_HEADER'],
  ])('refuses %j with %s, naming the file', async (text, code) => {
    await expect(plan({ 'Lead.csv': text })).rejects.toMatchObject({ code, message: expect.stringContaining('Lead.csv') });
  });
});

describe('a dry run', () => {
  it('counts status values and says which stage each means, as the import will', async () => {
    const planned = await plan({
      'Lead.csv': leadCsv,
      'LeadHistory.csv':
        'Id,LeadId,CreatedById,CreatedDate,Field,OldValue,NewValue\n1,00Q1,U,2026-01-01,Status,Open,MQL\n2,00Q1,U,2026-01-02,Status,MQL,Odd\n3,00Q1,U,2026-01-02,Owner,Open,Kim\n',
    });
    await planStageValues(planned, { dayZone: 'UTC' });
    expect(planned.files.map(({ stageValues }) => stageValues)).toEqual([
      [
        { value: 'MQL', count: 1, stage: 'qualified' },
        { value: 'Open', count: 1, stage: 'new' },
        { value: 'Weird', count: 1, stage: '' },
      ],
      [
        { value: 'MQL', count: 1, stage: 'qualified' },
        { value: 'Odd', count: 1, stage: '' },
        { value: 'Open', count: 1, stage: 'new' },
      ],
    ]);
  });
});
