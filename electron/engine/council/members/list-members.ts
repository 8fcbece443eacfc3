import type { Side } from '#domain/definition.ts';
import { ParleyError } from '#domain/errors.ts';
import type { MemberFunction } from '#domain/log-entry.ts';
import { sql } from '../../workspace/sql.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { fingerprintGroups } from '../keys/key-fingerprint.ts';

export interface Member {
  id: string;
  name: string;
  title: string;
  side: Side;
  function: MemberFunction;
  active: boolean;
  /** Fingerprint of the key in use, in groups of four; null without one. */
  fingerprint: string | null;
}

/** All members, those who left included, by name. */
export function listMembers(workspace: Workspace): Member[] {
  const rows = workspace.all(
    sql
      .selectFrom('members')
      .leftJoin('member_names', 'member_names.member_id', 'members.id')
      .leftJoin('member_keys', (join) => join.onRef('member_keys.member_id', '=', 'members.id').on('revoked_entry', 'is', null))
      .select(['id', 'member_names.name', 'title', 'side', 'function', 'active', 'fingerprint']),
  );
  return rows
    .map((row) => ({
      id: row.id,
      name: row.name ?? '',
      title: row.title,
      side: row.side as Side,
      function: row.function as MemberFunction,
      active: row.active === 1,
      fingerprint: row.fingerprint === null ? null : fingerprintGroups(row.fingerprint),
    }))
    .sort((left, right) => (left.name < right.name ? -1 : left.name > right.name ? 1 : left.id < right.id ? -1 : 1));
}

/** A member by id. Throws E_NOT_FOUND. */
export function showMember(workspace: Workspace, id: string): Member {
  const member = listMembers(workspace).find((candidate) => candidate.id === id);
  if (member === undefined) throw new ParleyError('E_NOT_FOUND', `No member has the id ${id.slice(0, 40)}. List the members for theirs.`);
  return member;
}
