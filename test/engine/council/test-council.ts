import type { DefinitionContent } from '#domain/definition.ts';
import { createKey } from '#engine/council/keys/create-key.ts';
import { addMember, type MemberInput } from '#engine/council/members/add-member.ts';
import type { Member } from '#engine/council/members/list-members.ts';
import { testWorkspace } from './test-workspace.ts';

/** Cheap scrypt for tests: N = 2^10. */
export const testLog2N = 10;
export const passphraseOf = (member: Pick<Member, 'id'>) => `passphrase of ${member.id.slice(0, 6)}`;

/** A workspace with a chair, both leaders with keys, and an analyst. */
export function testCouncil(seed?: string) {
  const { workspace, clock } = testWorkspace(seed);
  const add = (input: MemberInput) => addMember(workspace, input, null);
  const chair = add({ name: 'Ines Okafor', title: 'Head of RevOps', side: 'revops' });
  const marketing = add({ name: 'Mara Lind', title: 'Chief Marketing Officer', side: 'marketing' });
  const sales = add({ name: 'Sam Duarte', title: 'Chief Revenue Officer', side: 'sales' });
  const analyst = add({ name: 'Ana Voss', title: 'Analyst', side: 'revops', function: 'analyst' });
  for (const leader of [marketing, sales]) createKey(workspace, leader.id, passphraseOf(leader), testLog2N);
  return { workspace, clock, chair, marketing, sales, analyst };
}

/** A complete MQL of the inbound motion. */
export function mql(ownerId: string, score = 65): Partial<DefinitionContent> {
  return {
    term: 'MQL',
    motion: 'inbound',
    kind: 'stage',
    object: 'lead',
    criteria: `lead.score >= ${score} and lead.email is filled`,
    ownerId,
    ownerTitle: 'Head of RevOps',
    auditCadence: 'halfYearly',
    rationale: 'Sales agreed to work these.',
    stage: 'qualified',
  };
}

/** The error that a call throws. */
export function refusalOf(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  return undefined;
}
