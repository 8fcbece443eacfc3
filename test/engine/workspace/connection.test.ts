import { chmodSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { requireSqliteVersion, settleConnection } from '#engine/workspace/connection.ts';
import { createWorkspace } from '#engine/workspace/create-workspace.ts';
import { openWorkspace } from '#engine/workspace/open-workspace.ts';
import { europe, expectCode, fixedEnvironment, testFolder } from './workspace-setup.ts';

const wanted = {
  application_id: 0x50524c59,
  user_version: 1,
  page_size: 32_768,
  locking_mode: 'exclusive',
  journal_mode: 'truncate',
  synchronous: 3,
  foreign_keys: 1,
  secure_delete: 1,
  trusted_schema: 0,
  cell_size_check: 1,
  mmap_size: 0,
  temp_store: 2,
};

function answers(connection: { pragma(name: string, options: { simple: true }): unknown }) {
  return Object.fromEntries(Object.keys(wanted).map((name) => [name, connection.pragma(name, { simple: true })]));
}

describe('the connection', () => {
  test('has every setting of the house, when made and when opened again', () => {
    const path = join(testFolder(), 'a.parley');
    const made = createWorkspace(path, europe, fixedEnvironment());
    expect(answers(made.connection)).toEqual(wanted);
    made.close();
    const opened = openWorkspace(path, fixedEnvironment());
    expect(answers(opened.connection)).toEqual(wanted);
    opened.close();
    const read = openWorkspace(path, fixedEnvironment(), { readOnly: true });
    expect(answers(read.connection)).toEqual({ ...wanted, journal_mode: 'delete' });
    read.close();
  });

  test('is refused where a setting does not answer as asked', () => {
    const workspace = createWorkspace(join(testFolder(), 'a.parley'), europe, fixedEnvironment());
    workspace.connection.pragma('synchronous = NORMAL');
    expectCode(() => settleConnection(workspace.connection, workspace.path), 'E_CONNECTION');
    workspace.close();
  });

  test('needs an SQLite that keeps data', () => {
    for (const version of ['3.51.2', '3.9.9', '2.99.99']) expectCode(() => requireSqliteVersion(version), 'E_SQLITE_VERSION');
    for (const version of ['3.51.3', '3.52.0', '4.0.0']) expect(() => requireSqliteVersion(version)).not.toThrow();
  });

  test.each([0o400, 0o500])('opens for reading only where the owner may not write (%o)', (mode) => {
    const path = join(testFolder(), 'a.parley');
    createWorkspace(path, europe, fixedEnvironment()).close();
    const locked = mode === 0o400 ? path : dirname(path);
    chmodSync(locked, mode);
    try {
      const workspace = openWorkspace(path, fixedEnvironment());
      expect(workspace.mode).toBe('readOnly');
      workspace.close();
    } finally {
      chmodSync(locked, 0o700);
    }
    expect(readdirSync(dirname(path))).toEqual(['a.parley']);
  });
});
