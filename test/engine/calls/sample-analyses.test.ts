import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { analysisNames } from '#contract/analysis-calls.ts';
import type { CallName } from '#contract/calls.ts';
import { dropLines, type SampleEngine, sampleEngine } from './sample-engine.ts';

let sample: SampleEngine;
beforeAll(async () => {
  sample = await sampleEngine(600);
});

/** Calls by name, as a host does; the dispatcher checks the result against its strict schema. */
const run = (name: string, request: object, { engine }: SampleEngine = sample): Promise<Record<string, never>> =>
  engine.call(name as CallName, request as never) as never;

describe('every analysis of the sample passes its own schema', () => {
  const requests = [
    {},
    { from: '2025-10-01', to: '2026-01-01' },
    { asOf: '2026-01-15T12:00:00Z' },
    { from: '2031-01-01' },
    { filter: 'lead.source = "Webinar"' },
    { motion: 'inbound' },
  ];
  const cases = analysisNames.filter((name) => name !== 'crosstab').flatMap((name) => requests.map((request) => [name, request] as const));

  it.each(cases)('%s %j', async (name, request) => {
    const result = (await run(`${name}.run`, request)) as Record<string, unknown>;
    expect(result).toMatchObject({ analysis: name, timeZone: 'UTC', unit: 'handoff', definitions: [] });
    expect(result.asOf).toBe('asOf' in request ? '2026-01-15T12:00:00Z' : `${sample.truth.asOf.slice(0, 19)}Z`);
    expect(result.cohort).toEqual({ from: (request as { from?: string }).from ?? null, to: (request as { to?: string }).to ?? null });
    expect((result.extracts as { fileSha256: string }[]).length).toBeGreaterThan(5);
    for (const { fileSha256 } of result.extracts as { fileSha256: string }[]) expect(fileSha256).toMatch(/^[0-9a-f]{64}$/);
  });

  it.each(['leakage', 'sla', 'rejections', 'velocity'])('%s by every dimension: none is dropped', async (name) => {
    const groupBy = ['source', 'motion', 'owner', 'team', 'intent', 'month', 'reason', 'country', 'industry', 'segment', 'disposition'];
    const { groups } = (await run(`${name}.run`, { groupBy })) as unknown as { groups: { by: string; value: string | null }[] };
    for (const by of groupBy) {
      const values = groups.filter((group) => group.by === by).map(({ value }) => value);
      expect(values.length, by).toBeGreaterThan(0);
      expect(new Set(values).size, by).toBe(values.length);
    }
  });

  it.each(['won', 'opportunity', 'salesQualified', 'accepted'])('calibration of %s, by each kind of bands', async (outcome) => {
    for (const bands of ['width:10', 'width:25', 'quantile:5']) {
      const result = await run('calibration.run', { outcome, bands, costPerWorkedLead: 50, valuePerWin: 5000, capacityPerMonth: 20 });
      const { bands: rows, population } = result as unknown as { bands: { count: number }[]; population: number };
      expect(rows.reduce((sum, { count }) => sum + count, 0)).toBe(population);
    }
  });
});

describe('the same question has the same answer', () => {
  it('to the last digit, also after another was asked', async () => {
    const first = JSON.stringify(await run('leakage.run', {}));
    await run('leakage.run', { asOf: '2026-02-01T00:00:00Z' });
    expect(JSON.stringify(await run('leakage.run', {}))).toBe(first);
  });
});

describe('a rep who logs nothing', () => {
  it('is not measurable, not zero', async () => {
    const { groups, coverage } = (await run('sla.run', { groupBy: ['owner'] })) as unknown as {
      groups: {
        value: string | null;
        handoffs: number;
        measurable: boolean;
        attainment: object;
        untouchedBeyond72h: object;
        timeToFirstTouch: object;
      }[];
      coverage: { ownerId: string; activities: number; measurable: boolean }[];
    };
    const silent = groups.find(({ value }) => value === sample.truth.silentRepId)!;
    expect(silent).toMatchObject({
      measurable: false,
      attainment: { met: 0, missed: 0, pending: 0, excluded: silent.handoffs, rate: null },
      untouchedBeyond72h: { count: 0, due: 0, rate: null },
      timeToFirstTouch: { medianHours: null, p90Hours: null },
    });
    expect(coverage.find(({ ownerId }) => ownerId === sample.truth.silentRepId)).toMatchObject({ activities: 0, measurable: false });
    expect(groups.filter(({ measurable }) => !measurable)).toHaveLength(1);
  });

  it('stands among the hygiene findings with the analysis that this distorts', async () => {
    const { checks } = (await run('hygiene.run', {})) as unknown as {
      checks: { check: string; recordIds: string[]; distorts: string[] }[];
    };
    expect(checks.find(({ check }) => check === 'ownerWithoutActivities')).toMatchObject({
      recordIds: [sample.truth.silentRepId],
      distorts: ['sla'],
    });
  });
});

describe('signing a tighter SLA', () => {
  it('leaves past attainment as it was, judges what qualifies later, and re-judges only as a labelled what-if', async () => {
    const own = await sampleEngine(600);
    const signedAt = '2026-03-01T00:00:00Z';
    const target = (targetMinutes: number) => ({ change: { sla: [{ when: 'default', targetMinutes }] } });
    const attainment = async (request: object) =>
      ((await run('sla.run', request, own)) as unknown as { attainment: { met: number; missed: number }; warnings: string[] }).attainment;
    await own.engine.call('policy.set', target(1440));
    const before = { past: await attainment({ to: signedAt }), later: await attainment({ from: signedAt }) };
    own.setClock(signedAt);
    await own.engine.call('policy.set', target(60));
    expect(await attainment({ to: signedAt })).toEqual(before.past);
    const later = await attainment({ from: signedAt });
    expect(later.met).toBeLessThan(before.later.met);
    expect((await attainment({ to: signedAt, policyVersion: 2 })).met).toBeLessThan(before.past.met);
    const { warnings } = (await run('sla.run', { policyVersion: 2 }, own)) as unknown as { warnings: string[] };
    expect(warnings.join(' ')).toMatch(/What-if: every handoff is judged by policy version 2/);
  });
});

describe('today’s score', () => {
  it('put in the place of the score at qualification makes the model look better than it is', async () => {
    const request = { outcome: 'opportunity', horizonDays: 90, bands: 'width:10' };
    const own = await sampleEngine(2500);
    const substituted = await sampleEngine(2500, (folder) =>
      dropLines(join(folder, 'LeadHistory.csv'), (line) => line.includes('"Lead_Score__c"')),
    );
    const honest = (await run('calibration.run', request, own)) as unknown as Calibration;
    const refused = (await run('calibration.run', request, substituted)) as unknown as Calibration;
    const flattered = (await run('calibration.run', { ...request, includeToday: true }, substituted)) as unknown as Calibration;
    expect(honest.scoreEvidence.today).toBeLessThan(honest.scoreEvidence.history);
    expect(refused).toMatchObject({ population: 0, auc: null });
    expect(refused.warnings.join(' ')).toMatch(/have only today's score, which is biased, and are left out/);
    expect(flattered.warnings.join(' ')).toMatch(/enter with today's score, which is biased/);
    expect(flattered.auc!.value).toBeGreaterThan(honest.auc!.value + 0.05);
  });
});

interface Calibration {
  population: number;
  auc: { value: number } | null;
  scoreEvidence: { history: number; today: number };
  warnings: string[];
}
