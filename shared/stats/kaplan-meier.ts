import { countDistinct, type EventTimes, lastAtOrBelow, splitByCause } from './event-times.ts';
import { requireProbability } from './input-error.ts';

/** Two survival values closer than this are one: more than rounding can add up to, less than one spell in a hundred million. */
const tolerance = 1e-9;

/** A survival curve as steps: at `times[i]` it falls to `survival[i]`. Before the first event it is 1. */
export interface SurvivalCurve {
  /** Spells, of which `events` ended and `censored` were still open when last seen. */
  readonly n: number;
  readonly events: number;
  readonly censored: number;
  /** Distinct event times, ascending, in the unit that came in. */
  readonly times: Float64Array;
  readonly survival: Float64Array;
  /** Spells still running just before each time. */
  readonly atRisk: Float64Array;
  /** Share of spells that last longer than t: S(t), events at t counted. */
  survivalAt(t: number): number;
  /** Smallest event time with S(t) ≤ 1 − q (q within 0…1, .5 the median); null where the curve stays above, "longer than all seen". */
  quantile(q: number): number | null;
}

/**
 * The Kaplan–Meier survival curve of durations of which some are still running.
 * @param times durations in one unit, one a spell; any order.
 * @param event 1 the spell ended then, 0 it was still open then (censored).
 * @returns the curve; without spells or events it has no steps and every quantile is null.
 * @throws ParleyError E_STATISTIC for different lengths, NaN times and other codes.
 * @remarks At equal times events come before censorings: a spell censored at t was at risk at t.
 * @source Kaplan & Meier, "Nonparametric estimation from incomplete observations" (1958).
 */
export function kaplanMeier(times: Float64Array, event: Uint8Array): SurvivalCurve {
  return curveOf(splitByCause(times, event, 1, false));
}

/** `kaplanMeier` for times that are already ascending: linear time. Not checked; unsorted times give a wrong curve. */
export function kaplanMeierSorted(times: Float64Array, event: Uint8Array): SurvivalCurve {
  return curveOf(splitByCause(times, event, 1, true));
}

function curveOf({ censored, byCause }: EventTimes): SurvivalCurve {
  const ended = byCause[0]!;
  const n = ended.length + censored.length;
  const steps = countDistinct(byCause);
  const times = new Float64Array(steps);
  const survival = new Float64Array(steps);
  const atRisk = new Float64Array(steps);
  let gone = 0;
  let runStart = 1;
  let runRisk = n;
  for (let step = 0, at = 0; step < steps; step++) {
    const time = ended[at]!;
    const goneBefore = gone;
    while (gone < censored.length && censored[gone]! < time) gone++;
    const risk = n - gone - at;
    if (gone > goneBefore) {
      // Between two censorings the product telescopes, so rounding grows with the censorings alone.
      runStart = step === 0 ? 1 : survival[step - 1]!;
      runRisk = risk;
    }
    let next = at + 1;
    while (next < ended.length && ended[next]! === time) next++;
    times[step] = time;
    atRisk[step] = risk;
    survival[step] = runStart * ((risk - (next - at)) / runRisk);
    at = next;
  }
  return {
    n,
    events: ended.length,
    censored: censored.length,
    times,
    survival,
    atRisk,
    survivalAt: (t) => {
      const step = lastAtOrBelow(times, t);
      return step < 0 ? 1 : survival[step]!;
    },
    quantile: (q) => {
      requireProbability(q, 'a quantile');
      const step = firstAtOrBelow(survival, 1 - q + tolerance);
      return step < 0 ? null : times[step]!;
    },
  };
}

function firstAtOrBelow(descending: Float64Array, limit: number): number {
  let low = 0;
  let high = descending.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (descending[middle]! <= limit) high = middle;
    else low = middle + 1;
  }
  return low < descending.length ? low : -1;
}
