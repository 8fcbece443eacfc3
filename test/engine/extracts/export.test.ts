import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalFields, extractKinds } from '#domain/canonical-fields.ts';
import { type Column, memoryTable, textColumn } from '#domain/columns.ts';
import { exportExtract } from '#engine/extracts/export/export-extract.ts';
import { tablesAsOf } from '#engine/extracts/tables-as-of.ts';
import { hasShared, importPaths, leadCsv, newWorkspace, rowsOf, sharedExtract, writeFiles } from '../import/import-setup.ts';
import { sha256Of, testFolder } from '../workspace/workspace-setup.ts';

async function withLeads(text = leadCsv, settings?: { timeZone: string; currency: string }) {
  const { workspace, folder } = newWorkspace(settings);
  const report = await importPaths(workspace, [writeFiles(folder, { 'Lead.csv': text })], { asOfMs: Date.UTC(2026, 2, 1) });
  return { workspace, folder, report };
}

const tableKinds = (workspace: Parameters<typeof tablesAsOf>[0]) =>
  extractKinds.map((kind) => ({ kind, rows: rowsOf(tablesAsOf(workspace).table(kind)) }));

describe('an export as CSV', () => {
  it('is read back to the same rows', async () => {
    const { workspace, folder } = await withLeads(undefined, { timeZone: 'Europe/Berlin', currency: 'EUR' });
    const out = join(folder, 'out');
    const { files } = await exportExtract(workspace, { format: 'csv', out });
    expect(files.map(({ path }) => path)).toEqual([join(out, 'leads.csv')]);
    const again = newWorkspace({ timeZone: 'Europe/Berlin', currency: 'EUR' }).workspace;
    const report = await importPaths(again, [out], { asOfMs: Date.UTC(2026, 2, 1) });
    expect(report.files[0]).toMatchObject({ kind: 'leads', accepted: 3, rejected: 0 });
    expect(tableKinds(again)).toEqual(tableKinds(workspace));
  });

  it('keeps every text and custom field exactly, guarded against spreadsheets', async () => {
    const text = fc
      .array(fc.constantFrom('=', '+', '-', '@', "'", '"', ' ', '\n', ';', ',', 'a', '1', 'ü', '\t', '\r\n'), { maxLength: 6 })
      .map((parts) => parts.join(''));
    await fc.assert(
      fc.asyncProperty(fc.array(text, { minLength: 1, maxLength: 8 }), async (texts) => {
        const quote = (cell: string) => `"${cell.replaceAll('"', '""')}"`;
        const lines = texts.map((cell, row) => `${row},${quote(cell)},${quote(`x${cell}`)},U1,Open`);
        const { workspace, folder } = await withLeads(`Id,LastName,Note__c,OwnerId,Status\n${lines.join('\n')}\n`);
        const out = join(folder, 'out');
        await exportExtract(workspace, { format: 'csv', out });
        for (const cells of parse(readFileSync(join(out, 'leads.csv'))) as string[][])
          for (const cell of cells) expect(cell).not.toMatch(/^[\s"]*[=+@]|^[\t\r\n]/);
        const again = newWorkspace().workspace;
        await importPaths(again, [out], { asOfMs: 1 });
        const fields = (rows: Record<string, string>[]) => rows.map((row) => [row.id, row.lastName, row['custom.note']]);
        expect(fields(rowsOf(tablesAsOf(again).table('leads')))).toEqual(fields(rowsOf(tablesAsOf(workspace).table('leads'))));
      }),
      { numRuns: 40 },
    );
  });

  it.skipIf(!hasShared('sim-a'))(
    'of the simulated year is read back to the same rows (skipped where ../shared/data/sim-a is absent)',
    async () => {
      const { workspace, folder } = newWorkspace();
      await importPaths(workspace, [sharedExtract('sim-a')]);
      const out = join(folder, 'out');
      await exportExtract(workspace, { format: 'csv', out });
      const again = newWorkspace().workspace;
      await importPaths(again, [out]);
      const sorted = (rows: Record<string, string>[]) => rows.map((row) => Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1)));
      for (const kind of extractKinds)
        expect(sorted(rowsOf(tablesAsOf(again).table(kind))), kind).toEqual(sorted(rowsOf(tablesAsOf(workspace).table(kind))));
    },
  );
});

