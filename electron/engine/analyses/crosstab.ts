import type { CrosstabCell, CrosstabRequest } from '#contract/analyses/crosstab.ts';
import { ParleyError } from '#domain/errors.ts';
import type { Facts } from '../facts/facts.ts';
import { limitsOf } from '../facts/limits-of.ts';
import { dimensionOf } from './dimensions.ts';
import type { Selection } from './selection.ts';
import { allHandoffs } from './selection.ts';
import { openStages, spellsOf } from './spells.ts';
import { touchWaits } from './touch-waits.ts';

/** More cells than this are no table and no chart. */
const mostCells = 100_000;

interface Grid {
  /** Cell of each handoff; `cells` for one that is not selected. */
  cell: Uint32Array;
  cells: number;
  handoffs: Int32Array;
  valuesOf(cell: number): (string | null)[];
}

/** Counts of a selection by crossed dimensions; cells without handoffs are left out, the rest stand in the order of their values. */
export function crosstabCells(facts: Facts, selection: Selection, { by, measure }: CrosstabRequest): CrosstabCell[] {
  const grid = gridOf(facts, selection, by);
  const add = measures[measure](facts, grid);
  const cells: CrosstabCell[] = [];
  for (let cell = 0; cell < grid.cells; cell++) {
    if (grid.handoffs[cell]! > 0) cells.push({ values: grid.valuesOf(cell), handoffs: grid.handoffs[cell]!, ...add(cell) });
  }
  return cells;
}

function gridOf(facts: Facts, selection: Selection, by: readonly string[]): Grid {
  const dimensions = by.map((name) => dimensionOf(facts, name));
  const cells = dimensions.reduce((product, { values }) => product * Math.max(1, values.length), 1);
  if (cells > mostCells) {
    throw new ParleyError(
      'E_ARGS',
      `${by.join(' × ')} makes ${cells.toLocaleString('en-US')} cells; at most ${mostCells.toLocaleString('en-US')} can be shown. Leave a dimension out.`,
      { path: 'by' },
    );
  }
  const { count } = facts.handoffs;
  const cell = new Uint32Array(count);
  for (const { codes, values } of dimensions) {
    const size = values.length;
    for (let i = 0; i < count; i++) cell[i] = cell[i]! * size + codes[i]!;
  }
  const handoffs = new Int32Array(cells + 1);
  if (selection.length === count) for (let i = 0; i < count; i++) handoffs[cell[i]!]!++;
  else {
    const selected = new Uint32Array(count).fill(cells);
    for (let k = 0; k < selection.length; k++) {
      const i = selection[k]!;
      selected[i] = cell[i]!;
      handoffs[cell[i]!]!++;
    }
    cell.set(selected);
  }
  return {
    cell,
    cells,
    handoffs,
    valuesOf: (index) => {
      const values: (string | null)[] = [];
      let rest = index;
      for (let d = dimensions.length - 1; d >= 0; d--) {
        const size = dimensions[d]!.values.length;
        values.unshift(dimensions[d]!.values[rest % size] || null);
        rest = Math.floor(rest / size);
      }
      return values;
    },
  };
}

type CellMaker = (cell: number) => Partial<CrosstabCell>;

const measures: Record<CrosstabRequest['measure'], (facts: Facts, grid: Grid) => CellMaker> = {
  stages,
  response,
  rejections,
  score,
  stays,
};

/** Stages reached by each handoff as bits: 1 accepted, 2 sales-qualified, 4 opportunity, 8 won; made once for the facts. */
const stageBits = new WeakMap<Facts, Uint8Array>();

function stageBitsOf(facts: Facts): Uint8Array {
  let bits = stageBits.get(facts);
  if (!bits) {
    const { handoffs } = facts;
    bits = new Uint8Array(handoffs.count);
    for (let i = 0; i < handoffs.count; i++) {
      const won = handoffs.outcome[i] === 3;
      const opportunity = won || !Number.isNaN(handoffs.opportunityAt[i]!);
      const salesQualified = opportunity || !Number.isNaN(handoffs.salesQualifiedAt[i]!);
      const accepted = salesQualified || handoffs.disposition[i] === 1 || handoffs.disposition[i] === 2;
      bits[i] = (accepted ? 1 : 0) | (salesQualified ? 2 : 0) | (opportunity ? 4 : 0) | (won ? 8 : 0);
    }
    stageBits.set(facts, bits);
  }
  return bits;
}

