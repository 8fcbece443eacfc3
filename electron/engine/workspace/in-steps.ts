import { ParleyError } from '#domain/errors.ts';
import type { JobContext } from '../job.ts';

/** Goes through items one by one, reports before each and stops with E_CANCELLED where the job was cancelled. */
export function* inSteps<Item>(items: readonly Item[], job: JobContext, phase: string): Generator<Item> {
  for (const [done, item] of items.entries()) {
    requireNotCancelled(job);
    job.report({ phase, done, total: items.length, unit: 'steps' });
    yield item;
  }
}

export function requireNotCancelled({ signal }: JobContext): void {
  if (signal.aborted) throw new ParleyError('E_CANCELLED', 'The work was cancelled; nothing of it was kept.');
}
