/** From when until when an activated version applies: half-open, ms since 1970 UTC. */
export interface ForceInterval {
  /** -Infinity: from the beginning. */
  fromMs: number;
  /** Infinity: until further notice. */
  toMs: number;
}

/**
 * The version of one definition that applies at a moment.
 * @param versions the activated versions of one definition, in any order.
 * @param atMs ms since 1970 UTC; ±Infinity allowed.
 * @returns the version whose interval [fromMs, toMs) holds the moment, undefined where none does.
 */
export function versionInForceAt<Version extends ForceInterval>(versions: readonly Version[], atMs: number): Version | undefined {
  return versions.find(({ fromMs, toMs }) => fromMs <= atMs && (atMs < toMs || toMs === Infinity));
}

/**
 * When a version begins to apply.
 * @param effectiveFromMs the date it names, null for none.
 * @param activatedAtMs the moment of its activation, ms since 1970 UTC.
 * @param isFirst whether no version of the definition was activated before.
 * @returns ms since 1970 UTC; -Infinity for a first version without a date.
 */
export function inForceFromMs(effectiveFromMs: number | null, activatedAtMs: number, isFirst: boolean): number {
  return effectiveFromMs ?? (isFirst ? -Infinity : activatedAtMs);
}
