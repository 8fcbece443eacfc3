import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect } from 'vitest';
import type { Environment } from '#engine/environment.ts';

/** A clock that stands still and bytes that repeat. */
export function fixedEnvironment(seed = 1): Environment {
  let counter = 0;
  return {
    now: () => Date.UTC(2026, 2, 31, 9),
    randomBytes(length) {
      const digest = createHash('sha512').update(`${seed}:${counter++}`).digest();
      return Uint8Array.from({ length }, (_, index) => digest[index % digest.length]!);
    },
  };
}

const folders: string[] = [];

/** A folder of the test's own, taken away afterwards. */
export function testFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'parley-test-'));
  folders.push(folder);
  return folder;
}

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

export const europe = { timeZone: 'Europe/Berlin', currency: 'EUR' };

export function sha256Of(path: string): string {
  return createHash('sha256').update(readFileSync(path)).digest('hex');
}

export function expectCode(work: () => unknown, code: string): void {
  let thrown: unknown;
  try {
    work();
  } catch (error) {
    thrown = error;
  }
  expect(thrown).toMatchObject({ name: 'ParleyError', code });
}
