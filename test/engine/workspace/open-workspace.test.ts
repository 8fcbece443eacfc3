import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { createWorkspace } from '#engine/workspace/create-workspace.ts';
import { openWorkspace } from '#engine/workspace/open-workspace.ts';
import { sampleColumns } from './sample-columns.ts';
import { europe, expectCode, fixedEnvironment, sha256Of, testFolder } from './workspace-setup.ts';

function workspaceFile(folder: string, name = 'a.parley'): string {
  const path = join(folder, name);
  const workspace = createWorkspace(path, europe, fixedEnvironment());
  workspace.transaction(() => workspace.segments.write('b1', 2_000, sampleColumns(2_000)));
  workspace.close();
  return path;
}

function noise(bytes: number): Buffer {
  return Buffer.concat(Array.from({ length: bytes / 64 }, (_, index) => createHash('sha512').update(`${index}`).digest()));
}

/** Changes a workspace from outside, as another program would. */
function outside(path: string, ...statements: string[]): void {
  const connection = new Database(path);
  connection.unsafeMode();
  for (const statement of statements) statement.startsWith('PRAGMA') ? connection.pragma(statement.slice(7)) : connection.exec(statement);
  connection.close();
}

const editSchema = (change: string) => [
  'PRAGMA writable_schema = ON',
  `UPDATE sqlite_schema SET ${change}`,
  'PRAGMA writable_schema = RESET',
];

describe('a file that is no sound workspace is refused and left as it was', () => {
  const cases: [name: string, make: (path: string) => void, code: string][] = [
    ['0 bytes', (path) => writeFileSync(path, ''), 'E_NOT_WORKSPACE'],
    ['1 byte', (path) => writeFileSync(path, 'S'), 'E_NOT_WORKSPACE'],
    ['99 bytes of a header', (path) => writeFileSync(path, readFileSync(workspaceFile(testFolder())).subarray(0, 99)), 'E_NOT_WORKSPACE'],
    ['a text file', (path) => writeFileSync(path, 'id,name\n'.repeat(5_000)), 'E_NOT_WORKSPACE'],
    [
      'a zip file of whole pages',
      (path) => writeFileSync(path, Buffer.concat([Buffer.from('504b0304', 'hex'), noise(8_192).subarray(4)])),
      'E_NOT_WORKSPACE',
    ],
    ['another SQLite database', (path) => outside(path, 'CREATE TABLE moz_places (id)'), 'E_NOT_WORKSPACE'],
    ['a GeoPackage', (path) => outside(path, 'PRAGMA application_id = 1196444487', 'CREATE TABLE t (id)'), 'E_NOT_WORKSPACE'],
    ['encrypted pages', (path) => writeFileSync(path, noise(32_768)), 'E_LOCKED'],
    ['format 0', (path) => outside(workspaceAt(path), 'PRAGMA user_version = 0'), 'E_DAMAGED'],
    ['a negative format', (path) => outside(workspaceAt(path), 'PRAGMA user_version = -3'), 'E_DAMAGED'],
    ['a newer format', (path) => outside(workspaceAt(path), 'PRAGMA user_version = 9999'), 'E_NEWER'],
    ['cut by one page', (path) => truncateSync(workspaceAt(path), statSync(path).size - 32_768), 'E_DAMAGED'],
    ['cut inside a page', (path) => truncateSync(workspaceAt(path), 40_000), 'E_DAMAGED'],
    ['a page too many', (path) => truncateSync(workspaceAt(path), statSync(path).size + 32_768), 'E_DAMAGED'],
    ['write-ahead logging', (path) => outside(workspaceAt(path), 'PRAGMA journal_mode = WAL'), 'E_FOREIGN_JOURNAL'],
    ['a -wal beside it', (path) => writeFileSync(`${workspaceAt(path)}-wal`, 'x'), 'E_FOREIGN_JOURNAL'],
    ['a zeroed page', (path) => zeroPage(workspaceAt(path), 3), 'E_DAMAGED'],
    ['an extra table', (path) => outside(workspaceAt(path), 'CREATE TABLE extra (id)'), 'E_SCHEMA'],
    [
      'a trigger',
      (path) => outside(workspaceAt(path), 'CREATE TRIGGER t AFTER INSERT ON batches BEGIN DELETE FROM settings; END'),
      'E_SCHEMA',
    ],
    ['a view', (path) => outside(workspaceAt(path), 'CREATE VIEW v AS SELECT 1'), 'E_SCHEMA'],
    ['a virtual table', (path) => outside(workspaceAt(path), 'CREATE VIRTUAL TABLE v USING fts5(x)'), 'E_SCHEMA'],
    ['an extra column', (path) => outside(workspaceAt(path), 'ALTER TABLE batches ADD COLUMN note TEXT'), 'E_SCHEMA'],
    ['a generated column', (path) => outside(workspaceAt(path), 'ALTER TABLE batches ADD COLUMN g INT AS (abs(1))'), 'E_SCHEMA'],
    ['an extra index', (path) => outside(workspaceAt(path), 'CREATE INDEX i ON batches (row_count)'), 'E_SCHEMA'],
    ['a table gone', (path) => outside(workspaceAt(path), 'DROP TABLE segment_parts'), 'E_SCHEMA'],
    [
      'an endless view in the place of a table',
      (path) =>
        outside(
          workspaceAt(path),
          'PRAGMA foreign_keys = OFF',
          'DROP TABLE settings',
          'CREATE VIEW settings AS WITH RECURSIVE n (key) AS (SELECT 1 UNION ALL SELECT key + 1 FROM n) SELECT key, key AS value, key AS sha256 FROM n',
        ),
      'E_SCHEMA',
    ],
    [
      'a changed collation',
      (path) =>
        outside(
          workspaceAt(path),
          ...editSchema("sql = replace(sql, 'name TEXT NOT NULL', 'name TEXT NOT NULL COLLATE NOCASE') WHERE name = 'segments'"),
        ),
      'E_SCHEMA',
    ],
    [
      'a check with a function',
      (path) => outside(workspaceAt(path), ...editSchema("sql = replace(sql, 'row_count >= 0', 'random() > 0') WHERE name = 'batches'")),
      'E_SCHEMA',
    ],
    ['an altered setting', (path) => outside(workspaceAt(path), "UPDATE settings SET value = 'USD' WHERE key = 'currency'"), 'E_DAMAGED'],
    ['a lost setting', (path) => outside(workspaceAt(path), "DELETE FROM settings WHERE key = 'timeZone'"), 'E_DAMAGED'],
    ['a folder', (path) => mkdirSync(path), 'E_NOT_WORKSPACE'],
    ['a pipe', (path) => execFileSync('mkfifo', [path]), 'E_NOT_WORKSPACE'],
    ['nothing', () => {}, 'E_NOT_FOUND'],
    ['a dangling link', (path) => symlinkSync('nowhere', path), 'E_NOT_FOUND'],
    ['a link to itself', (path) => symlinkSync(path, path), 'E_PATH'],
  ];

  function workspaceAt(path: string): string {
    copyFileSync(workspaceFile(testFolder()), path);
    return path;
  }

  function zeroPage(path: string, page: number): void {
    const bytes = readFileSync(path);
    bytes.fill(0, page * 32_768, (page + 1) * 32_768);
    writeFileSync(path, bytes);
  }

  test.each(cases)('%s', (_name, make, code) => {
    const folder = testFolder();
    const path = join(folder, 'bad.parley');
    make(path);
    const names = readdirSync(folder);
    const isFile = lstatSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
    const digest = isFile ? sha256Of(path) : undefined;
    expectCode(() => openWorkspace(path, fixedEnvironment()), code);
    expectCode(() => openWorkspace(path, fixedEnvironment(), { readOnly: true }), code);
    expect(readdirSync(folder)).toEqual(names);
    if (digest !== undefined) expect(sha256Of(path)).toBe(digest);
  });
});

