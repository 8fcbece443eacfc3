import { randomBytes } from 'node:crypto';
import { createRuleSession, type RuleSession } from '#criteria/evaluate.ts';
import { runCalibration, runLeakage, runRejections, runSla } from '#engine/analyses/run-analysis.ts';
import type { Facts } from '#engine/facts/facts.ts';
import { planImport } from '#engine/import/plan-import.ts';
import { runImport } from '#engine/import/run-import.ts';
import { quietJob } from '#engine/job.ts';
import { recordsOfFacts } from '#engine/rules/rule-records.ts';
import { sessionOf } from '#engine/session.ts';
import { engineVersion } from '#engine/version.ts';
import { createWorkspace } from '#engine/workspace/create-workspace.ts';
import { openWorkspace } from '#engine/workspace/open-workspace.ts';

// The one place where the benchmarks touch the engine.

const environment = { now: () => Date.now(), randomBytes: (length: number) => new Uint8Array(randomBytes(length)) };
const settings = { timeZone: 'UTC', currency: 'USD' };
export const asOf = '2026-07-01T00:00:00Z';

/** Makes a workspace and imports an extract into it, as `parley new` and `parley import` do. */
export async function importExtract(file: string, extract: string): Promise<void> {
  const workspace = createWorkspace(file, settings, environment);
  try {
    const plan = await planImport([extract], { ...settings, asOfMs: Date.parse(asOf) });
    try {
      await runImport(workspace, plan, quietJob(), { workers: 2, engineVersion });
    } finally {
      plan.dispose();
    }
  } finally {
    workspace.close();
  }
}

export interface Ours {
  facts(): Facts;
  /** The analyses as the app asks for them: each gives more than the peer's query, which is the part of it that SQL can say. */
  leakage(groupBy: string[]): ReturnType<typeof runLeakage>;
  sla(groupBy: string[]): ReturnType<typeof runSla>;
  calibration(): ReturnType<typeof runCalibration>;
  rejections(): ReturnType<typeof runRejections>;
  /** Leads that meet a rule; `fresh` forgets what earlier rules found. */
  countLeads(criteria: string, fresh: boolean): number;
  close(): void;
}

export function openOurs(file: string): Ours {
  const workspace = openWorkspace(file, environment);
  const session = sessionOf(workspace);
  let rules: RuleSession | undefined;
  return {
    facts: () => session.facts(),
    leakage: (groupBy) => runLeakage(session, { groupBy }),
    sla: (groupBy) => runSla(session, { groupBy }),
    calibration: () => runCalibration(session, { outcome: 'won', horizonDays: 180, bands: 'width:1' }),
    rejections: () => runRejections(session, {}),
    countLeads: (criteria, fresh) => {
      if (fresh || rules === undefined) rules = createRuleSession(recordsOfFacts(session.facts(), 'lead', session.versions()));
      return rules.evaluate(session.rule(criteria, 'lead').rule).count;
    },
    close: () => workspace.close(),
  };
}
