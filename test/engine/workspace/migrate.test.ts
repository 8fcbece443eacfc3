import { copyFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { checkWorkspaceFile } from '#engine/workspace/check-workspace.ts';
import { createWorkspace } from '#engine/workspace/create-workspace.ts';
import { migrations } from '#engine/workspace/migrate.ts';
import { openWorkspace } from '#engine/workspace/open-workspace.ts';
import { laterMigrations } from './later-migrations.ts';
import { sampleColumns } from './sample-columns.ts';
import { europe, expectCode, fixedEnvironment, sha256Of, testFolder } from './workspace-setup.ts';

const next = laterMigrations.at(-1)!;

function workspaceFile(): { folder: string; path: string } {
  const folder = testFolder();
  const path = join(folder, 'a.parley');
  const workspace = createWorkspace(path, europe, fixedEnvironment());
  workspace.transaction(() => workspace.segments.write('b1', 300, sampleColumns(300)));
  workspace.close();
  return { folder, path };
}

describe('an older format', () => {
  test('is brought up to date after a copy is made, and nothing is lost', async () => {
    const { folder, path } = workspaceFile();
    const workspace = openWorkspace(path, fixedEnvironment(), { migrations: laterMigrations });
    expect(workspace.connection.pragma('user_version', { simple: true })).toBe(next.version);
    expect(workspace.connection.prepare('SELECT id FROM later').pluck().all()).toEqual(['b1']);
    expect(workspace.segments.read('b1', 'amount')).toEqual(sampleColumns(300)[3]!.column);
    workspace.close();
    const copy = `a.parley.before-format-${next.version}-20260331T090000Z`;
    expect(readdirSync(folder).sort()).toEqual(['a.parley', copy]);
    expect((await checkWorkspaceFile(join(folder, copy), fixedEnvironment())).ok).toBe(true);
    expectCode(() => openWorkspace(path, fixedEnvironment()), 'E_NEWER');
  });

  test('stays as it is where a migration fails', () => {
    const { folder, path } = workspaceFile();
    const failing = [...migrations, { version: next.version, statements: [next.statements[0]!, 'INSERT INTO nowhere VALUES (1)'] }];
    expect(() => openWorkspace(path, fixedEnvironment(), { migrations: failing })).toThrow(/nowhere/);
    const orphaning = [...migrations, { version: next.version, statements: ['PRAGMA defer_foreign_keys = ON', 'DELETE FROM batches'] }];
    expect(() => openWorkspace(path, fixedEnvironment(2), { migrations: orphaning })).toThrow();
    const workspace = openWorkspace(path, fixedEnvironment());
    expect(workspace.segments.names('b1')).toHaveLength(6);
    workspace.close();
    expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  test('cannot be brought up to date where nothing can be written', () => {
    const { path } = workspaceFile();
    expectCode(() => openWorkspace(path, fixedEnvironment(), { migrations: laterMigrations, readOnly: true }), 'E_READ_ONLY');
    openWorkspace(path, fixedEnvironment(), { migrations: laterMigrations, readOnly: true, keepFormat: true }).close();
  });

  test('that says it is newer than its tables is refused', () => {
    const { path } = workspaceFile();
    copyFileSync(path, `${path}.forged`);
    const connection = new Database(`${path}.forged`);
    connection.pragma(`user_version = ${next.version}`);
    connection.close();
    const digest = sha256Of(`${path}.forged`);
    expectCode(() => openWorkspace(`${path}.forged`, fixedEnvironment(), { migrations: laterMigrations }), 'E_SCHEMA');
    expect(sha256Of(`${path}.forged`)).toBe(digest);
  });
});
