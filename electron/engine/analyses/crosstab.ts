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

function rejections({ handoffs, asOfMs }: Facts, { cell, cells }: Grid): CellMaker {
  const early = new Int32Array(cells + 1);
  const late = new Int32Array(cells + 1);
  const decided = new Int32Array(cells + 1);
  const { disposition, lateRejection, windowEndsAt } = handoffs;
  for (let i = 0; i < cell.length; i++) {
    const index = cell[i]!;
    const isDecided = windowEndsAt[i]! <= asOfMs ? 1 : 0;
    decided[index]! += isDecided;
    early[index]! += disposition[i] === 3 ? isDecided : 0;
    late[index]! += lateRejection[i]!;
  }
  return (index) => ({
    rejections: { early: early[index]!, late: late[index]!, rate: decided[index] === 0 ? null : early[index]! / decided[index]! },
  });
}

function score(facts: Facts, { cell, cells }: Grid): CellMaker {
  const { handoffs, asOfMs } = facts;
  const horizonMs = limitsOf(facts).horizonDays.won * 86_400_000;
  const cutoffMs = asOfMs - horizonMs;
  const { scoreAtQualification, scoreEvidence, outcome, qualifiedAt, closedAt } = handoffs;
  let top = 0;
  for (let i = 0; i < cell.length; i++) if (scoreAtQualification[i]! > top) top = scoreAtQualification[i]!;
  const width = Math.min(10_000, Math.floor(top)) + 1;
  const counts = new Int32Array((cells + 1) * width);
  const won = new Int32Array((cells + 1) * width);
  for (let i = 0; i < cell.length; i++) {
    const evidence = scoreEvidence[i]!;
    if ((evidence !== 1 && evidence !== 2) || qualifiedAt[i]! > cutoffMs) continue;
    const place = cell[i]! * width + Math.max(0, Math.min(width - 1, Math.floor(scoreAtQualification[i]!)));
    counts[place]!++;
    if (outcome[i] === 3 && closedAt[i]! - qualifiedAt[i]! < horizonMs) won[place]!++;
  }
  return (index) => ({
    score: Array.from({ length: width }, (_, points) => ({
      score: points,
      handoffs: counts[index * width + points]!,
      won: won[index * width + points]!,
    })).filter(({ handoffs: n }) => n > 0),
  });
}
