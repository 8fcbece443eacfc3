import { countDistinct, type EventTimes, earliest, lastAtOrBelow, splitByCause } from './event-times.ts';
import { inputError } from './input-error.ts';

/** Relative distance below which an incidence counts as having reached a level. */
const tolerance = 1e-9;

/** Cumulative incidence of competing causes as steps at the distinct event times of any cause. */
export interface IncidenceCurves {
  readonly n: number;
  /** Events of cause 1, 2, … at index 0, 1, … */
  readonly events: readonly number[];
  readonly censored: number;
  /** Distinct event times, ascending, in the unit that came in. */
  readonly times: Float64Array;
  /** Incidence of cause 1, 2, … at index 0, 1, …, one value a time. */
  readonly incidence: readonly Float64Array[];
  /** Share of spells not ended by any cause after each time; with the incidences it adds up to 1. */
  readonly survival: Float64Array;
  /** F(t) of a cause (from 1): the probability of having ended by it at or before t. */
  incidenceAt(cause: number, t: number): number;
  /** Smallest event time with F(t) ≥ level; null where the level is not positive or never reached. */
  timeToReach(cause: number, level: number): number | null;
}

/**
 * The Aalen–Johansen cumulative incidence of competing causes; 1 − Kaplan–Meier would overstate each of them.
 * @param times durations in one unit, one a spell; any order.
 * @param cause 0 censored, 1…causeCount how the spell ended.
 * @param causeCount number of causes, 1…255; default 2.
 * @returns the curves; without spells or events they have no steps and are 0 everywhere.
 * @throws ParleyError E_STATISTIC for different lengths, NaN times, causes past causeCount and causes asked for that are not there.
 * @remarks At equal times events of all causes happen together and before censorings.
 * @source Aalen & Johansen, "An empirical transition matrix for non-homogeneous Markov chains" (1978).
 */
export function aalenJohansen(times: Float64Array, cause: Uint8Array, causeCount = 2): IncidenceCurves {
  return curvesOf(splitByCause(times, cause, causeCount, false));
}

/** `aalenJohansen` for times that are already ascending: linear time. Not checked; unsorted times give wrong curves. */
export function aalenJohansenSorted(times: Float64Array, cause: Uint8Array, causeCount = 2): IncidenceCurves {
  return curvesOf(splitByCause(times, cause, causeCount, true));
}

function curvesOf({ censored, byCause }: EventTimes): IncidenceCurves {
  const n = byCause.reduce((sum, list) => sum + list.length, censored.length);
  const steps = countDistinct(byCause);
  const times = new Float64Array(steps);
  const survival = new Float64Array(steps);
  const incidence = byCause.map(() => new Float64Array(steps));
  const next = byCause.map(() => 0);
  const sinceRun = byCause.map(() => 0);
  const atRun = byCause.map(() => 0);
  let gone = 0;
  let ended = 0;
  let weight = n === 0 ? 0 : 1 / n;
  for (let step = 0; step < steps; step++) {
    const time = earliest(byCause, next);
    const goneBefore = gone;
    while (gone < censored.length && censored[gone]! < time) gone++;
    const risk = n - gone - ended;
    if (gone > goneBefore) {
      // Between two censorings every event weighs S(t−)/at risk, the same amount: count first, multiply once.
      weight = (step === 0 ? 1 : survival[step - 1]!) / risk;
      for (let k = 0; k < byCause.length; k++) {
        atRun[k] = step === 0 ? 0 : incidence[k]![step - 1]!;
        sinceRun[k] = 0;
      }
    }
    for (let k = 0; k < byCause.length; k++) {
      const list = byCause[k]!;
      while (next[k]! < list.length && list[next[k]!] === time) {
        next[k]!++;
        sinceRun[k]!++;
        ended++;
      }
      incidence[k]![step] = atRun[k]! + weight * sinceRun[k]!;
    }
    times[step] = time;
    survival[step] = weight * (n - gone - ended);
  }
  const curve = (cause: number): Float64Array => {
    const values = incidence[cause - 1];
    if (values === undefined) throw inputError(`a cause from 1 to ${byCause.length}`, String(cause));
    return values;
  };
  return {
    n,
    events: byCause.map((list) => list.length),
    censored: censored.length,
    times,
    incidence,
    survival,
    incidenceAt: (cause, t) => {
      const values = curve(cause);
      const step = lastAtOrBelow(times, t);
      return step < 0 ? 0 : values[step]!;
    },
    timeToReach: (cause, level) => {
      const values = curve(cause);
      if (!(level > 0)) return null;
      const step = lastAtOrBelow(values, level * (1 - tolerance)) + 1;
      return step < steps ? times[step]! : null;
    },
  };
}
