import { existsSync, mkdirSync, readdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createWorkspace } from '#engine/workspace/create-workspace.ts';
import { openWorkspace } from '#engine/workspace/open-workspace.ts';
import { europe, expectCode, fixedEnvironment, testFolder } from './workspace-setup.ts';

describe('a new workspace', () => {
  test('is one file of its own that only the owner may read', () => {
    const folder = testFolder();
    const before = process.umask(0);
    const workspace = createWorkspace(join(folder, 'a.parley'), europe, fixedEnvironment());
    process.umask(before);
    expect(workspace.settings).toEqual({
      workspaceId: expect.stringMatching(/^[0-9a-f]{32}$/),
      timeZone: 'Europe/Berlin',
      currency: 'EUR',
      createdAt: '2026-03-31T09:00:00.000Z',
    });
    workspace.close();
    expect(readdirSync(folder)).toEqual(['a.parley']);
    expect(statSync(join(folder, 'a.parley')).mode & 0o777).toBe(0o600);
  });

  test('is never made over something that is there', () => {
    const folder = testFolder();
    for (const make of [(path: string) => writeFileSync(path, 'mine'), mkdirSync, (path: string) => symlinkSync('nowhere', path)]) {
      const path = join(folder, `taken${readdirSync(folder).length}.parley`);
      make(path);
      expectCode(() => createWorkspace(path, europe, fixedEnvironment()), 'E_EXISTS');
    }
    const path = join(folder, 'orphan.parley');
    writeFileSync(`${path}-journal`, 'left over');
    expectCode(() => createWorkspace(path, europe, fixedEnvironment()), 'E_EXISTS');
    expect(existsSync(path)).toBe(false);
  });

  test.each([
    ['eur', 'UTC', 'E_CURRENCY'],
    ['EURO', 'UTC', 'E_CURRENCY'],
    ['EUR', 'Mars/Olympus', 'E_TIME_ZONE'],
    ['EUR', '+01:00', 'E_TIME_ZONE'],
    ['EUR', '', 'E_TIME_ZONE'],
  ])('refuses currency %j in zone %j', (currency, timeZone, code) => {
    const folder = testFolder();
    expectCode(() => createWorkspace(join(folder, 'a.parley'), { currency, timeZone }, fixedEnvironment()), code);
    expect(readdirSync(folder)).toEqual([]);
  });

  test('needs a folder that is there', () => {
    expectCode(() => createWorkspace(join(testFolder(), 'none', 'a.parley'), europe, fixedEnvironment()), 'E_NOT_FOUND');
  });
});

describe('names are literal files or refused', () => {
  test.each([
    ':memory:',
    'file:a.parley?mode=memory',
    'a?mode=ro&cache=shared',
    'it\'s "quoted" %20 100%',
    'line\nbreak.parley',
    '🙂 ünï.parley',
    '..a..',
    '-flag',
    'trailing.',
  ])('%j', (name) => {
    const folder = testFolder();
    createWorkspace(join(folder, name), europe, fixedEnvironment()).close();
    expect(readdirSync(folder)).toEqual([name]);
    openWorkspace(join(folder, name), fixedEnvironment()).close();
    expect(readdirSync(folder)).toEqual([name]);
  });

  test.each(['', 'nul\0.parley', 'blank ', `${'x'.repeat(5_000)}`, 'tab\t'])('refuses %j', (name) => {
    const folder = testFolder();
    const path = name === '' ? '' : `${folder}/${name}`;
    expectCode(() => createWorkspace(path, europe, fixedEnvironment()), 'E_PATH');
    expectCode(() => openWorkspace(path, fixedEnvironment()), 'E_PATH');
    expect(readdirSync(folder)).toEqual([]);
  });
});
