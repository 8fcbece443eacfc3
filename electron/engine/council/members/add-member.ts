import { z } from 'zod';
import type { Side } from '#domain/definition.ts';
import { ParleyError } from '#domain/errors.ts';
import type { MemberFacts, MemberFunction } from '#domain/log-entry.ts';
import { sql } from '../../workspace/sql.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { appendEntry } from '../log/append-entry.ts';
import { requireShape } from '../require-shape.ts';
import { listMembers, type Member, showMember } from './list-members.ts';
import { nameCommitment } from './name-commitment.ts';

export interface MemberInput {
  name: string;
  title: string;
  side: Side;
  /** Default: leader for marketing and sales, chair for revops, else other. */
  function?: MemberFunction;
  active?: boolean;
}

const shape = z.strictObject({
  name: z.string().min(1).max(120),
  title: z.string().min(1).max(120),
  side: z.enum(['marketing', 'sales', 'revops', 'other']),
  function: z.enum(['leader', 'chair', 'analyst', 'other']),
  active: z.boolean(),
});
const usualFunction: Record<Side, MemberFunction> = { marketing: 'leader', sales: 'leader', revops: 'chair', other: 'other' };

/** Adds a person to the council under a random id. Throws E_MEMBER, also for the name of someone who is in it already. */
export function addMember(workspace: Workspace, input: MemberInput, by: string | null): Member {
  const id = Buffer.from(workspace.environment.randomBytes(16)).toString('hex');
  return writeMember(workspace, 'memberAdded', id, { function: usualFunction[input.side], active: true, ...input }, by);
}

/** Changes what is named; a leaving member gets `active: false` and keeps every sign-off made. Throws E_MEMBER, E_NOT_FOUND. */
export function changeMember(workspace: Workspace, id: string, change: Partial<MemberInput>, by: string | null): Member {
  const { name, title, side, function: memberFunction, active } = showMember(workspace, id);
  return writeMember(workspace, 'memberChanged', id, { name, title, side, function: memberFunction, active, ...change }, by);
}

function writeMember(
  workspace: Workspace,
  type: 'memberAdded' | 'memberChanged',
  id: string,
  input: MemberInput,
  by: string | null,
): Member {
  const { name, ...facts } = requireShape(
    shape,
    { ...input, name: oneLine(input.name), title: oneLine(input.title) },
    'E_MEMBER',
    'Member',
  );
  return workspace.transaction(() => {
    if (facts.active) requireOtherName(workspace, id, name);
    const salt = Buffer.from(workspace.environment.randomBytes(16)).toString('hex');
    const payload: MemberFacts = { member: id, ...facts, nameCommitment: nameCommitment(salt, name) };
    appendEntry(workspace, type, by, payload);
    const row = { member_id: id, name, salt };
    workspace.run(
      sql
        .insertInto('member_names')
        .values(row)
        .onConflict((conflict) => conflict.column('member_id').doUpdateSet(row)),
    );
    return showMember(workspace, id);
  });
}

function requireOtherName(workspace: Workspace, id: string, name: string): void {
  const folded = name.toLowerCase();
  if (listMembers(workspace).some((other) => other.active && other.id !== id && other.name.toLowerCase() === folded))
    throw new ParleyError('E_MEMBER', 'An active member has this name. One person is one member; if they are two, tell their names apart.');
}

function oneLine(text: unknown): unknown {
  return typeof text === 'string' ? text.normalize('NFC').replace(/\s+/gu, ' ').trim() : text;
}
