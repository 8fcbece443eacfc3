import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { backupWorkspace } from '#engine/workspace/backup-workspace.ts';
import type { CheckFinding } from '#engine/workspace/check-finding.ts';
import { checkWorkspace, checkWorkspaceFile } from '#engine/workspace/check-workspace.ts';
import { createWorkspace } from '#engine/workspace/create-workspace.ts';
import { openWorkspace } from '#engine/workspace/open-workspace.ts';
import { restoreWorkspace } from '#engine/workspace/restore-workspace.ts';
import { readWitness, writeWitness } from '#engine/workspace/witness.ts';
import type { Workspace } from '#engine/workspace/workspace.ts';
import { sampleColumns } from './sample-columns.ts';
import { europe, fixedEnvironment, sha256Of, testFolder } from './workspace-setup.ts';

function setup() {
  const folder = testFolder();
  const path = join(folder, 'a.parley');
  const workspace = createWorkspace(path, europe, fixedEnvironment());
  add(workspace, 'b1');
  return { folder, path, workspace, target: join(folder, 'backup.parley') };
}

function add(workspace: Workspace, batch: string): void {
  workspace.transaction(() => workspace.segments.write(batch, 400, sampleColumns(400)));
}

const refusal = (code: string) => ({ name: 'ParleyError', code });