describe('an export as SQLite', () => {
  it('has every table and canonical column, folded texts, minor units and ISO times', async () => {
    const { workspace, folder } = newWorkspace();
    const opportunities =
      'Id,Name,Amount,StageName,CloseDate,CreatedDate,OwnerId,IsWon,Forecast_Note__c\n006000000000001AAA,  STRASSE ,1234.5,Closed Won,2026-02-01,2026-01-01T10:00:00Z,U1,true,=1\n006000000000002AAA,,,Open,,2026-01-02T10:00:00Z,U1,,\n';
    await importPaths(workspace, [writeFiles(folder, { 'Opportunity.csv': opportunities })], { asOfMs: Date.UTC(2026, 2, 1) });
    const extra: Record<string, Column> = { id: textColumn(['h1'], true), cycle: { kind: 'number', values: Float64Array.of(1) } };
    const { files } = await exportExtract(workspace, {
      format: 'sqlite',
      out: join(folder, 'out'),
      extraTables: [{ name: 'handoffs', table: memoryTable(1, extra) }],
    });
    const database = new Database(files[0]!.path, { readonly: true });
    const names = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").pluck().all();
    expect(names).toEqual([
      'accounts',
      'activities',
      'campaign_members',
      'campaigns',
      'contacts',
      'handoffs',
      'lead_history',
      'leads',
      'opportunities',
      'opportunity_contact_roles',
      'opportunity_history',
      'reported_pipeline',
      'users',
    ]);
    const leadColumns = database.prepare("SELECT name FROM pragma_table_info('leads')").pluck().all() as string[];
    expect(leadColumns).toEqual(
      expect.arrayContaining([
        'id',
        'first_name',
        'first_name__fold',
        'created_at',
        'annual_revenue',
        'annual_revenue_minor',
        'is_deleted',
      ]),
    );
    expect(leadColumns.filter((name) => !name.endsWith('__fold') && !name.endsWith('_minor'))).toHaveLength(
      Object.keys(canonicalFields.leads).length,
    );
    expect(
      database
        .prepare(
          'SELECT id, name, name__fold, amount, amount_minor, is_won, closed_at, created_at, stage__fold, custom_forecast_note, lead_id FROM opportunities',
        )
        .all(),
    ).toEqual([
      {
        id: '006000000000001AAA',
        name: '  STRASSE ',
        name__fold: 'strasse',
        amount: '1234.50',
        amount_minor: 123450,
        is_won: 1,
        closed_at: '2026-02-01T00:00:00.000Z',
        created_at: '2026-01-01T10:00:00.000Z',
        stage__fold: 'closed won',
        custom_forecast_note: '=1',
        lead_id: null,
      },
      {
        id: '006000000000002AAA',
        name: null,
        name__fold: null,
        amount: null,
        amount_minor: null,
        is_won: null,
        closed_at: null,
        created_at: '2026-01-02T10:00:00.000Z',
        stage__fold: 'open',
        custom_forecast_note: null,
        lead_id: null,
      },
    ]);
    expect(database.prepare('SELECT id, cycle FROM handoffs').all()).toEqual([{ id: 'h1', cycle: 1 }]);
    database.close();
  });
});

describe('an export', () => {
  it('gives the same bytes twice', async () => {
    const { workspace, folder, report } = await withLeads();
    for (const format of ['csv', 'sqlite'] as const) {
      const [one, two] = ['one', 'two'].map((name) => join(folder, `${format}-${name}`));
      const first = await exportExtract(workspace, { format, out: one! });
      const second = await exportExtract(workspace, { format, out: two!, extractId: report.extractId.slice(0, 8) });
      expect(sha256Of(second.files[0]!.path)).toBe(sha256Of(first.files[0]!.path));
    }
  });

  it('never replaces a file or writes through a link unless told, and leaves nothing when cancelled', async () => {
    const { workspace, folder } = await withLeads();
    const out = join(folder, 'out');
    mkdirSync(out);
    writeFileSync(join(out, 'leads.csv'), 'mine');
    await expect(exportExtract(workspace, { format: 'csv', out })).rejects.toMatchObject({ code: 'E_EXISTS' });
    expect(readFileSync(join(out, 'leads.csv'), 'utf8')).toBe('mine');
    await exportExtract(workspace, { format: 'csv', out, replace: true });
    expect(readFileSync(join(out, 'leads.csv'), 'utf8')).toMatch(/^id,/);
    expect(statSync(join(out, 'leads.csv')).mode & 0o777).toBe(0o600);
    const target = join(testFolder(), 'target');
    writeFileSync(target, 'theirs');
    symlinkSync(target, join(folder, 'link.sqlite'));
    await expect(exportExtract(workspace, { format: 'sqlite', out: join(folder, 'link.sqlite'), replace: true })).rejects.toMatchObject({
      code: 'E_EXISTS',
    });
    expect(readFileSync(target, 'utf8')).toBe('theirs');
    for (const format of ['csv', 'sqlite'] as const) {
      const controller = new AbortController();
      const job = { signal: controller.signal, report: () => controller.abort() };
      const empty = join(folder, `cancelled-${format}`);
      await expect(exportExtract(workspace, { format, out: empty, job })).rejects.toMatchObject({ code: 'E_CANCELLED' });
      expect(readdirSync(empty)).toEqual([]);
    }
  });

  it('of an unknown extract is refused', async () => {
    const { workspace, folder } = await withLeads();
    await expect(exportExtract(workspace, { format: 'csv', out: join(folder, 'out'), extractId: 'nothing' })).rejects.toMatchObject({
      code: 'E_NO_EXTRACT',
    });
    expect(existsSync(join(folder, 'out'))).toBe(false);
  });
});
