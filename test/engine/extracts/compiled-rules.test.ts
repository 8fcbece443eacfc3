import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { defaultCatalog } from '#criteria/catalog-defaults.ts';
import { requireCriteria } from '#criteria/check.ts';
import { compileCriteria } from '#criteria/compile/compile.ts';
import { evaluateCriteria } from '#criteria/evaluate.ts';
import { parseCriteria } from '#criteria/parse.ts';
import { tableRecordSource } from '#criteria/table-source.ts';
import { zoneClock } from '#domain/time-zone.ts';
import { exportExtract } from '#engine/extracts/export/export-extract.ts';
import { tablesAsOf } from '#engine/extracts/tables-as-of.ts';
import { hasShared, importPaths, newWorkspace, sharedExtract } from '../import/import-setup.ts';

const rules = [
  'lead.score >= 65 and lead.employees between 50 and 5000',
  'not lead.industry = "healthcare"',
  'lead.country in ("united states", "GERMANY") or lead.title contains any of ("vp", "Head of")',
  'lead.rejectionReason is filled and lead.status != "Rejected"',
  'lead.createdAt <= 2026-03-31 and lead.createdAt > 2025-12-24',
  'exists activity where activity.type = "call" and count activity where activity.isCompleted = true >= 2',
  'exists opportunity where opportunity.amount > 20000.5',
  'lead.emailDomain starts with "company1"',
];

describe.skipIf(!hasShared('sim-a'))('compiled rules over an export (skipped where ../shared/data/sim-a is absent)', () => {
  it('select the ids that the engine selects', async () => {
    const { workspace, folder } = newWorkspace({ timeZone: 'America/New_York', currency: 'USD' });
    await importPaths(workspace, [sharedExtract('sim-a')]);
    const tables = tablesAsOf(workspace);
    const clock = zoneClock('America/New_York');
    const catalog = defaultCatalog();
    const source = tableRecordSource({ subject: 'lead', table: tables.table, asOfMs: tables.asOfMs, clock });
    const { files } = await exportExtract(workspace, { format: 'sqlite', out: join(folder, 'sim.sqlite') });
    const database = new Database(files[0]!.path, { readonly: true });
    const ids = tables.table('leads')!.column('id')!;
    for (const text of rules) {
      const checked = requireCriteria(parseCriteria(text).rule, { catalog, subject: 'lead' });
      const { mask, count } = evaluateCriteria(checked.rule, source);
      const compiled = compileCriteria(checked, 'sqlite', { catalog, clock, asOfMs: tables.asOfMs });
      expect(compiled.unsupported, text).toEqual([]);
      const selected = database.prepare(compiled.text).pluck().all() as string[];
      const expected = [...mask.keys()].flatMap((row) => (mask[row] && ids.kind === 'text' ? [ids.dictionary.at(ids.codes[row]!)] : []));
      expect(selected.sort(), text).toEqual(expected.sort());
      expect(count, text).toBeGreaterThan(0);
      expect(count, text).toBeLessThan(ids.kind === 'text' ? ids.codes.length : 0);
    }
    database.close();
  });
});
