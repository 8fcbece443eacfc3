import { ParleyError } from '#domain/errors.ts';
import { sql } from '../../workspace/sql.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { appendEntry } from '../log/append-entry.ts';
import { sha256Hex } from '../sha256-hex.ts';
import { privateKeyOf, publicKeyBytes } from './ed25519-key-objects.ts';
import { fingerprintGroups, keyFingerprint } from './key-fingerprint.ts';
import { parsePublicKey } from './parse-public-key.ts';
import { defaultScryptLog2N, unwrapPrivateKey, wrapPrivateKey } from './wrap-private-key.ts';

export interface RegisteredKey {
  fingerprint: string;
  /** The fingerprint as people compare it. */
  groups: string;
  publicKey: string;
}

/**
 * Makes a member's signing key, keeps the private half under the passphrase in this workspace and registers the public half in the log.
 * @param scryptLog2N log2 of scrypt's N; less than 17 only for tests.
 * @throws ParleyError E_PASSPHRASE, E_KEY where the member has a key, E_MEMBER.
 */
export function createKey(workspace: Workspace, memberId: string, passphrase: string, scryptLog2N = defaultScryptLog2N): RegisteredKey {
  const { randomBytes } = workspace.environment;
  const seed = Buffer.from(randomBytes(32));
  try {
    const publicKey = Buffer.from(publicKeyBytes(privateKeyOf(seed))).toString('hex');
    const fingerprint = keyFingerprint(publicKey);
    const wrapping = wrapPrivateKey(seed, passphrase, wrappingContext(workspace, fingerprint), randomBytes, scryptLog2N);
    return workspace.transaction(() => {
      const registered = register(workspace, memberId, publicKey);
      workspace.run(sql.insertInto('wrapped_keys').values({ fingerprint, wrapping, sha256: wrappingDigest(fingerprint, wrapping) }));
      return registered;
    });
  } finally {
    seed.fill(0);
  }
}

/** Registers a public key that was made elsewhere, given as PEM or 64 hexadecimal digits. Throws E_KEY, E_MEMBER. */
export function registerKey(workspace: Workspace, memberId: string, publicKeyText: string): RegisteredKey {
  return register(workspace, memberId, parsePublicKey(publicKeyText));
}

/** Ends the use of a key; sign-offs made before stay good. */
export function revokeKey(workspace: Workspace, fingerprint: string, reason: string, by: string | null): void {
  appendEntry(workspace, 'keyRevoked', by, { fingerprint, reason });
}

/** Opens a member's private key. Throws E_KEY where this copy of the workspace holds none, E_PASSPHRASE, E_DAMAGED. */
export function openKey(workspace: Workspace, memberId: string, passphrase: string): { seed: Buffer; fingerprint: string } {
  const row = workspace.first(
    sql
      .selectFrom('member_keys')
      .innerJoin('wrapped_keys', 'wrapped_keys.fingerprint', 'member_keys.fingerprint')
      .select(['member_keys.fingerprint', 'wrapping', 'sha256'])
      .where('member_id', '=', memberId)
      .where('revoked_entry', 'is', null),
  );
  if (row === undefined)
    throw new ParleyError(
      'E_KEY',
      'This member has no signing key in this copy of the workspace. Make one first, or sign where the key is.',
    );
  if (wrappingDigest(row.fingerprint, row.wrapping) !== row.sha256)
    throw new ParleyError('E_DAMAGED', "A stored key doesn't match its digest. Restore the newest backup.");
  const seed = Buffer.from(unwrapPrivateKey(row.wrapping, passphrase, wrappingContext(workspace, row.fingerprint)));
  return { seed, fingerprint: row.fingerprint };
}

/** The digest that tells whether a stored key was altered. */
export function wrappingDigest(fingerprint: string, wrapping: string): string {
  return sha256Hex(`${fingerprint}\n${wrapping}`);
}

function wrappingContext(workspace: Workspace, fingerprint: string): string {
  return `parley.key.1\n${workspace.settings.workspaceId}\n${fingerprint}`;
}

function register(workspace: Workspace, memberId: string, publicKey: string): RegisteredKey {
  const fingerprint = keyFingerprint(publicKey);
  appendEntry(workspace, 'keyRegistered', memberId, { member: memberId, publicKey, fingerprint });
  return { fingerprint, groups: fingerprintGroups(fingerprint), publicKey };
}
