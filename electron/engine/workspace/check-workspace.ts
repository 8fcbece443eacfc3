import { setImmediate } from 'node:timers/promises';
import type { Database } from 'better-sqlite3';
import { ParleyError } from '#domain/errors.ts';
import type { Environment } from '../environment.ts';
import { type JobContext, quietJob } from '../job.ts';
import type { CheckFinding, WorkspaceCheck } from './check-finding.ts';
import { settleConnection } from './connection.ts';
import { requireNotCancelled } from './in-steps.ts';
import { migrations, schemaVersion } from './migrate.ts';
import { type OpenOptions, openWorkspace } from './open-workspace.ts';
import { schemaDifference } from './require-schema.ts';
import { checkSegments } from './segments/check-segments.ts';
import { readSettings } from './settings.ts';
import { fromSqlite } from './sqlite-errors.ts';
import type { Workspace } from './workspace.ts';

export interface CheckReport {
  ok: boolean;
  findings: CheckFinding[];
}

const ownChecks: { area: string; check: WorkspaceCheck }[] = [
  { area: 'pages', check: ({ connection }) => checkPages(connection) },
  { area: 'references', check: ({ connection }) => checkReferences(connection) },
  { area: 'schema', check: ({ connection }) => checkSchema(connection) },
  { area: 'connection', check: checkSettings },
  { area: 'segments', check: ({ connection }, job) => checkSegments(connection, job) },
];

/** Looks at every page, reference, declaration, setting and column of an open workspace, then at what `further` checks. Damage is a finding, not an error. */
export async function checkWorkspace(
  workspace: Workspace,
  further: readonly WorkspaceCheck[] = [],
  job: JobContext = quietJob(),
): Promise<CheckReport> {
  const findings: CheckFinding[] = [];
  const all = [...ownChecks, ...further.map((check) => ({ area: 'further', check }))];
  for (const [index, { area, check }] of all.entries()) {
    job.report({ phase: 'check', done: index, total: all.length, unit: 'steps' });
    try {
      for (const finding of check(workspace, job)) {
        if (finding) findings.push(finding);
        await setImmediate();
        requireNotCancelled(job);
      }
    } catch (error) {
      findings.push(asFinding(area, fromSqlite(error, workspace.path)));
    }
  }
  return { ok: findings.length === 0, findings };
}

/** Opens a file for reading only and checks it; a file that cannot be opened is one finding. Throws E_NOT_FOUND, E_PATH and E_ALREADY_OPEN alone. */
export async function checkWorkspaceFile(
  path: string,
  environment: Environment,
  further: readonly WorkspaceCheck[] = [],
  options: OpenOptions & { job?: JobContext } = {},
): Promise<CheckReport> {
  let workspace: Workspace;
  try {
    workspace = openWorkspace(path, environment, { ...options, readOnly: true });
  } catch (error) {
    if (error instanceof ParleyError && ['E_NOT_FOUND', 'E_PATH', 'E_ALREADY_OPEN'].includes(error.code)) throw error;
    return { ok: false, findings: [asFinding('file', error)] };
  }
  try {
    return await checkWorkspace(workspace, further, options.job);
  } finally {
    workspace.close();
  }
}

/** Errors that are no damage (a cancelled job, a fault in the program) go on. */
function asFinding(area: string, error: unknown): CheckFinding {
  if (!(error instanceof ParleyError) || error.code === 'E_CANCELLED') throw error;
  const { code, message, data } = error;
  return { area: typeof data?.area === 'string' ? data.area : area, code, message, ...(data ? { data } : {}) };
}

function* checkPages(connection: Database): Generator<CheckFinding> {
  for (const { integrity_check: line } of connection.pragma('integrity_check(100)') as { integrity_check: string }[])
    if (line !== 'ok') yield { area: 'pages', code: 'E_DAMAGED', message: `SQLite finds a broken page or row: ${line}` };
}

function* checkReferences(connection: Database): Generator<CheckFinding> {
  const counts = new Map<string, number>();
  for (const { table, parent } of connection.pragma('foreign_key_check') as { table: string; parent: string }[])
    counts.set(`${table} → ${parent}`, (counts.get(`${table} → ${parent}`) ?? 0) + 1);
  for (const [reference, count] of counts)
    yield {
      area: 'references',
      code: 'E_DAMAGED',
      message: `${count} rows refer to a row that is missing (${reference}).`,
      data: { reference, count },
    };
}

function* checkSchema(connection: Database): Generator<CheckFinding> {
  const difference = schemaDifference(connection, migrations, schemaVersion(connection));
  if (difference !== undefined)
    yield { area: 'schema', code: 'E_SCHEMA', message: `The tables are not those of a workspace: ${difference}.` };
}

function checkSettings({ connection, path }: Workspace): [] {
  settleConnection(connection, path);
  readSettings(connection, path);
  return [];
}
