import { canonicalJson } from '#domain/canonical-json.ts';
import { defaultPolicy, type Policy } from '#domain/policy.ts';
import { type PolicyLine, policyAt, policyLineOf } from '#domain/policy-in-force.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { policyVersions } from './policy-versions.ts';

/** When each part of each policy version holds; `slaPart`, acceptance window and limits are looked up in it with `policyStepAt`. */
export function policyLine(workspace: Workspace): PolicyLine {
  const versions = policyVersions(workspace).map(({ version, policy, setAt }) => ({
    version,
    policy,
    setAtMs: Date.parse(setAt),
    effectiveFromMs: policy.effectiveFrom === null ? null : Date.parse(policy.effectiveFrom),
  }));
  return policyLineOf(versions, defaultPolicy, (left, right) => canonicalJson(left) === canonicalJson(right));
}

/** The policy that holds at a moment, and the versions its parts come from (0: Parley's defaults). */
export function policyInForce(
  workspace: Workspace,
  atMs: number,
): { policy: Policy; versions: { sla: number; acceptance: number; limits: number } } {
  return policyAt(policyLine(workspace), atMs);
}
