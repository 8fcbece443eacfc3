import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { CalibrationResult } from '#contract/analyses/calibration.ts';
import type { HygieneResult } from '#contract/analyses/hygiene.ts';
import type { LeakageResult } from '#contract/analyses/leakage.ts';
import type { RejectionsResult } from '#contract/analyses/rejections.ts';
import type { SlaResult } from '#contract/analyses/sla.ts';
import { testFolder } from '../../engine/workspace/workspace-setup.ts';
import { parley, parleyJson } from '../../hosts/cli/parley.ts';

/** A workspace into which the given files were imported as one extract. */
async function imported(
  files: Record<string, string[]>,
  { mapping, asOf = '2026-06-01T00:00:00Z' }: { mapping?: object; asOf?: string } = {},
): Promise<string> {
  const folder = testFolder();
  const workspace = join(folder, 'small.parley');
  mkdirSync(join(folder, 'files'));
  for (const [name, lines] of Object.entries(files)) writeFileSync(join(folder, 'files', name), `${lines.join('\n')}\n`);
  if (mapping) writeFileSync(join(folder, 'map.json'), JSON.stringify(mapping));
  const map = mapping ? ['--map', join(folder, 'map.json')] : [];
  for (const words of [
    ['new', workspace],
    ['import', workspace, join(folder, 'files'), '--as-of', asOf, ...map],
  ]) {
    const { code, err } = await parley(words);
    if (code !== 0) throw new Error(err);
  }
  return workspace;
}

async function drafted(workspace: string, content: object): Promise<string> {
  const path = `${workspace}.json`;
  writeFileSync(path, JSON.stringify(content));
  const { definitionId, version } = (await parleyJson('definition', 'draft', workspace, '--file', path)) as {
    definitionId: string;
    version: number;
  };
  return `${definitionId}@${version}`;
}

const users = ['Id,Name,Department,Team__c,ManagerId', '005000000000001AAA,Rita Rep,Sales,East,005000000000009AAA'];
const leadHeader = 'Id,Status,OwnerId,LeadSource,NumberOfEmployees,Lead_Score__c,Rejection_Reason__c,CreatedDate';
const leadLine = (n: number, employees: number, reason: string, score = 70) =>
  `00Q00000000000${n}EAA,Rejected,005000000000001AAA,Web,${employees},${score},${reason},2026-01-01T00:00:00.000Z`;
const history = (n: number, ...rows: [at: string, field: string, from: string, to: string][]) =>
  rows.map(([at, field, from, to]) => `00Q00000000000${n}EAA,${at},${field},${from},${to}`);
const historyHeader = 'LeadId,CreatedDate,Field,OldValue,NewValue';
const qualified: [string, string, string, string] = ['2026-02-02T09:00:00.000Z', 'Status', 'Open', 'MQL'];
const rejectedSoon: [string, string, string, string] = ['2026-02-03T09:00:00.000Z', 'Status', 'MQL', 'Rejected'];

describe('dates without a time', () => {
  const files = {
    'leads.csv': ['id,source,qualified,touched', '1,Web,2026-02-02,2026-02-02', '2,Web,2026-02-02,2026-02-05', '3,Web,2026-02-03,'],
  };
  const mapping = {
    kind: 'leads',
    columns: { id: 'id', source: 'source', qualified: 'qualifiedAt', touched: 'firstTouchAt' },
    constants: { status: 'MQL' },
    stages: { MQL: 'qualified' },
    timeZone: 'UTC',
  };

  it('refuse a target under a day, with the reason, and judge one of a day or more', async () => {
    const workspace = await imported(files, { mapping });
    const set = async (targetMinutes: number) => {
      writeFileSync(`${workspace}.policy`, JSON.stringify({ sla: [{ when: 'default', targetMinutes }] }));
      expect((await parley(['policy', 'set', workspace, '--file', `${workspace}.policy`])).code).toBe(0);
    };
    await set(5);
    const strict = (await parleyJson('analyze', workspace, 'sla')) as SlaResult;
    expect(strict.attainment).toMatchObject({ met: 0, missed: 0, excluded: 3, rate: null });
    expect(strict.attainment.excludedReason).toMatch(/date without a time/);
    await set(2880);
    const { attainment } = (await parleyJson('analyze', workspace, 'sla', '--policy-version', '2')) as SlaResult;
    expect(attainment).toMatchObject({ met: 1, missed: 2, excluded: 0 });
    const { fitness } = (await parleyJson('analyze', workspace, 'hygiene')) as HygieneResult;
    expect(fitness.find(({ metric }) => metric === 'SLA targets under a day')).toMatchObject({ grade: 'notMeasurable' });
  });
});