function stages(facts: Facts, { cell, cells }: Grid): CellMaker {
  const bits = stageBitsOf(facts);
  const byBits = new Int32Array((cells + 1) * 16);
  for (let i = 0; i < cell.length; i++) byBits[cell[i]! * 16 + bits[i]!]!++;
  const reached = (index: number, bit: number) => {
    let sum = 0;
    for (let pattern = 0; pattern < 16; pattern++) if (pattern & bit) sum += byBits[index * 16 + pattern]!;
    return sum;
  };
  return (index) => ({
    stages: { accepted: reached(index, 1), salesQualified: reached(index, 2), opportunity: reached(index, 4), won: reached(index, 8) },
  });
}

interface CellCurves {
  ended: Int32Array;
  median: Float64Array;
  p90: Float64Array;
}

/** Levels of a survival curve are compared with this much give, so that rounding moves no quantile. */
const rounding = 1e-9;

/**
 * Kaplan–Meier quantiles of all cells in one pass over durations in ascending order, ends before censorings of the same time: a cell's curve falls by
 * 1 / (still at risk) at each of its ends, which for ties is the same as falling once.
 * @param cellOf cell of each duration, `cells` for one that is left out. @param isEnd 0 for a duration that was still running.
 */
function curvesByCell(cells: number, cellOf: Uint32Array, hours: Float64Array, isEnd: Uint8Array): CellCurves {
  const count = cellOf.length;
  const atRisk = new Int32Array(cells + 1);
  for (let k = 0; k < count; k++) atRisk[cellOf[k]!]!++;
  const survival = new Float64Array(cells + 1).fill(1);
  const ended = new Int32Array(cells + 1);
  const median = new Float64Array(cells + 1).fill(Number.NaN);
  const p90 = new Float64Array(cells + 1).fill(Number.NaN);
  for (let k = 0; k < count; k++) {
    const index = cellOf[k]!;
    const risk = atRisk[index]!;
    atRisk[index] = risk - 1;
    if (isEnd[k] === 0) continue;
    ended[index]!++;
    const before = survival[index]!;
    const left = before * (1 - 1 / risk);
    survival[index] = left;
    if (left <= 0.5 + rounding && before > 0.5 + rounding) median[index] = hours[k]!;
    if (left <= 0.1 + rounding && before > 0.1 + rounding) p90[index] = hours[k]!;
  }
  return { ended, median, p90 };
}

function orNull(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}

function gatherCells(cell: Uint32Array, handoffs: Int32Array): Uint32Array {
  const gathered = new Uint32Array(handoffs.length);
  for (let k = 0; k < handoffs.length; k++) gathered[k] = cell[handoffs[k]!]!;
  return gathered;
}

function response(facts: Facts, { cell, cells }: Grid): CellMaker {
  const { hours, touched, order } = touchWaits(facts);
  const { ended, median, p90 } = curvesByCell(cells, gatherCells(cell, order), hours, touched);
  return (index) => ({ response: { medianHours: orNull(median[index]!), p90Hours: orNull(p90[index]!), touched: ended[index]! } });
}

function stays(facts: Facts, { cell, cells }: Grid): CellMaker {
  const all = spellsOf(facts, allHandoffs(facts));
  const ofStages = openStages.map((stage) => {
    const { handoff, hours, end } = all[stage];
    const cellOf = gatherCells(cell, handoff);
    const reached = new Int32Array(cells + 1);
    for (let i = 0; i < cellOf.length; i++) reached[cellOf[i]!]!++;
    return { stage, reached, ...curvesByCell(cells, cellOf, hours, end) };
  });
  return (index) => ({
    stays: ofStages.map(({ stage, reached, ended, median, p90 }) => ({
      stage,
      reached: reached[index]!,
      ended: ended[index]!,
      medianHours: orNull(median[index]!),
      p90Hours: orNull(p90[index]!),
    })),
  });
}

