import { randomBytes } from 'node:crypto';
import { engineVersion } from '#engine/version.ts';
import { planImport } from '#engine/import/plan-import.ts';
import { runImport } from '#engine/import/run-import.ts';
import { quietJob } from '#engine/job.ts';
import { type Session, sessionOf } from '#engine/session.ts';
import { createWorkspace } from '#engine/workspace/create-workspace.ts';
import { openWorkspace } from '#engine/workspace/open-workspace.ts';

/** The one place where the benchmarks touch the engine. */
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

export interface OpenSession {
  session: Session;
  close(): void;
}

export function openSession(file: string): OpenSession {
  const workspace = openWorkspace(file, environment);
  return { session: sessionOf(workspace), close: () => workspace.close() };
}
