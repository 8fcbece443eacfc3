import { canonicalJson } from '#domain/canonical-json.ts';
import { defaultPolicy, type Policy } from '#domain/policy.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { appendEntry } from '../log/append-entry.ts';
import { checkPolicy } from './check-policy.ts';
import { mergePolicy } from './merge-policy.ts';
import { policyVersions, type StoredPolicy } from './policy-versions.ts';

/**
 * Sets the next version of the policies from what a file names; the rest stays as it is.
 * @param change partial policy JSON, already parsed by the strict reader.
 * @param by member id, or null.
 * @returns the newest version; `changed` is false, and nothing is written, where it already says all that.
 * @throws ParleyError E_POLICY with a JSON pointer in `path`.
 */
export function setPolicy(workspace: Workspace, change: unknown, by: string | null): StoredPolicy & { changed: boolean } {
  return workspace.transaction(() => {
    const newest = policyVersions(workspace).at(-1);
    const policy = checkPolicy(mergePolicy(newest?.policy ?? defaultPolicy, change), workspace.settings.timeZone);
    if (newest !== undefined && canonicalJson(newest.policy) === canonicalJson(policy)) return { ...newest, changed: false };
    appendEntry(workspace, 'policySet', by, { version: (newest?.version ?? 0) + 1, policy });
    return { ...policyVersions(workspace).at(-1)!, changed: true };
  });
}

/** The newest policy as set; version 0 with Parley's defaults where none was. */
export function showPolicy(workspace: Workspace): { version: number; policy: Policy; setAt: string | null; setBy: string | null } {
  const newest = policyVersions(workspace).at(-1);
  if (newest === undefined) return { version: 0, policy: defaultPolicy, setAt: null, setBy: null };
  const { version, policy, setAt, setBy } = newest;
  return { version, policy, setAt, setBy };
}
