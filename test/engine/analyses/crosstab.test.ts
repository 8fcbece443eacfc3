import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CrosstabResult } from '#contract/analyses/crosstab.ts';
import type { LeakageResult } from '#contract/analyses/leakage.ts';
import type { RejectionsResult } from '#contract/analyses/rejections.ts';
import type { SlaResult } from '#contract/analyses/sla.ts';
import { type SampleEngine, sampleEngine } from '../calls/sample-engine.ts';

let sample: SampleEngine;
beforeAll(async () => {
  sample = await sampleEngine(900);
});
afterAll(() => sample.engine.close());

const crosstab = (by: string[], measure: CrosstabResult['measure'], further = {}) =>
  sample.engine.call('crosstab.run', { by, measure, ...further }) as Promise<CrosstabResult>;
const sum = (values: (number | undefined)[]) => values.reduce<number>((total, value) => total + (value ?? 0), 0);

describe('crosstab says what the whole analyses say', () => {
  it('stages by month and source add up to the leakage of each source', async () => {
    const { cells } = await crosstab(['month', 'source'], 'stages');
    const leakage = (await sample.engine.call('leakage.run', { groupBy: ['source'] })) as LeakageResult;
    for (const group of leakage.groups!) {
      const ofSource = cells.filter(({ values }) => values[1] === group.value);
      expect(sum(ofSource.map(({ handoffs }) => handoffs))).toBe(group.totals.handoffs);
      expect(sum(ofSource.map(({ stages }) => stages!.opportunity))).toBe(
        group.stages.find(({ stage }) => stage === 'opportunity')!.reached,
      );
      expect(sum(ofSource.map(({ stages }) => stages!.won))).toBe(group.totals.outcomes.won);
    }
  });

  it('response by team has the quantiles of sla', async () => {
    const { cells } = await crosstab(['team'], 'response');
    const sla = (await sample.engine.call('sla.run', { groupBy: ['team'] })) as SlaResult;
    expect(cells.map(({ values, response }) => [values[0], response])).toEqual(
      sla.groups!.map(({ value, timeToFirstTouch: { medianHours, p90Hours, events } }) => [
        value,
        { medianHours, p90Hours, touched: events },
      ]),
    );
  });

  it('rejections by month are those of rejections', async () => {
    const { cells } = await crosstab(['month'], 'rejections');
    const { monthly } = (await sample.engine.call('rejections.run', {})) as RejectionsResult;
    expect(cells.map(({ values, rejections }) => [values[0], rejections])).toEqual(
      monthly.map(({ month, rejected, lateRejections, rate }) => [month, { early: rejected, late: lateRejections, rate }]),
    );
  });

  it('stays are the time in stage of leakage', async () => {
    const { cells } = await crosstab([], 'stays');
    const { stages } = (await sample.engine.call('leakage.run', {})) as LeakageResult;
    expect(cells[0]!.stays!.map(({ stage, reached, medianHours, p90Hours }) => ({ stage, reached, medianHours, p90Hours }))).toEqual(
      stages.slice(0, 4).map(({ stage, reached, timeInStage }) => ({
        stage,
        reached,
        medianHours: timeInStage!.medianHours,
        p90Hours: timeInStage!.p90Hours,
      })),
    );
  });

  it('scores count the population and the successes of calibration', async () => {
    const { cells } = await crosstab([], 'score');
    const calibration = await sample.engine.call('calibration.run', { outcome: 'won' });
    expect(sum(cells[0]!.score!.map(({ handoffs }) => handoffs))).toBe(calibration.population);
    expect(sum(cells[0]!.score!.map(({ won }) => won))).toBe(calibration.successes);
  });

  it('obeys cohort and filter, and refuses what makes no table', async () => {
    const all = await crosstab(['source'], 'stages');
    const some = await crosstab(['source'], 'stages', { filter: 'lead.employees >= 200' });
    const rest = await crosstab(['source'], 'stages', { filter: 'not lead.employees >= 200' });
    const total = ({ cells }: CrosstabResult) => sum(cells.map(({ handoffs }) => handoffs));
    expect(total(some)).toBeGreaterThan(0);
    expect(total(some) + total(rest)).toBe(total(all));
    await expect(crosstab(['shoeSize'], 'stages')).rejects.toMatchObject({ code: 'E_ARGS' });
  });
});
