import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createEngine, type Engine } from '#engine/dispatch.ts';
import type { Environment } from '#engine/environment.ts';
import { type MadeSample, makeSample } from '#engine/sample/make-sample.ts';
import { lastingFolder } from '../analyses/lasting-folder.ts';
import { fixedEnvironment } from '../workspace/workspace-setup.ts';

export interface SampleEngine {
  engine: Engine;
  truth: MadeSample['truth'];
  folder: string;
  /** Sets the engine's clock. */
  setClock(iso: string): void;
}

/** An engine over a workspace that holds the sample company, with a clock of the test's own. @param change changes the files before the import. */
export async function sampleEngine(leads: number, change?: (folder: string) => void): Promise<SampleEngine> {
  const folder = lastingFolder();
  const files = join(folder, 'sample');
  const { truth } = makeSample(files, { leads });
  change?.(files);
  let nowMs = Date.parse('2026-07-01T00:00:00Z');
  const environment: Environment = { ...fixedEnvironment(), now: () => nowMs };
  const engine = createEngine(environment);
  engine.create(join(folder, 'sample.parley'), { timeZone: 'UTC', currency: 'USD' });
  await engine.call('import.run', { asOf: truth.asOf.replace('+0000', 'Z') }, { picked: [files] });
  return {
    engine,
    truth,
    folder,
    setClock: (iso) => {
      nowMs = Date.parse(iso);
    },
  };
}

/** Takes the lines of a CSV file away for which something holds; the header stays. */
export function dropLines(path: string, drop: (line: string) => boolean): void {
  const [header, ...lines] = readFileSync(path, 'utf8').split('\n');
  writeFileSync(path, [header, ...lines.filter((line) => !drop(line))].join('\n'));
}
