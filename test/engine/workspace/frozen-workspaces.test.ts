import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { checkWorkspace } from '#engine/workspace/check-workspace.ts';
import { openWorkspace } from '#engine/workspace/open-workspace.ts';
import { fixtureColumns, fixtureRowCount } from '../../fixtures/workspaces/fixture-columns.ts';
import { fixedEnvironment, testFolder } from './workspace-setup.ts';

const fixtures = new URL('../../fixtures/workspaces/', import.meta.url);
const frozen = readdirSync(fixtures).filter((name) => name.endsWith('.parley.gz'));

describe.skipIf(frozen.length === 0)('every released format opens with all it held (skipped until a format is released)', () => {
  test.each(frozen)('%s', async (name) => {
    const path = join(testFolder(), 'frozen.parley');
    writeFileSync(path, gunzipSync(readFileSync(new URL(name, fixtures))));
    const workspace = openWorkspace(path, fixedEnvironment());
    expect(workspace.settings).toMatchObject({ timeZone: 'Europe/Berlin', currency: 'EUR', createdAt: '2026-01-01T00:00:00.000Z' });
    const columns = fixtureColumns();
    expect(workspace.segments.names('frozen')).toEqual(columns.map((column) => column.name));
    for (const { name: columnName, column } of columns) {
      const back = workspace.segments.read('frozen', columnName)!;
      if (back.kind !== 'text' || column.kind !== 'text') {
        expect(back).toEqual(column);
        continue;
      }
      expect(back.codes).toHaveLength(fixtureRowCount);
      expect([...back.codes].map((code) => back.dictionary.at(code))).toEqual([...column.codes].map((code) => column.dictionary.at(code)));
    }
    expect((await checkWorkspace(workspace)).findings).toEqual([]);
    workspace.close();
  });
});