describe('a backup', () => {
  test('is a whole workspace of its own, checked before it has its name', async () => {
    const { path, workspace, target, folder } = setup();
    const made = await backupWorkspace(workspace, target);
    expect(made).toEqual({ path: target, bytes: statSync(target).size, sha256: sha256Of(target) });
    expect(statSync(target).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual(['a.parley', 'a.parley-journal', 'backup.parley']);
    workspace.close();
    const opened = openWorkspace(target, fixedEnvironment());
    const current = openWorkspace(path, fixedEnvironment());
    expect(opened.settings).toEqual(current.settings);
    expect(opened.segments.read('b1', 'amount')).toEqual(current.segments.read('b1', 'amount'));
    opened.close();
    current.close();
  });

  test('never goes over a file, unless told, and never over itself', async () => {
    const { folder, path, workspace, target } = setup();
    writeFileSync(target, 'earlier');
    mkdirSync(join(folder, 'sub'));
    symlinkSync(path, join(folder, 'link.parley'));
    await expect(backupWorkspace(workspace, target)).rejects.toMatchObject(refusal('E_EXISTS'));
    await expect(backupWorkspace(workspace, path)).rejects.toMatchObject(refusal('E_SAME_FILE'));
    await expect(backupWorkspace(workspace, join(folder, 'link.parley'), { overwrite: true })).rejects.toMatchObject(
      refusal('E_SAME_FILE'),
    );
    await expect(backupWorkspace(workspace, `${path}-journal`, { overwrite: true })).rejects.toMatchObject(refusal('E_PATH'));
    await expect(backupWorkspace(workspace, join(folder, 'sub'), { overwrite: true })).rejects.toMatchObject(refusal('E_EXISTS'));
    await expect(backupWorkspace(workspace, join(folder, 'none', 'b.parley'))).rejects.toMatchObject(refusal('E_NOT_FOUND'));
    expect(readFileSync(target, 'utf8')).toBe('earlier');
    await backupWorkspace(workspace, target, { overwrite: true });
    workspace.close();
    expect((await checkWorkspaceFile(target, fixedEnvironment())).ok).toBe(true);
  });

  test('that was cancelled, or does not pass its checks, leaves nothing', async () => {
    const { folder, workspace, target } = setup();
    const before = readdirSync(folder);
    const job = { signal: AbortSignal.abort(), report: () => {} };
    await expect(backupWorkspace(workspace, target, { job })).rejects.toMatchObject(refusal('E_CANCELLED'));
    const finding: CheckFinding = { area: 'log', code: 'E_LOG', message: 'The log is broken.' };
    await expect(backupWorkspace(workspace, target, { checks: [() => [finding]] })).rejects.toMatchObject(refusal('E_BACKUP'));
    expect(readdirSync(folder)).toEqual(before);
    workspace.close();
  });
});

describe('restoring', () => {
  test('brings the backup back and keeps what stood there', async () => {
    const { path, workspace, target } = setup();
    await backupWorkspace(workspace, target);
    add(workspace, 'b2');
    workspace.close();
    writeWitness(path, { workspaceId: workspace.settings.workspaceId, head: 'h2', seq: 2 }, fixedEnvironment().randomBytes);
    const later = sha256Of(path);
    const restored = await restoreWorkspace(path, target, fixedEnvironment());
    expect(restored).toEqual({ path, original: `${path}.before-restore-20260331T090000Z` });
    expect(sha256Of(path)).toBe(sha256Of(target));
    expect(sha256Of(restored.original!)).toBe(later);
    expect(readWitness(path)).toBeUndefined();
    expect(readWitness(restored.original!)).toMatchObject({ seq: 2 });
    const opened = openWorkspace(path, fixedEnvironment());
    expect(opened.segments.names('b2')).toEqual([]);
    expect(opened.segments.names('b1')).toHaveLength(6);
    opened.close();
    const again = await restoreWorkspace(path, target, fixedEnvironment());
    expect(again.original).toBe(`${path}.before-restore-20260331T090000Z-2`);
  });

  test('works over a damaged file, its journal kept with it, and where there is none', async () => {
    const { folder, path, workspace, target } = setup();
    await backupWorkspace(workspace, target);
    workspace.close();
    truncateSync(path, 50_000);
    writeFileSync(path, readFileSync(path).fill(0, 0, 16));
    writeFileSync(`${path}-journal`, 'whatever');
    const { original } = await restoreWorkspace(path, target, fixedEnvironment());
    expect(statSync(original!).size).toBe(50_000);
    expect(readFileSync(`${original}-journal`, 'utf8')).toBe('whatever');
    openWorkspace(path, fixedEnvironment()).close();
    await restoreWorkspace(join(folder, 'new.parley'), target, fixedEnvironment());
    openWorkspace(join(folder, 'new.parley'), fixedEnvironment()).close();
  });

  test('a damaged backup, the same file, or an open workspace is refused before anything is moved', async () => {
    const { folder, path, workspace, target } = setup();
    await backupWorkspace(workspace, target);
    await expect(restoreWorkspace(path, target, fixedEnvironment())).rejects.toMatchObject(refusal('E_ALREADY_OPEN'));
    workspace.close();
    const digest = sha256Of(path);
    const bytes = readFileSync(target);
    const damagedAt = (position: number) => {
      const damaged = Buffer.from(bytes);
      damaged[position]! ^= 1;
      writeFileSync(join(folder, 'damaged.parley'), damaged);
      return join(folder, 'damaged.parley');
    };
    const within = bytes.indexOf('Firma Ä');
    for (const backup of [damagedAt(within), damagedAt(17)])
      await expect(restoreWorkspace(path, backup, fixedEnvironment())).rejects.toMatchObject(refusal('E_BACKUP'));
    await expect(restoreWorkspace(path, path, fixedEnvironment())).rejects.toMatchObject(refusal('E_SAME_FILE'));
    await expect(restoreWorkspace(path, join(folder, 'none'), fixedEnvironment())).rejects.toMatchObject(refusal('E_NOT_FOUND'));
    expect(sha256Of(path)).toBe(digest);
    expect(readdirSync(folder).filter((name) => name.includes('before-restore') || name.endsWith('.part'))).toEqual([]);
  });

  test('a backup on a read-only medium can be restored', async () => {
    const { folder, path, workspace } = setup();
    mkdirSync(join(folder, 'medium'));
    const backup = join(folder, 'medium', 'b.parley');
    await backupWorkspace(workspace, backup);
    workspace.close();
    chmodSync(backup, 0o400);
    chmodSync(join(folder, 'medium'), 0o500);
    await restoreWorkspace(path, backup, fixedEnvironment());
    chmodSync(join(folder, 'medium'), 0o700);
    const opened = openWorkspace(path, fixedEnvironment());
    expect(opened.mode).toBe('readWrite');
    opened.close();
    expect(existsSync(`${path}-journal`)).toBe(false);
  });
});

describe('a check', () => {
  test('of a sound workspace finds nothing', async () => {
    const { workspace } = setup();
    expect(await checkWorkspace(workspace)).toEqual({ ok: true, findings: [] });
    workspace.close();
  });

  test('names a lost column, an added column, a batch without its seal and rows without their batch', async () => {
    const { path, workspace } = setup();
    workspace.close();
    const edits: [string, string, string][] = [
      ['DELETE FROM segment_parts WHERE ordinal = 2; DELETE FROM segments WHERE ordinal = 2', 'segments', 'batch b1'],
      ["INSERT INTO segments VALUES ('b1', 9, 'extra', 'number', 'float', '{}', '')", 'segments', 'column extra'],
      ['UPDATE batches SET row_count = 401', 'segments', 'column id'],
      ["UPDATE segments SET name = 'scores' WHERE name = 'score'", 'segments', 'column scores'],
      ['DELETE FROM batches', 'references', 'segments → batches'],
    ];
    for (const [edit, area, what] of edits) {
      const copy = `${path}.${edits.findIndex(([text]) => text === edit)}`;
      copyFileSync(path, copy);
      const edited = openWorkspace(copy, fixedEnvironment());
      edited.connection.pragma('foreign_keys = OFF');
      edited.connection.exec(edit);
      edited.close();
      const { ok, findings } = await checkWorkspaceFile(copy, fixedEnvironment());
      expect(ok).toBe(false);
      expect(findings).toContainEqual(expect.objectContaining({ area, message: expect.stringContaining(what) }));
    }
  });

  test('reports what further checks find, and their ParleyErrors', async () => {
    const { workspace } = setup();
    const finding: CheckFinding = { area: 'log', code: 'E_LOG', message: 'Entry 3 is altered.' };
    expect((await checkWorkspace(workspace, [() => [undefined, finding]])).findings).toEqual([finding]);
    const job = { signal: AbortSignal.abort(), report: () => {} };
    await expect(checkWorkspace(workspace, [], job)).rejects.toMatchObject(refusal('E_CANCELLED'));
    workspace.close();
  });
});
