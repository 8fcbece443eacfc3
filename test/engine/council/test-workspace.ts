import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { createWorkspace } from '#engine/workspace/create-workspace.ts';
import type { Workspace } from '#engine/workspace/workspace.ts';

/** A clock that a test sets, and moves one second with every reading. */
export interface TestClock {
  nowMs: number;
}

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** A new workspace in a real file, with a settable clock and random bytes that repeat from run to run. */
export function testWorkspace(seed = 'council', timeZone = 'UTC'): { workspace: Workspace; clock: TestClock } {
  const folder = mkdtempSync(join(tmpdir(), 'parley-council-'));
  folders.push(folder);
  const clock: TestClock = { nowMs: Date.parse('2026-01-05T09:00:00Z') };
  let drawn = 0;
  const environment = {
    now: () => (clock.nowMs += 1000),
    randomBytes: (length: number) => {
      const blocks: Buffer[] = [];
      for (let size = 0; size < length; size += 32) blocks.push(createHash('sha256').update(`${seed}:${drawn++}`).digest());
      return new Uint8Array(Buffer.concat(blocks).subarray(0, length));
    },
  };
  return { workspace: createWorkspace(join(folder, 'council.parley'), { timeZone, currency: 'USD' }, environment), clock };
}
