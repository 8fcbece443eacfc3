import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, test } from 'vitest';
import { createWorkspace } from '#engine/workspace/create-workspace.ts';
import { openWorkspace } from '#engine/workspace/open-workspace.ts';
import { europe, expectCode, fixedEnvironment, testFolder } from './workspace-setup.ts';

const child = fileURLToPath(new URL('./opener-child.ts', import.meta.url));
const children: ChildProcess[] = [];

afterEach(() => {
  for (const opened of children.splice(0)) opened.kill('SIGKILL');
});

async function openInChild(path: string): Promise<ChildProcess> {
  const opened = spawn(process.execPath, [child, path, 'hold'], { stdio: ['pipe', 'pipe', 'inherit'] });
  children.push(opened);
  const [said] = await once(opened.stdout!, 'data');
  expect(String(said).trim()).toBe('open');
  return opened;
}

describe('exactly one process has the workspace', () => {
  test('while another has it, also through a link, opening is refused; when that one is killed, it opens', async () => {
    const folder = testFolder();
    const path = join(folder, 'a.parley');
    createWorkspace(path, europe, fixedEnvironment()).close();
    symlinkSync(path, join(folder, 'link.parley'));
    const holder = await openInChild(path);
    for (const name of ['a.parley', 'link.parley'])
      for (const readOnly of [false, true])
        expectCode(() => openWorkspace(join(folder, name), fixedEnvironment(), { readOnly }), 'E_ALREADY_OPEN');
    holder.kill('SIGKILL');
    await once(holder, 'exit');
    openWorkspace(path, fixedEnvironment()).close();
  });

  test('of five that open it at once, one has it', async () => {
    const path = join(testFolder(), 'a.parley');
    createWorkspace(path, europe, fixedEnvironment()).close();
    const openers = Array.from({ length: 5 }, () => spawn(process.execPath, [child, path, 'hold'], { stdio: ['pipe', 'pipe', 'inherit'] }));
    children.push(...openers);
    const said = await Promise.all(openers.map(async ({ stdout }) => String((await once(stdout!, 'data'))[0]).trim()));
    expect(said.sort()).toEqual([...Array.from({ length: 4 }, () => 'E_ALREADY_OPEN'), 'open']);
  });

  test('a child is told the same, and looking at the file from outside does not take the lock away', () => {
    const path = join(testFolder(), 'a.parley');
    const workspace = createWorkspace(path, europe, fixedEnvironment());
    for (let turn = 0; turn < 3; turn++) {
      const { stdout } = spawnSync(process.execPath, [child, path], { encoding: 'utf8' });
      expect(stdout.trim()).toBe('E_ALREADY_OPEN');
      expectCode(() => openWorkspace(path, fixedEnvironment()), 'E_ALREADY_OPEN');
    }
    workspace.close();
    expect(spawnSync(process.execPath, [child, path], { encoding: 'utf8' }).stdout.trim()).toBe('open');
  });
});
