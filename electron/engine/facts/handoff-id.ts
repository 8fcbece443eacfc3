import type { Facts } from './facts.ts';

/** A handoff by name: the lead's id as exported, and which of its handoffs this is. */
export function handoffId(facts: Facts, handoff: number): string {
  return `${leadIdOf(facts, handoff)}#${facts.handoffs.cycle[handoff]}`;
}

export function leadIdOf({ leads, handoffs }: Facts, handoff: number): string {
  const id = leads.column('id');
  const row = handoffs.leadRow[handoff]!;
  return id?.kind === 'text' ? id.dictionary.at(id.codes[row]!) : String(row);
}
