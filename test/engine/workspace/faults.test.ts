import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { checkWorkspace } from '#engine/workspace/check-workspace.ts';
import { createWorkspace } from '#engine/workspace/create-workspace.ts';
import { openWorkspace } from '#engine/workspace/open-workspace.ts';
import { buildFaultShim, parseTrace } from './fault-shim.ts';
import { laterMigrations } from './later-migrations.ts';
import { sampleColumns } from './sample-columns.ts';
import { europe, fixedEnvironment } from './workspace-setup.ts';

const { root, shim } = buildFaultShim();
const child = fileURLToPath(new URL('./faults-child.ts', import.meta.url));

afterAll(() => rmSync(root, { recursive: true, force: true }));

/** Points tried in each kind of call of each operation; PARLEY_FAULT_POINTS asks for more. */
const samples = Number(process.env.PARLEY_FAULT_POINTS ?? 3);
const kinds = { W: 'FI_W_AT', S: 'FI_S_AT', T: 'FI_T_AT' } as const;
type Kind = keyof typeof kinds;

function prepare(): void {
  const path = join(root, 'sound.parley');
  const workspace = createWorkspace(path, europe, fixedEnvironment());
  workspace.transaction(() => workspace.segments.write('b0', 50, sampleColumns(50)));
  workspace.close();
  copyFileSync(path, join(root, 'earlier.parley'));
  const again = openWorkspace(path, fixedEnvironment());
  again.transaction(() => again.segments.write('b1', 20_000, sampleColumns(20_000)));
  again.close();
}

const faults: Record<string, string>[] = [{ FI_KILL: '1' }, { FI_ERRNO: '5', FI_ONCE: '1' }, { FI_ERRNO: '28' }];

let runs = 0;
function run(operation: string, faults: Record<string, string>): { folder: string; said: string } {
  const folder = join(root, `run-${runs++}`);
  mkdirSync(folder);
  copyFileSync(join(root, 'sound.parley'), join(folder, 'a.parley'));
  copyFileSync(join(root, 'earlier.parley'), join(folder, 'earlier.parley'));
  const env = { ...process.env, ...faults, LD_PRELOAD: shim, FI_PATH: '.parley' };
  const { stdout } = spawnSync(process.execPath, [child, operation, folder], { env, encoding: 'utf8' });
  return { folder, said: stdout };
}

/** How often an operation writes, syncs and cuts: the trace of an undisturbed run, read over the bytes it holds. */
function count(operation: string): Record<Kind, number> {
  const trace = join(root, `${operation}.trace`);
  expect(run(operation, { FI_TRACE: trace }).said).toBe('done');
  const counts = { W: 0, S: 0, T: 0 };
  for (const { kind } of parseTrace(readFileSync(trace))) if (kind in counts) counts[kind as Kind]++;
  // Without a sync in its trace the injector was not in the way of anything.
  expect(counts.S).toBeGreaterThan(0);
  return counts;
}

function points(total: number): number[] {
  return [
    ...new Set(
      Array.from(
        { length: Math.min(samples, total) },
        (_, index) => 1 + Math.floor((index * (total - 1)) / Math.max(1, Math.min(samples, total) - 1)),
      ),
    ),
  ];
}

/** Looks at what a run left: sound, and as before or as after. */
async function look(operation: string, folder: string): Promise<'before' | 'after'> {
  const made = { create: 'new.parley', backup: 'backup.parley' }[operation];
  if (made !== undefined && !existsSync(join(folder, made))) return 'before';
  const workspace = openWorkspace(
    join(folder, made ?? 'a.parley'),
    fixedEnvironment(),
    operation === 'migrate' ? { migrations: laterMigrations, keepFormat: true } : {},
  );
  const isLater = workspace.connection.pragma('user_version', { simple: true }) === laterMigrations.at(-1)!.version;
  if (!isLater) expect((await checkWorkspace(workspace)).findings).toEqual([]);
  const ids = workspace.connection.prepare('SELECT id FROM batches ORDER BY id').pluck().all() as string[];
  const loaded = ids.flatMap((id) => workspace.segments.names(id).map((name) => workspace.segments.read(id, name)));
  expect(loaded).toHaveLength(ids.length * 6);
  workspace.close();
  const after: Record<string, string[]> = {
    create: [],
    write: ['b0', 'b1', 'b2'],
    drop: ['b0'],
    migrate: ['b0', 'b1'],
    backup: ['b0', 'b1'],
    restore: ['b0'],
  };
  if (operation === 'migrate') return isLater ? 'after' : 'before';
  if (ids.join() === after[operation]!.join()) return 'after';
  expect(ids).toEqual(['b0', 'b1']);
  return 'before';
}

describe.skipIf(shim === undefined)('faults of the disk (skipped where the fault injector cannot be built)', () => {
  test.each(['create', 'write', 'drop', 'migrate', 'backup', 'restore'])(
    '%s: killed, or refused by the disk, at any call, leaves the state before or after and never acknowledges what is not kept',
    async (operation) => {
      if (!existsSync(join(root, 'sound.parley'))) prepare();
      const counts = count(operation);
      for (const kind of ['W', 'S', 'T'] as const)
        for (const point of points(counts[kind]))
          for (const fault of faults) {
            const { folder, said } = run(operation, { [kinds[kind]]: String(point), ...fault });
            const what = `${operation}, ${kind} ${point} of ${counts[kind]}, ${JSON.stringify(fault)}: said ${said}`;
            const state = await look(operation, folder).catch((error) => error);
            expect(['before', 'after'], what).toContain(state);
            if (said === 'done') expect(state, what).toBe('after');
            else if (!('FI_KILL' in fault)) expect(['E_IO', 'E_DISK_FULL', 'E_BACKUP', 'E_CANNOT_OPEN'], what).toContain(said);
            rmSync(folder, { recursive: true });
          }
    },
    120_000,
  );
});
