import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CallOutput } from '#contract/calls.ts';
import { createEngine } from '#engine/dispatch.ts';
import { type MadeSample, makeSample, makeSecondExtract } from '#engine/sample/make-sample.ts';

const root = mkdtempSync(join(tmpdir(), 'parley-sample-import-'));
const options = { seed: 13, leads: 4000 };
const engine = createEngine({ now: () => Date.UTC(2026, 7, 2), randomBytes: (length) => crypto.getRandomValues(new Uint8Array(length)) });
let first: MadeSample;
let imported: CallOutput<'import.run'>;

beforeAll(async () => {
  first = makeSample(join(root, 'first'), options);
  engine.create(join(root, 'sample.parley'), { timeZone: 'UTC', currency: 'USD' });
  imported = await engine.call('import.run', { asOf: '2026-07-01T00:00:00Z' }, { picked: [join(root, 'first')] });
});
afterAll(() => {
  engine.close();
  rmSync(root, { recursive: true });
});

describe('the sample in a workspace', () => {
  it('needs no mapping: every file has a kind, every status a stage', () => {
    expect(imported.skipped).toEqual([]);
    expect(imported.files.map((file) => file.fileName).sort()).toEqual(first.files.map((file) => file.name).sort());
    for (const file of imported.files) for (const value of file.stageValues) expect(value.stage, value.value).not.toBe('');
  });

  it('rejects the broken rows and counts the identical ones, no more and no fewer', () => {
    for (const file of imported.files) {
      expect(file.rejected, file.fileName).toBe(first.truth.brokenRows[file.fileName]?.length ?? 0);
      expect(file.duplicates, file.fileName).toBe(first.truth.identicalRows[file.fileName] ?? 0);
    }
    const leads = imported.files.find((file) => file.kind === 'leads')!;
    expect(leads.accepted).toBe(first.truth.leads);
    expect(leads.deleted).toBe(first.truth.leadFaults.deleted + first.truth.leadFaults.merged);
  });

  it('shows the spike, and the leader whose team rejects late', async () => {
    const rejections = await engine.call('rejections.run', {});
    expect(rejections.reviewTriggered?.months).toEqual(first.truth.rejectionSpike.months);
    expect(rejections.spikes.some((spike) => spike.reason === first.truth.rejectionSpike.reason && spike.month === '2026-03')).toBe(true);
    const lateShare = ({ late, rejections: count }: { late: number; rejections: number }) => late / count;
    const worst = rejections.outOfPolicy.byLeader.reduce((a, b) => (lateShare(b) > lateShare(a) ? b : a));
    expect(worst.leader).toBe(first.truth.lateTeamLeaderId);
  });

  it('shows the slow team and the silent rep', async () => {
    const sla = await engine.call('sla.run', { groupBy: ['team'] });
    const touched = (sla.groups ?? []).filter((group) => group.value !== null && group.value !== first.truth.queueTeam);
    const slowest = touched.reduce((a, b) => ((b.untouchedBeyond72h.rate ?? 0) > (a.untouchedBeyond72h.rate ?? 0) ? b : a));
    expect(slowest.value).toBe(first.truth.slowTeam);
    const silent = sla.coverage.filter((one) => !one.measurable).map((one) => one.ownerId);
    expect(silent).toContain(first.truth.silentRepId);
  });

  it('shows a month later what was added, lost and back-dated', async () => {
    const second = makeSecondExtract(join(root, 'second'), options);
    const later = await engine.call('import.run', { asOf: '2026-08-01T00:00:00Z' }, { picked: [join(root, 'second')] });
    const of = (kind: string) => later.differences.find((one) => one.kind === kind) as unknown as Record<string, number>;
    expect(of('leads').new).toBe(Math.round(options.leads / 12));
    expect(of('leads').gone).toBe(second.truth.leadFaults.gone);
    expect(of('leadHistory').backDated).toBe(second.truth.leadFaults.backDated);
    expect(second.truth.leadFaults.backDated).toBeGreaterThan(0);
  });
});
