import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CallOutput } from '#contract/calls.ts';
import type { Engine } from '#engine/dispatch.ts';
import type { JobContext } from '#engine/job.ts';
import { makeSample } from '#engine/sample/make-sample.ts';

/** Makes the sample company's files and imports them into the open workspace. @param keepIn folder to keep the files in; else they are removed. */
export async function importSample(engine: Engine, job: JobContext, keepIn?: string): Promise<CallOutput<'import.run'>> {
  const folder = keepIn ?? mkdtempSync(join(tmpdir(), 'parley-sample-'));
  try {
    const { truth } = makeSample(folder);
    return await engine.call(
      'import.run',
      { asOf: truth.asOf.replace('+0000', 'Z'), sourceNote: 'the sample company' },
      { job, picked: [folder] },
    );
  } finally {
    if (keepIn === undefined) rmSync(folder, { recursive: true, force: true });
  }
}