describe('a workspace', () => {
  test('with a second name opens for reading alone', () => {
    const folder = testFolder();
    const path = workspaceFile(folder);
    linkSync(path, join(folder, 'other.parley'));
    expectCode(() => openWorkspace(path, fixedEnvironment()), 'E_PATH');
    openWorkspace(path, fixedEnvironment(), { readOnly: true }).close();
  });

  test('sweeps unfinished files of its name once they are old, and no others', () => {
    const folder = testFolder();
    const path = workspaceFile(folder);
    const nowSeconds = fixedEnvironment().now() / 1_000;
    const files: [string, number][] = [
      ['.a.parley.0123456789ab.part', 7],
      ['.a.parley.0123456789ab.part-journal', 7],
      ['.a.parley.ba9876543210.part', 1],
      ['.b.parley.0123456789ab.part', 7],
      ['.a.parley.notes.part', 7],
    ];
    for (const [name, hours] of files) {
      writeFileSync(join(folder, name), 'x');
      utimesSync(join(folder, name), nowSeconds, nowSeconds - hours * 3_600);
    }
    openWorkspace(path, fixedEnvironment()).close();
    expect(readdirSync(folder).sort()).toEqual([files[4]![0], files[2]![0], files[3]![0], 'a.parley'].sort());
  });

  test('sheds the second name that an interrupted creation leaves', () => {
    const folder = testFolder();
    const path = workspaceFile(folder);
    linkSync(path, join(folder, '.a.parley.0123456789ab.part'));
    openWorkspace(path, fixedEnvironment()).close();
    expect(readdirSync(folder)).toEqual(['a.parley']);
  });

  test('opens under the path behind its links', () => {
    const folder = testFolder();
    const path = workspaceFile(folder);
    symlinkSync(path, join(folder, 'link.parley'));
    const workspace = openWorkspace(join(folder, 'link.parley'), fixedEnvironment());
    expect(workspace.path).toBe(path);
    workspace.close();
  });

  test('is closed to a second opener in the same process, also through a link', () => {
    const folder = testFolder();
    const path = workspaceFile(folder);
    symlinkSync(path, join(folder, 'link.parley'));
    const workspace = openWorkspace(path, fixedEnvironment());
    expectCode(() => openWorkspace(path, fixedEnvironment()), 'E_ALREADY_OPEN');
    expectCode(() => openWorkspace(join(folder, 'link.parley'), fixedEnvironment(), { readOnly: true }), 'E_ALREADY_OPEN');
    workspace.transaction(() => workspace.segments.write('b2', 1, sampleColumns(1)));
    workspace.close();
    openWorkspace(path, fixedEnvironment()).close();
  });

  test('asked for reading only, reads and refuses to write', () => {
    const path = workspaceFile(testFolder());
    const digest = sha256Of(path);
    const workspace = openWorkspace(path, fixedEnvironment(), { readOnly: true });
    expect(workspace.mode).toBe('readOnly');
    expect(workspace.segments.read('b1', 'isWon')).toBeDefined();
    expectCode(() => workspace.transaction(() => 1), 'E_READ_ONLY');
    expect(() => workspace.connection.exec('DELETE FROM settings')).toThrow();
    workspace.close();
    expect(sha256Of(path)).toBe(digest);
  });
});
