import { type LimitsPart, policyStepAt } from '#domain/policy-in-force.ts';
import type { Facts } from './facts.ts';

/** The policy limits that hold at the facts' as-of. */
export function limitsOf({ policy, asOfMs }: Pick<Facts, 'policy' | 'asOfMs'>): LimitsPart {
  return policyStepAt(policy.limits, asOfMs).part;
}
