import type { DefinitionContent } from '#domain/definition.ts';
import abm from '#resources/definitions/abm.json' with { type: 'json' };
import everyMotion from '#resources/definitions/every-motion.json' with { type: 'json' };
import expansion from '#resources/definitions/expansion.json' with { type: 'json' };
import inbound from '#resources/definitions/inbound.json' with { type: 'json' };
import outbound from '#resources/definitions/outbound.json' with { type: 'json' };
import partner from '#resources/definitions/partner.json' with { type: 'json' };

const ownOfMotion: Readonly<Record<string, unknown[]>> = { inbound, outbound, abm, partner, expansion };

export const defaultMotions: readonly string[] = Object.keys(ownOfMotion);

/** The definitions that a council of this motion can start from: no owner, no date, to be argued about. Undefined for a motion of the council's own. */
export function defaultDefinitions(motion: string): Partial<DefinitionContent>[] | undefined {
  const own = Object.hasOwn(ownOfMotion, motion) ? ownOfMotion[motion] : undefined;
  return own && [...own, ...everyMotion].map((content) => ({ motion, ...(content as Partial<DefinitionContent>) }));
}
