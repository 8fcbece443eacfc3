import { ParleyError } from '#domain/errors.ts';
import type { CouncilTables } from '../../workspace/schema/council-tables.ts';
import type { CouncilRows } from './council-rows.ts';

/** The active member who acts. Throws E_MEMBER where nobody, a stranger or someone who has left is named. */
export function requireActor(rows: CouncilRows, by: string | null, deed: string): CouncilTables['members'] {
  if (by === null) throw new ParleyError('E_MEMBER', `To ${deed}, name the member who does it.`);
  const member = rows.member(by);
  if (member === undefined)
    throw new ParleyError('E_MEMBER', `To ${deed}: no member has the id ${by.slice(0, 40)}. List the members for theirs.`);
  if (member.active === 0) throw new ParleyError('E_MEMBER', `To ${deed}: member ${by} is not active any more. Name an active member.`);
  return member;
}
