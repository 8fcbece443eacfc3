import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { parley, parleyJson } from '../../hosts/cli/parley.ts';
import { compareFigures } from './compare-figures.ts';
import { besideProject, lastingFolder } from './lasting-folder.ts';

const data = besideProject('data/sim-a');
const oracle = besideProject('oracles/sim-a.json');
const isThere = data.isThere && oracle.isThere;
const asOf = '2026-09-26T00:00:00Z';

interface Attainment {
  targetHours: number;
}
interface Figures {
  leads: number;
  leakage: unknown;
  rejections: unknown;
  velocity: unknown;
  sla: { attainment: Attainment[] };
  calibration: { outcome: string; horizonDays: number }[];
}

/** A workspace that holds the extract, under its own policy where one is given. */
async function importedWorkspace(name: string, policy?: object): Promise<string> {
  const folder = lastingFolder();
  const workspace = join(folder, `${name}.parley`);
  const words = [['new', workspace], ...(policy ? [['policy', 'set', workspace, '--file', join(folder, 'policy.json')]] : [])];
  if (policy) writeFileSync(join(folder, 'policy.json'), JSON.stringify(policy));
  for (const command of [...words, ['import', workspace, data.path, '--as-of', asOf]]) {
    const { code, err } = await parley(command);
    if (code !== 0) throw new Error(err);
  }
  return workspace;
}

/** Every expected value stands in the result, and the expectation is not empty. */
function expectAgreement(name: string, expected: unknown, got: unknown, atLeast: number): void {
  const { checked, differences } = compareFigures(name, expected, got);
  expect(differences).toEqual([]);
  expect(checked).toBeGreaterThanOrEqual(atLeast);
}

describe.skipIf(!isThere)('the simulated year agrees with figures computed elsewhere (skipped without ../shared)', () => {
  let workspace: string;
  let figures: Figures;
  beforeAll(async () => {
    figures = JSON.parse(readFileSync(oracle.path, 'utf8')) as Figures;
    workspace = await importedWorkspace('sim-a');
  });

  it('counts the leads', async () => {
    expect(await parleyJson('evaluate', workspace, '--criteria', 'lead.id is filled', '--object', 'lead')).toMatchObject({
      total: figures.leads,
      count: figures.leads,
    });
  });

  it('leakage', async () => {
    expectAgreement('leakage', figures.leakage, await parleyJson('analyze', workspace, 'leakage'), 167);
  });

  it('rejections', async () => {
    expectAgreement('rejections', figures.rejections, await parleyJson('analyze', workspace, 'rejections'), 196);
  });

  it('velocity', async () => {
    expectAgreement('velocity', figures.velocity, await parleyJson('analyze', workspace, 'velocity'), 90);
  });

  it('response times, whole and by team, source and owner', async () => {
    const { attainment, ...expected } = figures.sla;
    expect(attainment).toHaveLength(2);
    expectAgreement('sla', expected, await parleyJson('analyze', workspace, 'sla', '--group-by', 'team,source,owner'), 157);
  });

  it('attainment of one target for everybody', async () => {
    for (const { targetHours, ...expected } of figures.sla.attainment) {
      const own = await importedWorkspace(`target${targetHours}`, { sla: [{ when: 'default', targetMinutes: 60 * targetHours }] });
      const { attainment } = (await parleyJson('analyze', own, 'sla')) as { attainment: unknown };
      expectAgreement(`attainment ${targetHours} h`, expected, attainment, 4);
    }
  });

  it('calibration', async () => {
    expect(figures.calibration.length).toBeGreaterThan(2);
    for (const expected of figures.calibration) {
      const words = ['--outcome', expected.outcome, '--horizon', String(expected.horizonDays), '--bands', 'width:10'];
      expectAgreement(`calibration ${expected.outcome}`, expected, await parleyJson('analyze', workspace, 'calibration', ...words), 173);
    }
  });

  it('gives the groups in full: their handoffs add up to the whole in each dimension', async () => {
    const { groups, totals } = (await parleyJson('analyze', workspace, 'leakage', '--group-by', 'team,source,owner,month')) as {
      groups: { by: string; totals: { handoffs: number } }[];
      totals: { handoffs: number };
    };
    for (const by of ['team', 'source', 'owner', 'month']) {
      const sum = groups.filter((group) => group.by === by).reduce((all, group) => all + group.totals.handoffs, 0);
      expect(sum, by).toBe(totals.handoffs);
    }
  });
});
