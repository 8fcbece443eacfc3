import { describe, expect, it } from 'vitest';
import { tablesAsOf } from '#engine/extracts/tables-as-of.ts';
import { importPaths, newWorkspace, rowsOf, writeFiles } from '../import/import-setup.ts';
import { expectCode } from '../workspace/workspace-setup.ts';

const header = 'Id,LastName,Status,OwnerId,CreatedDate';
const january = Date.UTC(2026, 0, 31);
const february = Date.UTC(2026, 1, 28);
const march = Date.UTC(2026, 2, 31);

async function threeMonths() {
  const { workspace, folder } = newWorkspace();
  const lead = (rows: string[]) => writeFiles(folder, { 'Lead.csv': [header, ...rows].join('\n') });
  await importPaths(workspace, [lead(['00Q000000000001EAA,One,Open,U1,2026-01-01', '00Q000000000002EAA,Two,Open,U1,2026-01-02'])], {
    asOfMs: january,
  });
  await importPaths(workspace, [lead(['00Q000000000001,One,MQL,U1,2026-01-01', '00Q000000000003EAA,Three,Open,U2,2026-02-02'])], {
    asOfMs: march,
  });
  const accounts = writeFiles(folder, { 'Account.csv': 'Id,Name,OwnerId,BillingCountry\nA1,Acme,U1,PE\n' });
  await importPaths(workspace, [accounts], { asOfMs: february });
  return { workspace, folder, lead };
}

const statuses = (table: Parameters<typeof rowsOf>[0]) => rowsOf(table).map(({ lastName, status }) => `${lastName} ${status}`);

describe('tables as of a moment', () => {
  it('are the union by id of the extracts up to then, the newest winning', async () => {
    const { workspace } = await threeMonths();
    const now = tablesAsOf(workspace);
    expect(now.asOfMs).toBe(march);
    expect(statuses(now.table('leads'))).toEqual(['One MQL', 'Three Open', 'Two Open']);
    expect(now.extracts.map(({ kind, asOfMs }) => [kind, asOfMs])).toEqual([
      ['leads', january],
      ['accounts', february],
      ['leads', march],
    ]);
    const then = tablesAsOf(workspace, february + 1000);
    expect(then.asOfMs).toBe(february);
    expect(statuses(then.table('leads'))).toEqual(['One Open', 'Two Open']);
    expect(then.table('accounts')!.rowCount).toBe(1);
    expect(tablesAsOf(workspace, january).table('accounts')).toBeUndefined();
    expect(tablesAsOf(workspace, march + 5).asOfMs).toBe(march);
  });

  it('are the same objects for the same question, and new ones after an import', async () => {
    const { workspace, lead } = await threeMonths();
    const before = tablesAsOf(workspace);
    expect(tablesAsOf(workspace, march)).toBe(before);
    expect(tablesAsOf(workspace, february)).not.toBe(before);
    await importPaths(workspace, [lead(['00Q000000000009EAA,Nine,Open,U1,2026-03-30'])], { asOfMs: march + 1 });
    const after = tablesAsOf(workspace);
    expect(after.key).not.toBe(before.key);
    expect(after.table('leads')!.rowCount).toBe(4);
    expect(before.table('leads')!.rowCount).toBe(3);
  });

  it('fall back on the oldest extract before the first one, with a warning', async () => {
    const { workspace } = await threeMonths();
    const early = tablesAsOf(workspace, Date.UTC(2026, 0, 2));
    expect(early.asOfMs).toBe(Date.UTC(2026, 0, 2));
    expect(early.warnings).toEqual([expect.stringContaining('No extract is as old as 2026-01-02T00:00:00Z')]);
    expect(statuses(early.table('leads'))).toEqual(['One Open', 'Two Open']);
  });

  it('need an extract', () => {
    const { workspace } = newWorkspace();
    expectCode(() => tablesAsOf(workspace), 'E_NO_EXTRACT');
  });

  it('come straight from the segments where one extract speaks', async () => {
    const { workspace } = await threeMonths();
    const table = tablesAsOf(workspace, january).table('leads')!;
    expect(table.column('status')).toBe(table.column('status'));
    expect(table.column('nothing')).toBeUndefined();
  });

  it('take the newer word on what a status means', async () => {
    const { workspace, folder } = newWorkspace();
    const file = (status: string) => writeFiles(folder, { 'Lead.csv': `${header}\n1,One,${status},U1,2026-01-01\n` });
    await importPaths(workspace, [file('Hot')], { asOfMs: january });
    expect(tablesAsOf(workspace).stages('leads').has('hot')).toBe(false);
    await importPaths(workspace, [file(' HOT')], {
      asOfMs: march,
      mappings: [{ kind: 'leads', columns: {}, stages: { hot: 'qualified' } }],
    });
    expect(tablesAsOf(workspace).stages('leads').get('hot')).toBe('qualified');
    expect(tablesAsOf(workspace, february).stages('leads').has('hot')).toBe(false);
  });
});
