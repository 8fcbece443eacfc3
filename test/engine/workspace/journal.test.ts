import { chmodSync, copyFileSync, existsSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkWorkspace } from '#engine/workspace/check-workspace.ts';
import { createWorkspace } from '#engine/workspace/create-workspace.ts';
import { openWorkspace } from '#engine/workspace/open-workspace.ts';
import { sampleColumns } from './sample-columns.ts';
import { europe, expectCode, fixedEnvironment, sha256Of, testFolder } from './workspace-setup.ts';

/** A workspace of some commits, as a kill in the midst of a large one leaves it: with a journal that must be played back. */
function interrupted(folder: string, name: string, commits: number): string {
  const path = join(folder, `${name}.source`);
  createWorkspace(path, europe, fixedEnvironment(commits)).close();
  for (let commit = 0; commit < commits; commit++) {
    const workspace = openWorkspace(path, fixedEnvironment());
    workspace.transaction(() => workspace.segments.write(`b${commit}`, 100, sampleColumns(100)));
    workspace.close();
  }
  const workspace = openWorkspace(path, fixedEnvironment());
  workspace.connection.pragma('cache_size = 10');
  const target = join(folder, name);
  expect(() =>
    workspace.transaction(() => {
      workspace.segments.write('torn', 200_000, sampleColumns(200_000));
      copyFileSync(path, target);
      copyFileSync(`${path}-journal`, `${target}-journal`);
      throw new Error('killed');
    }),
  ).toThrow('killed');
  workspace.close();
  expect(statSync(`${target}-journal`).size).toBeGreaterThan(512);
  return target;
}

describe('a journal left by a kill', () => {
  test('is played back, and the state is that before', async () => {
    const folder = testFolder();
    const path = interrupted(folder, 'a.parley', 3);
    const workspace = openWorkspace(path, fixedEnvironment());
    expect(workspace.connection.prepare('SELECT id FROM batches ORDER BY id').pluck().all()).toEqual(['b0', 'b1', 'b2']);
    expect((await checkWorkspace(workspace)).findings).toEqual([]);
    workspace.close();
    expect(existsSync(`${path}-journal`)).toBe(false);
    expect(sha256Of(path)).toBe(sha256Of(join(folder, 'a.parley.source')));
  });

  test('beside another workspace is refused, and both are left as they were', () => {
    const folder = testFolder();
    const path = interrupted(folder, 'a.parley', 1);
    const other = interrupted(folder, 'b.parley', 6);
    copyFileSync(`${other}-journal`, `${path}-journal`);
    const digests = [sha256Of(path), sha256Of(`${path}-journal`)];
    expectCode(() => openWorkspace(path, fixedEnvironment()), 'E_FOREIGN_JOURNAL');
    expect([sha256Of(path), sha256Of(`${path}-journal`)]).toEqual(digests);
  });

  test('where nothing can be written asks for a place where it can', () => {
    const folder = testFolder();
    mkdirSync(join(folder, 'medium'));
    const path = interrupted(join(folder, 'medium'), 'a.parley', 1);
    chmodSync(path, 0o400);
    expectCode(() => openWorkspace(path, fixedEnvironment()), 'E_RECOVERY_NEEDED');
    expectCode(() => openWorkspace(path, fixedEnvironment(), { readOnly: true }), 'E_RECOVERY_NEEDED');
    expect(readdirSync(join(folder, 'medium'))).toContain('a.parley-journal');
  });
});
