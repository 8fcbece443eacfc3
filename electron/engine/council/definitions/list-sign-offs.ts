import { sql } from '../../workspace/sql.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { fingerprintGroups } from '../keys/key-fingerprint.ts';

export interface SignOff {
  entryId: string;
  memberId: string;
  name: string;
  /** The title in which the member signed. */
  title: string;
  side: 'marketing' | 'sales';
  /** ISO-8601 UTC: what the local clock claimed. */
  signedAt: string;
  fingerprint: string;
  contentHash: string;
  publicKey: string;
  /** The exact text that was signed. */
  message: string;
  signature: string;
  /** False where the version was edited, rejected or withdrawn before it was signed by both. */
  valid: boolean;
}

/** The sign-offs of a version, void ones included, in the order they were made. */
export function listSignOffs(workspace: Workspace, definition: string, version: number): SignOff[] {
  const rows = workspace.all(
    sql
      .selectFrom('sign_offs')
      .innerJoin('log_entries', 'log_entries.id', 'sign_offs.entry_id')
      .innerJoin('member_keys', 'member_keys.fingerprint', 'sign_offs.fingerprint')
      .leftJoin('member_names', 'member_names.member_id', 'sign_offs.member_id')
      .selectAll('sign_offs')
      .select(['member_keys.public_key', 'member_names.name'])
      .where('definition_id', '=', definition)
      .where('version', '=', version)
      .orderBy('log_entries.seq'),
  );
  return rows.map((row) => ({
    entryId: row.entry_id,
    memberId: row.member_id,
    name: row.name ?? '',
    title: row.role,
    side: row.side as SignOff['side'],
    signedAt: row.signed_at,
    fingerprint: fingerprintGroups(row.fingerprint),
    contentHash: row.content_hash,
    publicKey: row.public_key,
    message: row.message,
    signature: row.signature,
    valid: row.voided_entry === null,
  }));
}
