import { reasonShares } from './company/handoff-life.ts';
import { sourceShares } from './company/sources.ts';

/** The lists that the sample company's CRM offers; its data also holds other spellings, which are planted faults. */
export const sampleSources: readonly string[] = Object.keys(sourceShares);
export const sampleRejectionReasons: readonly string[] = [...new Set([...Object.keys(reasonShares), 'Wrong Company Size'])];
