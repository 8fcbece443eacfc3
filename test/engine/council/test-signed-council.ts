import type { DefinitionContent } from '#domain/definition.ts';
import { activateDefinition, proposeDefinition } from '#engine/council/definitions/change-version.ts';
import { draftDefinition } from '#engine/council/definitions/draft-definition.ts';
import { signDefinition } from '#engine/council/definitions/sign-definition.ts';
import { setPolicy } from '#engine/council/policies/set-policy.ts';
import { mql, passphraseOf, testCouncil } from './test-council.ts';

/** A council with one definition in force, one signed, one drafted, and a policy. */
export function signedCouncil(seed?: string) {
  const council = testCouncil(seed);
  const { workspace, chair, marketing, sales } = council;
  const signed = (content: Partial<DefinitionContent>) => {
    const { definitionId: definition, version } = draftDefinition(workspace, content, chair.id);
    proposeDefinition(workspace, { definition, version }, chair.id);
    for (const leader of [marketing, sales])
      signDefinition(workspace, { definition, version, memberId: leader.id, passphrase: passphraseOf(leader) });
    return { definition, version };
  };
  activateDefinition(workspace, signed(mql(chair.id)), chair.id);
  signed({ ...mql(chair.id), term: 'SAL', stage: 'accepted', criteria: 'lead.score >= 70 and lead.company starts with "=1|2"' });
  draftDefinition(workspace, { ...mql(chair.id), term: 'SQL', stage: 'salesQualified' }, null);
  setPolicy(workspace, { maturityDays: 60 }, null);
  return { ...council, signed };
}
