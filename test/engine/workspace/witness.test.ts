import { copyFileSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createWorkspace } from '#engine/workspace/create-workspace.ts';
import { openWorkspace } from '#engine/workspace/open-workspace.ts';
import { readWitness, type WitnessCheck, witnessPath, writeWitness } from '#engine/workspace/witness.ts';
import type { Workspace } from '#engine/workspace/workspace.ts';
import { europe, expectCode, fixedEnvironment, testFolder } from './workspace-setup.ts';

/** Batches stand in for log entries: their ids are the heads, in order. */
const entries = (workspace: Workspace) => workspace.connection.prepare('SELECT id FROM batches ORDER BY id').pluck().all() as string[];
const witness: WitnessCheck = {
  currentHead: (workspace) =>
    entries(workspace).length === 0 ? undefined : { head: entries(workspace).at(-1)!, seq: entries(workspace).length },
  holds: (workspace, head) => entries(workspace).includes(head),
};
const { randomBytes } = fixedEnvironment(7);

function append(workspace: Workspace, head: string): void {
  workspace.transaction(() => workspace.segments.write(head, 0, []));
  const { workspaceId } = workspace.settings;
  writeWitness(workspace.path, { workspaceId, ...witness.currentHead(workspace)! }, randomBytes);
}

describe('the head seen last', () => {
  test('stands beside the workspace, for the owner alone', () => {
    const path = join(testFolder(), 'a.parley');
    const workspace = createWorkspace(path, europe, fixedEnvironment());
    append(workspace, 'e1');
    workspace.close();
    expect(readWitness(path)).toEqual({ workspaceId: workspace.settings.workspaceId, head: 'e1', seq: 1 });
    expect(statSync(witnessPath(path)).mode & 0o777).toBe(0o600);
    openWorkspace(path, fixedEnvironment(), { witness }).close();
    expect(readdirSync(join(path, '..'))).toEqual(['a.parley', 'a.parley.parley-head']);
  });

  test('gives away an older copy, another course and another workspace', () => {
    const folder = testFolder();
    const path = join(folder, 'a.parley');
    const workspace = createWorkspace(path, europe, fixedEnvironment());
    append(workspace, 'e1');
    workspace.close();
    copyFileSync(path, join(folder, 'old.parley'));
    const later = openWorkspace(path, fixedEnvironment(), { witness });
    append(later, 'e2');
    later.close();
    const seen = readWitness(path)!;

    copyFileSync(join(folder, 'old.parley'), path);
    expectCode(() => openWorkspace(path, fixedEnvironment(), { witness }), 'E_ROLLED_BACK');
    expect(() => openWorkspace(path, fixedEnvironment(), { witness })).toThrow(/entry 2 \(e2\).*entry 1 \(e1\)/);

    for (const course of [['f2'], ['f2', 'f3']]) {
      copyFileSync(join(folder, 'old.parley'), path);
      const other = openWorkspace(path, fixedEnvironment());
      for (const head of course) append(other, head);
      other.close();
      writeWitness(path, seen, randomBytes);
      expectCode(() => openWorkspace(path, fixedEnvironment(), { witness }), 'E_FORKED');
    }

    createWorkspace(join(folder, 'other.parley'), europe, fixedEnvironment(99)).close();
    copyFileSync(join(folder, 'other.parley'), path);
    expectCode(() => openWorkspace(path, fixedEnvironment(), { witness }), 'E_FORKED');
  });

  test('is noted by itself at opening and after each change', () => {
    const path = join(testFolder(), 'a.parley');
    const workspace = createWorkspace(path, europe, fixedEnvironment(), { witness });
    expect(readWitness(path)).toBeUndefined();
    for (const head of ['e1', 'e2']) {
      workspace.transaction(() => {
        workspace.transaction(() => workspace.segments.write(head, 0, []));
        expect(readWitness(path)?.head).not.toBe(head);
      });
      expect(readWitness(path)).toMatchObject({ head });
    }
    workspace.close();
    rmSync(witnessPath(path));
    openWorkspace(path, fixedEnvironment(), { witness, readOnly: true }).close();
    expect(readWitness(path)).toBeUndefined();
    openWorkspace(path, fixedEnvironment(), { witness }).close();
    expect(readWitness(path)).toMatchObject({ head: 'e2', seq: 2 });
  });

  test('that cannot be written does not undo the change it witnesses', () => {
    const path = join(testFolder(), 'a.parley');
    const workspace = createWorkspace(path, europe, fixedEnvironment(), { witness });
    mkdirSync(witnessPath(path));
    workspace.transaction(() => workspace.segments.write('e1', 0, []));
    expect(entries(workspace)).toEqual(['e1']);
    workspace.close();
  });

  test('that is missing or unreadable says nothing', () => {
    const path = join(testFolder(), 'a.parley');
    createWorkspace(path, europe, fixedEnvironment()).close();
    for (const text of ['', '{', 'null', '[]', '{"workspaceId":1,"head":"h","seq":1}']) {
      writeFileSync(witnessPath(path), text);
      expect(readWitness(path)).toBeUndefined();
      openWorkspace(path, fixedEnvironment(), { witness }).close();
    }
  });
});
