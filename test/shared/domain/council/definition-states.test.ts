import { describe, expect, test } from 'vitest';
import type { VersionState } from '#domain/definition.ts';
import { nextVersionState, type VersionAction, versionActions, versionStates } from '#domain/definition-states.ts';

/** Every allowed move, written out once more. */
const allowed: [VersionState, VersionAction, VersionState][] = [
  ['draft', 'edit', 'draft'],
  ['draft', 'propose', 'proposed'],
  ['draft', 'withdraw', 'withdrawn'],
  ['proposed', 'edit', 'draft'],
  ['proposed', 'reject', 'draft'],
  ['proposed', 'sign', 'proposed'],
  ['proposed', 'signLast', 'signed'],
  ['proposed', 'withdraw', 'withdrawn'],
  ['signed', 'activate', 'inForce'],
  ['signed', 'withdraw', 'withdrawn'],
  ['inForce', 'supersede', 'superseded'],
  ['inForce', 'withdraw', 'withdrawn'],
  ['superseded', 'restore', 'inForce'],
];
const forbidden = versionStates.flatMap((state) =>
  versionActions
    .filter((action) => !allowed.some(([from, deed]) => from === state && deed === action))
    .map((action): [VersionState, VersionAction] => [state, action]),
);

describe('a version', () => {
  test.each(allowed)('that is %s can take %s and is %s', (state, action, next) => {
    expect(nextVersionState(state, action, 'inbound-mql@2')).toBe(next);
  });

  test.each(forbidden)('that is %s cannot take %s', (state, action) => {
    expect(() => nextVersionState(state, action, 'inbound-mql@2')).toThrow(
      expect.objectContaining({
        code: 'E_STATE',
        message: expect.stringMatching(/^inbound-mql@2 is .+ must be .+\.$/),
        data: expect.objectContaining({ state, action }),
      }),
    );
  });

  test('has 54 state and action pairs in all', () => {
    expect(allowed.length + forbidden.length).toBe(versionStates.length * versionActions.length);
    expect(versionStates.length * versionActions.length).toBe(54);
  });
});