/** What a handoff counts as among rejections, as bits: 1 its window has ended, 2 rejected inside it, 4 rejected late; made once for the facts. */
const rejectionBits = new WeakMap<Facts, Uint8Array>();

function rejectionBitsOf(facts: Facts): Uint8Array {
  let bits = rejectionBits.get(facts);
  if (!bits) {
    const { handoffs, asOfMs } = facts;
    bits = new Uint8Array(handoffs.count);
    for (let i = 0; i < handoffs.count; i++) {
      const isDecided = handoffs.windowEndsAt[i]! <= asOfMs;
      bits[i] = (isDecided ? 1 : 0) | (isDecided && handoffs.disposition[i] === 3 ? 2 : 0) | (handoffs.lateRejection[i] === 1 ? 4 : 0);
    }
    rejectionBits.set(facts, bits);
  }
  return bits;
}

function rejections(facts: Facts, { cell, cells }: Grid): CellMaker {
  const bits = rejectionBitsOf(facts);
  const byBits = new Int32Array((cells + 1) * 8);
  for (let i = 0; i < cell.length; i++) byBits[cell[i]! * 8 + bits[i]!]!++;
  const counted = (index: number, bit: number) => {
    let sum = 0;
    for (let pattern = 0; pattern < 8; pattern++) if (pattern & bit) sum += byBits[index * 8 + pattern]!;
    return sum;
  };
  return (index) => {
    const decided = counted(index, 1);
    const early = counted(index, 2);
    return { rejections: { early, late: counted(index, 4), rate: decided === 0 ? null : early / decided } };
  };
}

interface ScorePoints {
  /** Twice the whole points of the score at qualification, plus 1 if won within the horizon; `width` × 2 for a handoff that is left out. */
  codes: Uint16Array;
  width: number;
}

/** Scores above this many points are counted with the last. */
const mostPoints = 10_000;
const scorePoints = new WeakMap<Facts, ScorePoints>();

function scorePointsOf(facts: Facts): ScorePoints {
  let points = scorePoints.get(facts);
  if (!points) {
    const { handoffs, asOfMs } = facts;
    const horizonMs = limitsOf(facts).horizonDays.won * 86_400_000;
    const { scoreAtQualification, scoreEvidence, outcome, qualifiedAt, closedAt } = handoffs;
    let top = 0;
    for (let i = 0; i < handoffs.count; i++) if (scoreAtQualification[i]! > top) top = scoreAtQualification[i]!;
    const width = Math.min(mostPoints, Math.floor(top)) + 1;
    const codes = new Uint16Array(handoffs.count).fill(width * 2);
    for (let i = 0; i < handoffs.count; i++) {
      const isKnown = scoreEvidence[i] === 1 || scoreEvidence[i] === 2;
      if (!isKnown || qualifiedAt[i]! > asOfMs - horizonMs) continue;
      const whole = Math.max(0, Math.min(width - 1, Math.floor(scoreAtQualification[i]!)));
      codes[i] = whole * 2 + (outcome[i] === 3 && closedAt[i]! - qualifiedAt[i]! < horizonMs ? 1 : 0);
    }
    points = { codes, width };
    scorePoints.set(facts, points);
  }
  return points;
}

function score(facts: Facts, { cell, cells }: Grid): CellMaker {
  const { codes, width } = scorePointsOf(facts);
  const stride = width * 2 + 1;
  const counts = new Int32Array((cells + 1) * stride);
  for (let i = 0; i < cell.length; i++) counts[cell[i]! * stride + codes[i]!]!++;
  return (index) => ({
    score: Array.from({ length: width }, (_, points) => {
      const won = counts[index * stride + points * 2 + 1]!;
      return { score: points, handoffs: counts[index * stride + points * 2]! + won, won };
    }).filter(({ handoffs }) => handoffs > 0),
  });
}
