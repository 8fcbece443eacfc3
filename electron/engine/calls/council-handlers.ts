import type { councilCalls } from '#contract/council-calls.ts';
import type { DefinitionContent } from '#domain/definition.ts';
import { definitionImpact } from '../analyses/definition-impact.ts';
import {
  activateDefinition,
  editDraft,
  proposeDefinition,
  rejectProposal,
  withdrawDefinition,
} from '../council/definitions/change-version.ts';
import { definitionHistory } from '../council/definitions/definition-history.ts';
import { diffVersions } from '../council/definitions/diff-versions.ts';
import { draftDefinition, draftNextVersion } from '../council/definitions/draft-definition.ts';
import { installDefaultDefinitions } from '../council/definitions/install-defaults.ts';
import { listDefinitions, showDefinition } from '../council/definitions/list-definitions.ts';
import { signDefinition, signDefinitions } from '../council/definitions/sign-definition.ts';
import { createKey } from '../council/keys/create-key.ts';
import { listLog } from '../council/log/list-log.ts';
import { verifyLog } from '../council/log/verify-log.ts';
import { addMember } from '../council/members/add-member.ts';
import { listMembers } from '../council/members/list-members.ts';
import { setPolicy, showPolicy } from '../council/policies/set-policy.ts';
import type { Handlers } from './handler.ts';

/** Drops the keys that were not given: the council takes absent, not undefined. */
function given<Shape extends object>(shape: Shape): { [Key in keyof Shape]: Exclude<Shape[Key], undefined> } {
  return Object.fromEntries(Object.entries(shape).filter(([, value]) => value !== undefined)) as never;
}

export const councilHandlers: Handlers<keyof typeof councilCalls> = {
  'members.list': (_input, { workspace }) => listMembers(workspace),
  'members.add': ({ by, ...member }, { workspace }) => addMember(workspace, given(member), by ?? null),
  'keys.create': ({ memberId, passphrase }, { workspace }) => createKey(workspace, memberId, passphrase),
  'definitions.list': (_input, { workspace }) => listDefinitions(workspace).map((row) => ({ ...row })),
  'definitions.show': ({ ref }, { workspace }) => ({ ...showDefinition(workspace, ref) }),
  'definitions.draft': ({ definition, content, by }, { workspace }) => ({
    ...(definition === undefined
      ? draftDefinition(workspace, content as Partial<DefinitionContent>, by ?? null)
      : draftNextVersion(workspace, definition, content as Partial<DefinitionContent>, by ?? null)),
  }),
  'definitions.edit': ({ definition, version, content, by, expectedHash }, { workspace }) => ({
    ...editDraft(workspace, { definition, version }, content as Partial<DefinitionContent>, by ?? null, given({ expectedHash })),
  }),
  'definitions.propose': ({ definition, version, by, ...options }, { workspace }) => ({
    ...proposeDefinition(workspace, { definition, version }, by, given(options)),
  }),
  'definitions.reject': ({ definition, version, by, ...options }, { workspace }) => ({
    ...rejectProposal(workspace, { definition, version }, by, given(options)),
  }),
  'definitions.sign': (request, { workspace }) => ({ ...signDefinition(workspace, given(request)) }),
  'definitions.signSet': ({ versions, ...signer }, { workspace }) =>
    signDefinitions(workspace, { ...signer, versions: versions.map(given) }).map((version) => ({ ...version })),
  'definitions.activate': ({ definition, version, by, ...options }, { workspace }) => ({
    ...activateDefinition(workspace, { definition, version }, by, given(options)),
  }),
  'definitions.withdraw': ({ definition, version, by, ...options }, { workspace }) => ({
    ...withdrawDefinition(workspace, { definition, version }, by, given(options)),
  }),
  'definitions.diff': ({ before, after }, { workspace }) => ({ ...diffVersions(workspace, before, after) }),
  'definitions.history': ({ definition }, { workspace }) => definitionHistory(workspace, definition).map((event) => ({ ...event })),
  'definitions.impact': ({ ref, asOf }, { session }) => definitionImpact(session, ref, asOf),
  'definitions.installDefaults': ({ by, motions }, { workspace }) =>
    installDefaultDefinitions(workspace, by ?? null, motions).map((version) => ({ ...version })),
  'policy.show': (_input, { workspace }) => ({ ...showPolicy(workspace) }),
  'policy.set': ({ change, by }, { workspace }) => ({ ...setPolicy(workspace, change, by ?? null) }),
  'log.list': (page, { workspace }) => listLog(workspace, given(page)).map((entry) => ({ ...entry })),
  'log.verify': (_input, { workspace }) => ({ ...verifyLog(workspace) }),
};
