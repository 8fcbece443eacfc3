import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { checkWorkspace } from '#engine/workspace/check-workspace.ts';
import { createWorkspace } from '#engine/workspace/create-workspace.ts';
import { openWorkspace } from '#engine/workspace/open-workspace.ts';
import { europe, fixedEnvironment, testFolder } from './workspace-setup.ts';

const child = fileURLToPath(new URL('./writer-child.ts', import.meta.url));
const kills = 25;

test(`killed ${kills} times while it writes, a workspace is as before or after each batch and keeps all that was acknowledged`, async () => {
  const path = join(testFolder(), 'a.parley');
  createWorkspace(path, europe, fixedEnvironment()).close();
  let acknowledged = 0;
  for (let turn = 0; turn < kills; turn++) {
    const writer = spawn(process.execPath, [child, path], { stdio: ['ignore', 'pipe', 'inherit'] });
    const lines = createInterface({ input: writer.stdout });
    lines.on('line', (line) => {
      acknowledged = Number(line);
    });
    await once(lines, 'line');
    await setTimeout((turn * 37) % 101);
    writer.kill('SIGKILL');
    await once(writer, 'close');
    const workspace = openWorkspace(path, fixedEnvironment());
    const ids = workspace.connection.prepare('SELECT id FROM batches ORDER BY id').pluck().all() as string[];
    expect(ids).toEqual(ids.map((_, index) => `b${String(index + 1).padStart(6, '0')}`));
    expect(ids.length).toBeGreaterThanOrEqual(acknowledged);
    expect(ids.length).toBeLessThanOrEqual(acknowledged + 1);
    for (const id of ids) expect(workspace.segments.names(id)).toHaveLength(6);
    expect(await checkWorkspace(workspace)).toEqual({ ok: true, findings: [] });
    workspace.close();
    acknowledged = ids.length;
  }
}, 120_000);
