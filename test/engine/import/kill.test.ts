import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { checkExtracts } from '#engine/extracts/extract-digest.ts';
import { listExtracts } from '#engine/extracts/list-extracts.ts';
import { openExtracts } from '#engine/extracts/open-extracts.ts';
import { cleanStaging } from '#engine/import/staging.ts';
import { checkWorkspace } from '#engine/workspace/check-workspace.ts';
import { createWorkspace } from '#engine/workspace/create-workspace.ts';
import { openWorkspace } from '#engine/workspace/open-workspace.ts';
import { fixedEnvironment, testFolder } from '../workspace/workspace-setup.ts';

const child = fileURLToPath(new URL('./importer-child.ts', import.meta.url));
const kills = 100;

test(`killed ${kills} times while it imports, a workspace holds whole extracts only and all that were acknowledged`, async () => {
  const folder = testFolder();
  const path = join(folder, 'a.parley');
  createWorkspace(path, { timeZone: 'UTC', currency: 'USD' }, fixedEnvironment()).close();
  let acknowledged = 0;
  let staged = 0;
  for (let turn = 0; turn < kills; turn++) {
    const importer = spawn(process.execPath, [child, path, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
    const lines = createInterface({ input: importer.stdout });
    lines.on('line', (line) => {
      if (line !== 'ready') acknowledged = Number(line);
    });
    await once(lines, 'line');
    await setTimeout((turn * 53) % 211);
    importer.kill('SIGKILL');
    await once(importer, 'close');
    const workspace = openWorkspace(path, fixedEnvironment());
    const extracts = listExtracts(workspace);
    expect(extracts.length).toBeGreaterThanOrEqual(acknowledged);
    expect(extracts.length).toBeLessThanOrEqual(acknowledged + 1);
    for (const { id, sequence, files } of extracts.slice(-2)) {
      expect(files.map(({ kind, accepted, rejected }) => [kind, accepted, rejected])).toEqual([
        ['accounts', 1, 1],
        ['leads', 2_000, 0],
        ['leadHistory', 2_000, 0],
      ]);
      const leads = openExtracts(workspace, [id]).table('leads')!;
      const name = leads.column('lastName');
      expect(name?.kind === 'text' && name.dictionary.at(name.codes[1_999]!)).toBe(`Name 1999 of ${sequence}`);
    }
    expect(checkExtracts(workspace)).toEqual([]);
    staged += cleanStaging(workspace);
    const orphans = 'SELECT count(*) FROM batches WHERE id NOT IN (SELECT batch_id FROM extract_batches)';
    expect(workspace.connection.prepare(orphans).pluck().get()).toBe(0);
    if (turn % 10 === 9) expect(await checkWorkspace(workspace)).toEqual({ ok: true, findings: [] });
    workspace.close();
    acknowledged = extracts.length;
  }
  expect(acknowledged).toBeGreaterThan(0);
  expect(staged).toBeGreaterThan(0);
}, 300_000);
