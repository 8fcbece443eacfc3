import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { checkWorkspace } from '#engine/workspace/check-workspace.ts';
import { createWorkspace } from '#engine/workspace/create-workspace.ts';
import { openWorkspace } from '#engine/workspace/open-workspace.ts';
import { buildFaultShim, parseTrace, type TracedCall } from './fault-shim.ts';
import { seeded } from './seeded.ts';
import { europe, fixedEnvironment } from './workspace-setup.ts';

const { root, shim } = buildFaultShim();
const child = fileURLToPath(new URL('./power-child.ts', import.meta.url));
/** Images tried; PARLEY_POWER_IMAGES asks for more. */
const images = Number(process.env.PARLEY_POWER_IMAGES ?? 60);

afterAll(() => rmSync(root, { recursive: true, force: true }));

/** The batches in the file after each acknowledgement. */
const states = ['', 'b1', 'b1,b2', 'b1,b2,b3', 'b2,b3,b4'];

type Files = Map<string, Buffer>;

function record(name: string, ...how: string[]): { base: Buffer; calls: TracedCall[] } {
  const folder = join(root, name);
  mkdirSync(folder);
  const path = join(folder, 'a.parley');
  createWorkspace(path, europe, fixedEnvironment()).close();
  const base = readFileSync(path);
  const trace = join(root, `${name}.trace`);
  spawnSync(process.execPath, [child, path, ...how], { env: { ...process.env, LD_PRELOAD: shim, FI_PATH: '.parley', FI_TRACE: trace } });
  const calls = parseTrace(readFileSync(trace));
  expect(calls.filter(({ kind }) => kind === 'A')).toHaveLength(4);
  return { base, calls };
}

function apply(files: Files, { kind, file, at, bytes }: TracedCall): void {
  const before = files.get(file) ?? Buffer.alloc(0);
  if (kind === 'T') {
    files.set(file, Buffer.concat([before.subarray(0, at), Buffer.alloc(Math.max(0, at - before.length))]));
    return;
  }
  const after = Buffer.alloc(Math.max(before.length, at + bytes.length));
  before.copy(after);
  bytes.copy(after, at);
  files.set(file, after);
}

/** What a power cut at a random moment may leave: all that was synced, and of the rest none, a beginning, any half, or torn pieces. */
function imageOf(base: Buffer, calls: TracedCall[], random: () => number): { files: Files; acknowledged: number } {
  const files: Files = new Map([['a.parley', base]]);
  const pending = new Map<string, TracedCall[]>();
  let acknowledged = 0;
  for (const call of calls.slice(0, 1 + Math.floor(random() * calls.length))) {
    if (call.kind === 'A') acknowledged = Number(call.bytes);
    if (call.kind === 'W' || call.kind === 'T') pending.set(call.file, [...(pending.get(call.file) ?? []), call]);
    if (call.kind === 'S') {
      for (const earlier of pending.get(call.file) ?? []) apply(files, earlier);
      pending.delete(call.file);
    }
  }
  const mode = ['none', 'beginning', 'half', 'torn'][Math.floor(random() * 4)];
  for (const waiting of pending.values()) {
    const upTo = mode === 'beginning' ? Math.floor(random() * (waiting.length + 1)) : waiting.length;
    for (const call of waiting.slice(0, mode === 'none' ? 0 : upTo)) {
      if (mode !== 'beginning' && random() < 0.5) continue;
      const sectors = Math.floor(call.bytes.length / 512);
      const torn = mode === 'torn' && call.kind === 'W' && sectors > 1;
      apply(files, torn ? { ...call, bytes: call.bytes.subarray(0, 512 * (1 + Math.floor(random() * (sectors - 1)))) } : call);
    }
  }
  return { files, acknowledged };
}

/** Opens an image and says what became of it. */
async function outcomeOf(folder: string, { files, acknowledged }: { files: Files; acknowledged: number }): Promise<string> {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  for (const [name, bytes] of files) writeFileSync(join(folder, name), bytes);
  try {
    const workspace = openWorkspace(join(folder, 'a.parley'), fixedEnvironment());
    const { findings } = await checkWorkspace(workspace);
    const ids = workspace.connection.prepare('SELECT id FROM batches ORDER BY id').pluck().all().join();
    workspace.close();
    const state = states.indexOf(ids);
    if (findings.length > 0) return `damaged: ${findings[0]!.message}`;
    if (state < 0) return `half: ${ids}`;
    return state < acknowledged ? `lost: ${ids} after ${acknowledged} were acknowledged` : 'good';
  } catch (error) {
    return `refused: ${(error as Error).message}`;
  }
}

describe.skipIf(shim === undefined)('power cuts (skipped where the fault injector cannot be built)', () => {
  test(`of ${images} images that a cut can leave, each opens whole with all that was acknowledged`, async () => {
    const { base, calls } = record('careful');
    const random = seeded(31);
    const bad: string[] = [];
    for (let image = 0; image < images; image++) {
      const outcome = await outcomeOf(join(root, 'image'), imageOf(base, calls, random));
      if (outcome !== 'good') bad.push(`${image}: ${outcome}`);
    }
    expect(bad).toEqual([]);
  }, 600_000);

  test('without syncing, some images are not whole: the test can fail', async () => {
    const { base, calls } = record('careless', 'careless');
    const random = seeded(31);
    const outcomes: string[] = [];
    for (let image = 0; image < 40; image++) outcomes.push(await outcomeOf(join(root, 'image'), imageOf(base, calls, random)));
    expect(outcomes.filter((outcome) => outcome !== 'good').length).toBeGreaterThan(5);
  }, 600_000);
});
