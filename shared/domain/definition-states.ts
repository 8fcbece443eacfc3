import type { VersionState } from './definition.ts';
import { ParleyError } from './errors.ts';

/** What can be done to a version. `signLast` is the sign-off that completes both sides; `supersede` and `restore` follow from another version. */
export const versionActions = ['edit', 'propose', 'reject', 'sign', 'signLast', 'activate', 'withdraw', 'supersede', 'restore'] as const;
export type VersionAction = (typeof versionActions)[number];

export const versionStates = ['draft', 'proposed', 'signed', 'inForce', 'superseded', 'withdrawn'] as const satisfies VersionState[];

/** Every allowed move; what is not listed is forbidden. Editing or rejecting a proposal makes it a draft again and voids its sign-offs. */
export const versionMoves: Readonly<Record<VersionState, Readonly<Partial<Record<VersionAction, VersionState>>>>> = {
  draft: { edit: 'draft', propose: 'proposed', withdraw: 'withdrawn' },
  proposed: { edit: 'draft', reject: 'draft', sign: 'proposed', signLast: 'signed', withdraw: 'withdrawn' },
  signed: { activate: 'inForce', withdraw: 'withdrawn' },
  inForce: { supersede: 'superseded', withdraw: 'withdrawn' },
  superseded: { restore: 'inForce' },
  withdrawn: {},
};

/**
 * The state that an action leads to.
 * @param state where the version stands.
 * @param action what is to be done.
 * @param label names the version in the error, such as `inbound-mql@2`.
 * @returns the state afterwards.
 * @throws ParleyError E_STATE, with `data: {state, action, allowed}`, where the action is forbidden in that state.
 */
export function nextVersionState(state: VersionState, action: VersionAction, label: string): VersionState {
  const next = versionMoves[state][action];
  if (next !== undefined) return next;
  const needed = versionStates.filter((from) => versionMoves[from][action] !== undefined);
  throw new ParleyError(
    'E_STATE',
    `${label} is ${words[state]}: to ${verbs[action]} it, it must be ${needed.map((s) => words[s]).join(' or ')}. ${advice[state]}`,
    {
      data: { state, action, allowed: needed },
    },
  );
}

const words: Record<VersionState, string> = {
  draft: 'a draft',
  proposed: 'proposed',
  signed: 'signed',
  inForce: 'in force',
  superseded: 'superseded',
  withdrawn: 'withdrawn',
};

const verbs: Record<VersionAction, string> = {
  edit: 'edit',
  propose: 'propose',
  reject: 'reject',
  sign: 'sign',
  signLast: 'sign',
  activate: 'activate',
  withdraw: 'withdraw',
  supersede: 'supersede',
  restore: 'restore',
};

const advice: Record<VersionState, string> = {
  draft: 'Propose it first.',
  proposed: 'Collect both sign-offs, or edit it, which makes it a draft again.',
  signed: 'Activate it, or draft its next version.',
  inForce: 'Draft its next version.',
  superseded: 'Draft its next version.',
  withdrawn: 'Draft its next version.',
};
