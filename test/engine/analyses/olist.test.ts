import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import type { CalibrationResult } from '#contract/analyses/calibration.ts';
import type { HygieneResult } from '#contract/analyses/hygiene.ts';
import type { LeakageResult } from '#contract/analyses/leakage.ts';
import type { SlaResult } from '#contract/analyses/sla.ts';
import { parley, parleyJson } from '../../hosts/cli/parley.ts';
import { besideProject, lastingFolder } from './lasting-folder.ts';

const data = besideProject('data/olist-marketing-funnel');
const shippedMapping = fileURLToPath(new URL('../../../resources/mappings/qualified-leads-and-won-deals.json', import.meta.url));
const asOf = '2018-11-15T00:00:00Z';

/** A workspace with both files under the shipped mapping, one mapping file each, their dates read in a zone. */
async function importedWorkspace(timeZone: string): Promise<string> {
  const folder = lastingFolder();
  const workspace = join(folder, 'olist.parley');
  const maps = (JSON.parse(readFileSync(shippedMapping, 'utf8')) as object[]).flatMap((mapping, index) => {
    const path = join(folder, `mapping${index}.json`);
    writeFileSync(path, JSON.stringify({ ...mapping, timeZone }));
    return ['--map', path];
  });
  writeFileSync(join(folder, 'policy.json'), JSON.stringify({ withinDays: 180, sla: [{ when: 'default', targetMinutes: 60 }] }));
  for (const words of [
    ['new', workspace, '--time-zone', timeZone, '--currency', 'BRL'],
    ['policy', 'set', workspace, '--file', join(folder, 'policy.json')],
    ['import', workspace, data.path, ...maps, '--as-of', asOf],
  ]) {
    const { code, err } = await parley(words);
    if (code !== 0) throw new Error(err);
  }
  return workspace;
}

describe.skipIf(!data.isThere)('a real funnel of two files, 8,000 leads and 842 wins (skipped without ../shared)', () => {
  let workspace: string;
  beforeAll(async () => {
    workspace = await importedWorkspace('UTC');
  });

  it('wins 842 of 8,000 to date, and 726 of the 7,512 that had 180 days from qualification', async () => {
    const { totals, stages, warnings } = (await parleyJson('analyze', workspace, 'leakage')) as LeakageResult;
    const won = stages.find(({ stage }) => stage === 'won')!;
    expect(totals).toMatchObject({ handoffs: 8000, leadsWithHandoff: 8000, outcomes: { won: 842, open: 0, lost: 0, none: 7158 } });
    expect(won.conversionFromFirst!.toDate).toEqual({ rate: 842 / 8000, numerator: 842, denominator: 8000 });
    expect(won.conversionFromFirst!.within).toMatchObject({ days: 180, numerator: 726, denominator: 7512, immature: 488 });
    expect(won.conversionFromFirst!.within.rate).toBeCloseTo(726 / 7512, 12);
    expect(warnings.join(' ')).toMatch(/no owner history/i);
  });

  it('lets a day begin where the mapping says: in São Paulo the 18 leads of 19 May had three hours less than 180 days', async () => {
    const { stages } = (await parleyJson('analyze', await importedWorkspace('America/Sao_Paulo'), 'leakage')) as LeakageResult;
    expect(stages.find(({ stage }) => stage === 'won')!.conversionFromFirst!.within.denominator).toBe(7512 - 18);
  });

  it('finds the one deal that closed before its lead qualified', async () => {
    const { checks, fitness } = (await parleyJson('analyze', workspace, 'hygiene')) as HygieneResult;
    expect(checks.find(({ check }) => check === 'closedBeforeQualified')).toMatchObject({ object: 'handoff', count: 1, of: 8000 });
    const refused = fitness.filter(({ grade }) => grade === 'notMeasurable').map(({ metric }) => metric);
    expect(refused).toEqual(expect.arrayContaining(['time to first touch', 'calibration', 'rejections', 'assignment delay']));
  });

  it('says that response times are not measurable instead of calling everybody untouched', async () => {
    const sla = (await parleyJson('analyze', workspace, 'sla')) as SlaResult;
    expect(sla.attainment).toMatchObject({ met: 0, missed: 0, pending: 0, excluded: 8000, rate: null });
    expect(sla.timeToFirstTouch.medianHours).toBeNull();
    expect(sla.untouchedBeyond72h).toEqual({ count: 0, due: 0, rate: null });
    expect(sla.warnings.join(' ')).toMatch(/not measurable/i);
  });

  it('gives no calibration without a score, and names the columns that would allow it', async () => {
    const result = (await parleyJson('analyze', workspace, 'calibration')) as CalibrationResult;
    expect(result).toMatchObject({ population: 0, successes: 0, auc: null, brier: null, corp: null });
    expect(result.warnings.join(' ')).toMatch(/not measurable .*score or scoreAtQualification/i);
  });

  it('keeps the leads without an origin as a group of their own', async () => {
    const { groups } = (await parleyJson('analyze', workspace, 'leakage', '--group-by', 'source')) as LeakageResult;
    expect(groups!.map(({ value }) => value)).toContain(null);
    expect(groups!.reduce((sum, { totals }) => sum + totals.handoffs, 0)).toBe(8000);
    expect(groups!.reduce((sum, { totals }) => sum + totals.outcomes.won, 0)).toBe(842);
  });
});
