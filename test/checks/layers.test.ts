import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';

const root = new URL('../..', import.meta.url).pathname;
let folder: string | undefined;

afterEach(() => {
  if (folder) rmSync(folder, { recursive: true, force: true });
});

/** Runs the layer check over a small tree of its own. */
function cruise(files: Record<string, string>): { code: number | null; out: string } {
  folder = mkdtempSync(join(root, 'out-layers-'));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(folder, name, '..'), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  const run = spawnSync(
    join(root, 'node_modules/.bin/depcruise'),
    ['--config', join(root, 'test/checks/layers.cjs'), 'shared', 'electron'],
    {
      cwd: folder,
      encoding: 'utf8',
    },
  );
  return { code: run.status, out: run.stdout + run.stderr };
}

const fine = {
  'shared/stats/a.ts': "import '../domain/b.ts';\n",
  'shared/domain/b.ts': 'export const b = 1;\n',
  'electron/engine/c.ts': "import '../../shared/stats/a.ts';\n",
};

describe('the layer check', () => {
  it('lets through what the table allows', () => {
    expect(cruise(fine).code).toBe(0);
  });

  it.each([
    [
      'a room that imports upwards',
      { ...fine, 'shared/domain/b.ts': "import '../stats/d.ts';\n", 'shared/stats/d.ts': 'export const d = 1;\n' },
      'room shared/domain',
    ],
    ['a pure room that reads files', { ...fine, 'shared/domain/b.ts': "import 'node:fs';\n" }, 'pure shared/domain'],
    ['a package in a room that may have none', { ...fine, 'shared/stats/a.ts': "import 'zod';\n" }, 'packages of shared/stats'],
    ['a circle', { ...fine, 'shared/domain/b.ts': "import './c.ts';\n", 'shared/domain/c.ts': "import './b.ts';\n" }, 'no circle'],
    [
      'an engine that knows its host',
      { ...fine, 'electron/engine/c.ts': "import '../hosts/h.ts';\n", 'electron/hosts/h.ts': 'export const h = 1;\n' },
      'room electron/engine',
    ],
  ])('refuses %s', (_name, files, rule) => {
    const { code, out } = cruise(files);
    expect(code).not.toBe(0);
    expect(out).toContain(rule);
  });
});
