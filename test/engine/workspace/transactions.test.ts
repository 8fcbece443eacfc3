import { copyFileSync, readFileSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { backupWorkspace } from '#engine/workspace/backup-workspace.ts';
import { createWorkspace } from '#engine/workspace/create-workspace.ts';
import { openWorkspace } from '#engine/workspace/open-workspace.ts';
import { sql } from '#engine/workspace/sql.ts';
import { sampleColumns } from './sample-columns.ts';
import { europe, expectCode, fixedEnvironment, testFolder } from './workspace-setup.ts';

const setup = () => {
  const path = join(testFolder(), 'a.parley');
  const workspace = createWorkspace(path, europe, fixedEnvironment());
  const add = (id: string) => workspace.run(sql.insertInto('batches').values({ id, row_count: 0, sha256: '' }));
  const ids = () => workspace.all(sql.selectFrom('batches').select('id').orderBy('id')).map(({ id }) => id);
  return { path, workspace, add, ids };
};

describe('a transaction', () => {
  test('keeps all or nothing', () => {
    const { workspace, add, ids } = setup();
    expect(add('a')).toEqual({ changes: 1 });
    expect(() =>
      workspace.transaction(() => {
        add('b');
        throw new Error('stop');
      }),
    ).toThrow('stop');
    expect(ids()).toEqual(['a']);
    expect(workspace.transaction(() => add('c').changes)).toBe(1);
    expect(workspace.first(sql.selectFrom('batches').select('id').where('id', '=', 'c'))).toEqual({ id: 'c' });
    expect(workspace.first(sql.selectFrom('batches').select('id').where('id', '=', 'b'))).toBeUndefined();
    workspace.close();
  });

  test('inside another joins it; failing and caught, it takes back its own part alone', () => {
    const { workspace, add, ids } = setup();
    workspace.transaction(() => {
      add('a');
      expect(() =>
        workspace.transaction(() => {
          add('b');
          throw new Error('inner');
        }),
      ).toThrow('inner');
      workspace.transaction(() => add('c'));
    });
    expect(ids()).toEqual(['a', 'c']);
    expect(() =>
      workspace.transaction(() => {
        workspace.transaction(() => add('d'));
        throw new Error('outer');
      }),
    ).toThrow('outer');
    expect(ids()).toEqual(['a', 'c']);
    workspace.close();
  });

  test('does not wait for promises', () => {
    const { workspace, add, ids } = setup();
    expectCode(() => workspace.transaction(async () => add('a')), 'E_ASYNC_TRANSACTION');
    expect(ids()).toEqual([]);
    workspace.close();
  });
});

function replaceByCopy(path: string): void {
  copyFileSync(path, `${path}.copy`);
  renameSync(`${path}.copy`, path);
}

describe('a file disturbed from outside stops all writing', () => {
  const disturbances: [name: string, disturb: (path: string) => void][] = [
    ['deleted', (path) => rmSync(path)],
    ['renamed', (path) => renameSync(path, `${path}.away`)],
    ['replaced by its copy', replaceByCopy],
    ['cut', (path) => truncateSync(path, 40_000)],
    ['overwritten with more', (path) => writeFileSync(path, Buffer.concat([readFileSync(path), Buffer.alloc(32_768)]))],
  ];
  test.each(disturbances)('%s', (_name, disturb) => {
    const { path, workspace, add } = setup();
    add('a');
    copyFileSync(path, `${path}.kept`);
    disturb(path);
    expectCode(() => add('b'), 'E_MOVED');
    rmSync(path, { force: true });
    copyFileSync(`${path}.kept`, path);
    expectCode(() => add('c'), 'E_MOVED');
    workspace.close();
  });

  test('and what was in the open file can be saved to another', async () => {
    const { path, workspace } = setup();
    workspace.transaction(() => workspace.segments.write('b1', 300, sampleColumns(300)));
    rmSync(path);
    expectCode(() => workspace.transaction(() => 1), 'E_MOVED');
    await backupWorkspace(workspace, `${path}.rescued`);
    workspace.close();
    const rescued = openWorkspace(`${path}.rescued`, fixedEnvironment());
    expect(rescued.segments.names('b1')).toHaveLength(6);
    rescued.close();
  });
});
