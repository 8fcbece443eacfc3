import { ParleyError } from '#domain/errors.ts';
import type { LogEntryOf, MemberFacts } from '#domain/log-entry.ts';
import type { CouncilRows } from '../log/council-rows.ts';

/** Applies a new member. */
export function projectMemberAdded(entry: LogEntryOf<'memberAdded'>, entryId: string, rows: CouncilRows): void {
  if (rows.member(entry.payload.member) !== undefined)
    throw new ParleyError('E_EXISTS', `Member ${entry.payload.member} is in the council already. Change the member instead.`);
  putMember(entry.payload, entryId, rows);
}

/** Applies new facts about a member. */
export function projectMemberChanged(entry: LogEntryOf<'memberChanged'>, entryId: string, rows: CouncilRows): void {
  if (rows.member(entry.payload.member) === undefined)
    throw new ParleyError('E_NOT_FOUND', `No member has the id ${entry.payload.member}. List the members for theirs.`);
  putMember(entry.payload, entryId, rows);
}

function putMember(facts: MemberFacts, entryId: string, rows: CouncilRows): void {
  if (facts.function === 'leader' && facts.side !== 'marketing' && facts.side !== 'sales')
    throw new ParleyError('E_MEMBER', `Expected a leader's side to be marketing or sales, got ${facts.side}. Choose another function.`);
  rows.put('members', {
    id: facts.member,
    name_commitment: facts.nameCommitment,
    title: facts.title,
    side: facts.side,
    function: facts.function,
    active: facts.active ? 1 : 0,
    entry_id: entryId,
  });
}
