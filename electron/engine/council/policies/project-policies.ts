import { canonicalJson } from '#domain/canonical-json.ts';
import { ParleyError } from '#domain/errors.ts';
import type { LogEntryOf } from '#domain/log-entry.ts';
import type { CouncilRows } from '../log/council-rows.ts';

/** Applies a policy entry: versions are numbered from 1 without gaps. */
export function projectPolicySet(entry: LogEntryOf<'policySet'>, entryId: string, rows: CouncilRows): void {
  const { version, policy } = entry.payload;
  const expected = rows.newestPolicyVersion() + 1;
  if (version !== expected)
    throw new ParleyError('E_STALE', `Policy: expected version ${expected}, got ${version}. Read the newest policy and set it again.`);
  rows.put('policies', { version, policy: canonicalJson(policy), set_by: entry.by, set_at: entry.at, entry_id: entryId });
}
