import { ParleyError } from '#domain/errors.ts';
import type { LogEntryOf } from '#domain/log-entry.ts';
import type { CouncilRows } from '../log/council-rows.ts';
import { checkPublicKey } from './check-public-key.ts';
import { keyFingerprint } from './key-fingerprint.ts';

/** Applies the registration of a public key: one active key a member, one member a key, for ever. */
export function projectKeyRegistered(entry: LogEntryOf<'keyRegistered'>, entryId: string, rows: CouncilRows): void {
  const { member, publicKey, fingerprint } = entry.payload;
  checkPublicKey(Buffer.from(publicKey, 'hex'));
  if (keyFingerprint(publicKey) !== fingerprint)
    throw new ParleyError('E_KEY', `Expected the fingerprint ${keyFingerprint(publicKey)} of the key, got ${fingerprint}.`);
  const owner = rows.member(member);
  if (owner === undefined || owner.active === 0)
    throw new ParleyError(
      'E_MEMBER',
      `Expected an active member as the owner of a key, got ${member.slice(0, 40)}. List the members for theirs.`,
    );
  if (rows.key(fingerprint) !== undefined)
    throw new ParleyError('E_KEY', 'This key is registered already. A key belongs to one member for ever: make a new one.');
  if (rows.keysOf(member).some((key) => key.revoked_entry === null))
    throw new ParleyError('E_KEY', `Member ${member} has a key. Revoke it before registering another.`);
  rows.put('member_keys', { fingerprint, member_id: member, public_key: publicKey, registered_entry: entryId, revoked_entry: null });
}

/** Applies a revocation: sign-offs made before stay good, none can follow. */
export function projectKeyRevoked(entry: LogEntryOf<'keyRevoked'>, entryId: string, rows: CouncilRows): void {
  const key = rows.key(entry.payload.fingerprint);
  if (key === undefined) throw new ParleyError('E_NOT_FOUND', `No registered key has the fingerprint ${entry.payload.fingerprint}.`);
  if (key.revoked_entry !== null) throw new ParleyError('E_KEY', 'This key was revoked before.');
  rows.put('member_keys', { ...key, revoked_entry: entryId });
}
