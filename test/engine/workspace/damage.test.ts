import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { checkWorkspaceFile } from '#engine/workspace/check-workspace.ts';
import { createWorkspace } from '#engine/workspace/create-workspace.ts';
import { sampleColumns } from './sample-columns.ts';
import { seeded } from './seeded.ts';
import { europe, fixedEnvironment, testFolder } from './workspace-setup.ts';

/** Every stored cell, read by plain SQLite. */
function cells(path: string): unknown {
  const connection = new Database(path, { readonly: true });
  try {
    return ['settings', 'batches', 'segments', 'segment_parts'].map((table) =>
      connection.prepare(`SELECT * FROM ${table} ORDER BY 1, 2, 3`).raw().all(),
    );
  } finally {
    connection.close();
  }
}

test('of 300 flipped bits, each that changes a stored cell is named', async () => {
  const folder = testFolder();
  const path = join(folder, 'a.parley');
  const workspace = createWorkspace(path, europe, fixedEnvironment());
  for (const batch of ['b1', 'b2', 'b3'])
    workspace.transaction(() => workspace.segments.write(batch, 1_500, sampleColumns(1_500, batch.length)));
  workspace.close();
  const sound = readFileSync(path);
  const before = cells(path);
  const used = [...sound.keys()].filter((position) => sound[position] !== 0);
  const random = seeded(20_260_331);
  const flipped = join(folder, 'flipped.parley');
  let named = 0;
  for (let turn = 0; turn < 300; turn++) {
    // Most flips fall where something is written; the others anywhere.
    const position = turn % 4 === 0 ? Math.floor(random() * sound.length) : used[Math.floor(random() * used.length)]!;
    const bit = Math.floor(random() * 8);
    const damaged = Buffer.from(sound);
    damaged[position]! ^= 1 << bit;
    writeFileSync(flipped, damaged);
    const { ok, findings } = await checkWorkspaceFile(flipped, fixedEnvironment());
    expect(ok).toBe(findings.length === 0);
    if (ok) expect(cells(flipped), `bit ${bit} of byte ${position}`).toEqual(before);
    else {
      named++;
      expect(findings[0]!.message.length).toBeGreaterThan(20);
    }
  }
  expect(named).toBeGreaterThan(200);
});
