import { generic } from './generic.ts';
import { hubspot } from './hubspot.ts';
import type { Preset } from './preset.ts';
import { salesforce } from './salesforce.ts';
import { zoho } from './zoho.ts';

/** All presets; where two know a file equally well the earlier one is taken. */
export const presets: readonly Preset[] = [salesforce, hubspot, zoho, generic];
