import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { backupWorkspace } from '#engine/workspace/backup-workspace.ts';
import { checkWorkspace } from '#engine/workspace/check-workspace.ts';
import { createWorkspace } from '#engine/workspace/create-workspace.ts';
import { openWorkspace } from '#engine/workspace/open-workspace.ts';
import type { Workspace } from '#engine/workspace/workspace.ts';
import { sampleColumns } from './sample-columns.ts';
import { europe, expectCode, fixedEnvironment, testFolder } from './workspace-setup.ts';

const mountPoint = mkdtempSync(join(tmpdir(), 'parley-disk-'));
const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=12m', 'tmpfs', mountPoint]).status === 0;

beforeAll(() => {
  if (!mounted) rmdirSync(mountPoint);
});
afterAll(() => {
  if (!mounted) return;
  spawnSync('umount', ['-l', mountPoint]);
  rmdirSync(mountPoint);
});

const write = (workspace: Workspace, batch: string, rows: number) =>
  workspace.transaction(() => workspace.segments.write(batch, rows, sampleColumns(rows)));
const digest = (workspace: Workspace, batch: string) =>
  workspace.connection.prepare('SELECT sha256 FROM batches WHERE id = ?').pluck().get(batch);

describe.skipIf(!mounted)('on a small disk (skipped where a file system cannot be mounted)', () => {
  test('a full disk is said, keeps the workspace whole, and the same work done again gives the same digest', async () => {
    const path = join(mountPoint, 'a.parley');
    const workspace = createWorkspace(path, europe, fixedEnvironment());
    write(workspace, 'b1', 500);
    const { bavail, bsize } = statfsSync(mountPoint);
    writeFileSync(join(mountPoint, 'ballast'), Buffer.alloc(bavail * bsize - 500_000));
    expectCode(() => write(workspace, 'b2', 100_000), 'E_DISK_FULL');
    expect(workspace.segments.names('b2')).toEqual([]);
    expect(await checkWorkspace(workspace)).toEqual({ ok: true, findings: [] });
    workspace.close();

    const opened = openWorkspace(path, fixedEnvironment());
    expect(opened.segments.read('b1', 'id')).toBeDefined();
    expectCode(() => write(opened, 'b2', 100_000), 'E_DISK_FULL');
    await expect(backupWorkspace(opened, join(mountPoint, 'backup.parley'))).rejects.toMatchObject({ code: 'E_DISK_FULL' });
    expect(readdirSync(mountPoint).sort()).toEqual(['a.parley', 'a.parley-journal', 'ballast']);
    expectCode(() => createWorkspace(join(mountPoint, 'new.parley'), europe, fixedEnvironment(2)), 'E_DISK_FULL');
    expect(readdirSync(mountPoint).sort()).toEqual(['a.parley', 'a.parley-journal', 'ballast']);

    rmSync(join(mountPoint, 'ballast'));
    write(opened, 'b2', 100_000);
    const elsewhere = createWorkspace(join(testFolder(), 'b.parley'), europe, fixedEnvironment());
    write(elsewhere, 'b2', 100_000);
    expect(digest(opened, 'b2')).toBe(digest(elsewhere, 'b2'));
    elsewhere.close();
    opened.close();
  });

  test('a read-only disk opens for reading only', () => {
    const path = join(mountPoint, 'c.parley');
    for (const name of readdirSync(mountPoint)) rmSync(join(mountPoint, name));
    createWorkspace(path, europe, fixedEnvironment()).close();
    expect(spawnSync('mount', ['-o', 'remount,ro', mountPoint]).status).toBe(0);
    const workspace = openWorkspace(path, fixedEnvironment());
    expect(workspace.mode).toBe('readOnly');
    workspace.close();
    expectCode(() => createWorkspace(join(mountPoint, 'd.parley'), europe, fixedEnvironment()), 'E_READ_ONLY');
    expect(spawnSync('mount', ['-o', 'remount,rw', mountPoint]).status).toBe(0);
  });
});
