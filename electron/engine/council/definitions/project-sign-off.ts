import { canonicalJson } from '#domain/canonical-json.ts';
import type { VersionState } from '#domain/definition.ts';
import { nextVersionState } from '#domain/definition-states.ts';
import { ParleyError } from '#domain/errors.ts';
import type { LogEntryOf } from '#domain/log-entry.ts';
import { checkSignature } from '../keys/check-signature.ts';
import type { CouncilRows } from '../log/council-rows.ts';
import { labelOf, requireVersion } from './project-definitions.ts';

/** Applies a sign-off after checking who signed what, for which side, under which key. Throws E_SIGNATURE with `data.rule`. */
export function projectDefinitionSigned(entry: LogEntryOf<'definitionSigned'>, entryId: string, rows: CouncilRows): void {
  const { definition, version, message, fingerprint, signature } = entry.payload;
  const row = requireVersion(rows, definition, version);
  const label = labelOf(row);
  const signOffs = rows.signOffsOf(definition, version).filter((signOff) => signOff.voided_entry === null);
  const state = nextVersionState(row.state as VersionState, signOffs.length === 0 ? 'sign' : 'signLast', label);

  const member = rows.member(message.signer);
  const key = rows.key(fingerprint);
  const require = (holds: boolean, rule: string, expected: string) => {
    if (!holds) throw new ParleyError('E_SIGNATURE', `${label}: expected ${expected}. The sign-off is refused.`, { data: { rule } });
  };
  require(message.workspace === entry.workspace, 'otherWorkspace', 'a sign-off made for this workspace');
  require(message.definition === definition && message.version === version, 'otherVersion', 'a sign-off of this very version');
  require(message.contentHash === row.hash, 'otherContent', `a sign-off of the content ${row.hash.slice(0, 12)}, the one proposed`);
  require(canonicalJson(message.parents) === canonicalJson(entry.parents), 'otherMoment', 'a sign-off made at this point of the log');
  require(entry.by === message.signer, 'otherSigner', 'the signer to be the one who acts');
  require(member !== undefined && member.active === 1, 'notActive', 'the signer to be an active member');
  require(member!.function === 'leader', 'notLeader', 'the signer to be the leader of marketing or of sales');
  require(member!.side === message.side, 'otherSide', "the signer to sign for the signer's own side");
  require(member!.title === message.role, 'otherRole', "the role to be the signer's title");
  require(key !== undefined, 'unknownKey', 'a key registered before the sign-off');
  require(key!.member_id === message.signer, 'otherKey', "the signer's own key");
  require(key!.revoked_entry === null, 'revokedKey', 'a key that is not revoked');
  for (const other of signOffs) {
    require(other.member_id !== message.signer, 'sameSigner', 'two sign-offs by two people, and this member has signed');
    require(other.side !== message.side, 'sameSide', `one sign-off a side, and ${message.side} has signed`);
  }
  const text = canonicalJson(message);
  checkSignature(Buffer.from(key!.public_key, 'hex'), Buffer.from(text), Buffer.from(signature, 'hex'));

  rows.put('sign_offs', {
    entry_id: entryId,
    definition_id: definition,
    version,
    content_hash: row.hash,
    member_id: message.signer,
    side: message.side,
    role: message.role,
    fingerprint,
    message: text,
    signature,
    signed_at: entry.at,
    voided_entry: null,
  });
  rows.put('definition_versions', { ...row, state, entry_id: entryId });
}
