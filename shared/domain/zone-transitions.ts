import { Temporal } from 'temporal-polyfill';
import { ParleyError } from './errors.ts';

const tableStartMs = Date.UTC(1970, 0, 1);
const tableEndMs = Date.UTC(2050, 0, 1);
const namePattern = /^(?:[A-Za-z][A-Za-z0-9._+/-]*|[+-]\d\d:\d\d)$/;
const furthestMs = 8.64e15;

/** The UTC offsets of a zone: exact in the table's years by search, elsewhere asked one by one. */
export interface ZoneTransitions {
  /** The zone's name as the tz database spells it. */
  timeZone: string;
  /** Start of each stretch of constant offset, ms since 1970 UTC, ascending; the first is the table's start. */
  startsMs: Float64Array;
  /** Offset of local time from UTC in that stretch, ms, east positive. */
  offsetsMs: Float64Array;
  /** End of the table, ms since 1970 UTC. */
  endMs: number;
  /** The offset at an instant outside the table; NaN for NaN and for instants beyond ±8.64e15 ms. */
  farOffsetMs(ms: number): number;
}

/**
 * The offset changes of a zone from 1970 to 2050, taken from the tz database of the running engine.
 * @param timeZone an IANA name in any case (`Europe/Berlin`, `utc`) or a fixed offset `+02:00`.
 * @throws ParleyError E_TIME_ZONE for a name that the tz database does not know.
 */
export function zoneTransitions(timeZone: string): ZoneTransitions {
  let at = zonedAt(tableStartMs, timeZone);
  const name = at.timeZoneId;
  const starts = [tableStartMs];
  const offsets = [at.offsetNanoseconds / 1e6];
  for (;;) {
    const next = at.getTimeZoneTransition('next');
    if (next === null || next.epochMilliseconds >= tableEndMs) break;
    starts.push(next.epochMilliseconds);
    offsets.push(next.offsetNanoseconds / 1e6);
    at = next;
  }
  return {
    timeZone: name,
    startsMs: Float64Array.from(starts),
    offsetsMs: Float64Array.from(offsets),
    endMs: tableEndMs,
    farOffsetMs: (ms) => (Math.abs(ms) <= furthestMs ? zonedAt(Math.floor(ms), name).offsetNanoseconds / 1e6 : Number.NaN),
  };
}

function zonedAt(ms: number, timeZone: string): Temporal.ZonedDateTime {
  if (!namePattern.test(timeZone)) throw unknownZone(timeZone);
  try {
    return Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(timeZone);
  } catch {
    throw unknownZone(timeZone);
  }
}

function unknownZone(timeZone: string): ParleyError {
  const shown = JSON.stringify(String(timeZone).slice(0, 60));
  return new ParleyError(
    'E_TIME_ZONE',
    `Expected the name of a time zone of the tz database, such as Europe/Berlin or UTC, got ${shown}. Choose a zone from the list.`,
    { data: { timeZone: String(timeZone).slice(0, 60) } },
  );
}