describe('the audit of rejections', () => {
  const files = {
    'Lead.csv': [
      leadHeader,
      leadLine(1, 500, 'Wrong Company Size'),
      leadLine(2, 20, 'Wrong Company Size'),
      leadLine(3, 500, 'Timing'),
      leadLine(4, 500, ''),
      leadLine(5, 500, 'Wrong Company Size'),
    ],
    'LeadHistory.csv': [
      historyHeader,
      ...[1, 2, 3, 4].flatMap((n) => history(n, qualified, rejectedSoon)),
      ...history(5, qualified, ['2026-03-03T09:00:00.000Z', 'Status', 'MQL', 'Rejected']),
      ...history(1, ['2026-02-01T09:00:00.000Z', 'Owner', '00G000000000001AAA', '005000000000001AAA']),
    ],
    'User.csv': users,
  };
  const icp = { term: 'ICP', motion: 'inbound', kind: 'icp', object: 'lead', criteria: 'lead.employees >= 100 and lead.source is filled' };
  const verdicts = ({ audit }: RejectionsResult) =>
    Object.fromEntries(audit.map(({ handoffId, verdict }) => [handoffId.slice(14, 15), verdict]));

  it('re-tests each against the criteria, showing clause and value; late and uncoded ones are out of policy', async () => {
    const workspace = await imported(files);
    const ref = await drafted(workspace, icp);
    const result = (await parleyJson('analyze', workspace, 'rejections', '--definition', ref)) as RejectionsResult;
    expect(verdicts(result)).toEqual({ 1: 'outOfPolicy', 2: 'inPolicy', 3: 'unprovable', 4: 'outOfPolicy', 5: 'outOfPolicy' });
    const of = (n: number) => result.audit.find(({ handoffId }) => handoffId.startsWith(`00Q00000000000${n}`))!;
    expect(of(1)).toMatchObject({
      clause: expect.stringMatching(/lead\.employees >= 100/),
      value: '500',
      why: expect.stringMatching(/contradicted/),
    });
    expect(of(2)).toMatchObject({ clause: expect.stringMatching(/lead\.employees >= 100/), value: '20' });
    expect(of(5).why).toMatch(/after it had been accepted/);
    expect(result.outOfPolicy).toEqual({
      late: 1,
      withoutCode: 1,
      contradicted: 1,
      byLeader: [{ leader: '005000000000009AAA', team: 'East', late: 1, withoutCode: 1, contradicted: 1, rejections: 5 }],
    });
    expect(result.definitions.map(({ term, version }) => [term, version])).toEqual([['ICP', 1]]);
  });

  it('proves nothing without a definition in force', async () => {
    const result = (await parleyJson('analyze', await imported(files), 'rejections')) as RejectionsResult;
    expect(verdicts(result)).toEqual({ 1: 'unprovable', 2: 'unprovable', 3: 'unprovable', 4: 'outOfPolicy', 5: 'outOfPolicy' });
  });

  it('moves the out-of-policy ones of the ledger to the priced leaks', async () => {
    const workspace = await imported(files);
    const leaks = async (...words: string[]) =>
      ((await parleyJson('analyze', workspace, 'leakage', ...words)) as LeakageResult).leaks
        .map(({ kind, reason, count, priced }) => `${kind} ${reason} ${count} ${priced}`)
        .toSorted();
    expect(await leaks()).toEqual([
      'lateRejected Wrong Company Size 1 false',
      'rejected Timing 1 false',
      'rejected Wrong Company Size 2 false',
      'rejectedOutOfPolicy  1 true',
    ]);
    expect(await leaks('--definition', await drafted(workspace, icp))).toEqual([
      'lateRejected Wrong Company Size 1 false',
      'rejected Timing 1 false',
      'rejected Wrong Company Size 1 false',
      'rejectedOutOfPolicy  1 true',
      'rejectedOutOfPolicy Wrong Company Size 1 true',
    ]);
  });
});

describe('a draft tried as a what-if', () => {
  it('leaves out the leads that it does not admit, and says that it is one', async () => {
    const workspace = await imported({
      'Lead.csv': [leadHeader, leadLine(1, 500, '', 80), leadLine(2, 500, '', 60)],
      'LeadHistory.csv': [historyHeader, ...[1, 2].flatMap((n) => history(n, qualified))],
      'User.csv': users,
    });
    const ref = await drafted(workspace, {
      term: 'MQL',
      motion: 'inbound',
      kind: 'stage',
      object: 'lead',
      stage: 'qualified',
      criteria: 'lead.score >= 65',
    });
    expect(((await parleyJson('analyze', workspace, 'leakage')) as LeakageResult).totals.handoffs).toBe(2);
    const tried = (await parleyJson('analyze', workspace, 'leakage', '--definition', ref)) as LeakageResult;
    expect(tried.totals.handoffs).toBe(1);
    expect(tried.warnings.join(' ')).toContain(`What-if: ${ref} is applied as if it had always been in force.`);
  });
});

describe('scores without history', () => {
  it('stay out of calibration and are counted aloud', async () => {
    const workspace = await imported({
      'Lead.csv': [leadHeader, leadLine(1, 500, '', 80)],
      'LeadHistory.csv': [historyHeader, ...history(1, qualified)],
      'User.csv': users,
    });
    const result = (await parleyJson('analyze', workspace, 'calibration', '--horizon', '30')) as CalibrationResult;
    expect(result).toMatchObject({ population: 0, scoreEvidence: { today: 1 }, auc: null });
    expect(result.warnings.join(' ')).toMatch(/1 handoffs have only today's score/);
    expect(
      ((await parleyJson('analyze', workspace, 'calibration', '--horizon', '30', '--include-today')) as CalibrationResult).population,
    ).toBe(1);
  });
});

describe('an intent that the extract does not carry', () => {
  it('leaves the target for high-intent leads to nobody, and says so', async () => {
    const workspace = await imported({
      'Lead.csv': [leadHeader, leadLine(1, 500, '', 80)],
      'LeadHistory.csv': [historyHeader, ...history(1, qualified)],
      'User.csv': users,
      'Task.csv': [
        'Id,WhoId,Type,Status,CompletedDateTime,OwnerId',
        '00T1,00Q000000000001EAA,Call,Completed,2026-02-02T10:00:00.000Z,005000000000001AAA',
      ],
    });
    const result = (await parleyJson('analyze', workspace, 'sla')) as SlaResult;
    expect(result.attainment).toMatchObject({ met: 1, missed: 0 });
    expect(result.escalations).toEqual({});
    expect(result.warnings.join(' ')).toMatch(/No intent column/);
  });
});
