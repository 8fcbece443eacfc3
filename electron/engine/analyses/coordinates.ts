import type { AnalysisRequestInput } from '#contract/analyses/parts.ts';
import type { Coordinates } from '#domain/coordinates.ts';
import { formatIsoUtc } from '#domain/iso-time.ts';
import type { Facts } from '../facts/facts.ts';
import { engineVersion } from '../version.ts';

/** A definition version that an analysis applied. */
export interface AppliedDefinition {
  term: string;
  motion: string;
  version: number;
  hash: string;
}

/** The four coordinates of a result, and the warnings gathered on the way. */
export function coordinatesOf(
  analysis: string,
  facts: Facts,
  request: AnalysisRequestInput,
  definitions: readonly AppliedDefinition[],
  warnings: readonly string[],
): Coordinates {
  return {
    analysis,
    asOf: formatIsoUtc(facts.asOfMs),
    timeZone: facts.zone.timeZone,
    cohort: { from: request.from ?? null, to: request.to ?? null },
    motion: request.motion ?? null,
    filter: request.filter ?? null,
    definitions: definitions.map(({ term, motion, version, hash }) => ({ term, motion, version, hash })),
    policies: [{ name: 'policy', version: facts.policy.version }],
    extracts: facts.tables.extracts.map(({ id, kind, fileSha256 }) => ({ id, kind, fileSha256 })),
    engine: engineVersion,
    unit: 'handoff',
    warnings: [...new Set([...facts.warnings, ...warnings])],
  };
}
