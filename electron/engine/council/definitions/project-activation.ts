import type { DefinitionContent, VersionState } from '#domain/definition.ts';
import { inForceFromMs } from '#domain/definition-in-force.ts';
import { nextVersionState } from '#domain/definition-states.ts';
import { ParleyError } from '#domain/errors.ts';
import { formatIsoUtc } from '#domain/iso-time.ts';
import type { LogEntryOf } from '#domain/log-entry.ts';
import type { CouncilTables } from '../../workspace/schema/council-tables.ts';
import type { CouncilRows } from '../log/council-rows.ts';
import { requireActor } from '../log/require-actor.ts';
import { labelOf, requireHash, requireNewest, requireVersion } from './project-definitions.ts';

/** How "from the beginning" is stored: the earliest time that a Date can hold. */
export const beginningMs = -8_640_000_000_000_000;

/** When a version would come into force if it were activated at a moment: its effective date, else the beginning for a first version, else now. */
export function activationTime(versions: CouncilTables['definition_versions'][], content: DefinitionContent, nowMs: number): string | null {
  const effectiveMs = content.effectiveFrom === null ? null : Date.parse(content.effectiveFrom);
  const fromMs = inForceFromMs(
    effectiveMs,
    nowMs,
    versions.every((version) => version.activated_at === null),
  );
  return fromMs === -Infinity ? null : formatIsoUtc(fromMs);
}

/** Applies an activation: the version before ends where this one begins. */
export function projectDefinitionActivated(entry: LogEntryOf<'definitionActivated'>, entryId: string, rows: CouncilRows): void {
  const { definition, version, contentHash, from } = entry.payload;
  const row = requireVersion(rows, definition, version);
  const state = nextVersionState(row.state as VersionState, 'activate', labelOf(row));
  requireActor(rows, entry.by, `activate ${labelOf(row)}`);
  requireHash(row, contentHash);
  requireNewest(rows, row);
  const versions = rows.versionsOf(definition);
  const expected = activationTime(versions, JSON.parse(row.content) as DefinitionContent, Date.parse(entry.at));
  if (from !== expected)
    throw new ParleyError(
      'E_STATE',
      `${labelOf(row)}: expected it to come into force ${expected ?? 'from the beginning'}, got ${from ?? 'from the beginning'}.`,
    );
  const fromMs = from === null ? beginningMs : Date.parse(from);
  for (const previous of versions) {
    if (previous.state !== 'inForce') continue;
    if (previous.in_force_from_ms! >= fromMs)
      throw new ParleyError(
        'E_EFFECTIVE',
        `${labelOf(row)}: expected an effective date after ${formatIsoUtc(previous.in_force_from_ms!)}, from which version ${previous.version} is in force, got ${from}. Draft a version with a later date.`,
      );
    const superseded = nextVersionState('inForce', 'supersede', labelOf(previous));
    rows.put('definition_versions', { ...previous, state: superseded, in_force_to_ms: fromMs, entry_id: entryId });
  }
  rows.put('definition_versions', {
    ...row,
    state,
    activated_by: entry.by,
    activated_at: entry.at,
    in_force_from_ms: fromMs,
    entry_id: entryId,
  });
}
