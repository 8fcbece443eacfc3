import type { OpenStage } from '#domain/policy.ts';
import type { Facts } from '../facts/facts.ts';
import { ascendingOrder } from '../facts/sort-order.ts';
import type { Selection } from './selection.ts';

/** How a unit left a stage: still open, advanced to the next, or out of the funnel by the door named. */
export const spellEnd = { open: 0, advanced: 1, lost: 2 } as const;

export const exitDoors = ['rejected', 'lateRejected', 'recycled', 'disqualified', 'requalified', 'lost'] as const;
export type ExitDoor = (typeof exitDoors)[number];

/** The stay of every handoff that reached a stage; durations in hours, never negative, censored at the as-of while open. */
export interface Spells {
  stage: OpenStage;
  handoff: Int32Array;
  enteredAt: Float64Array;
  hours: Float64Array;
  end: Uint8Array;
  /** Index into `exitDoors` where the spell ended lost. */
  door: Uint8Array;
}

export const openStages = ['qualified', 'accepted', 'salesQualified', 'opportunity'] as const satisfies readonly OpenStage[];

const hourMs = 3_600_000;
const door = { rejected: 0, lateRejected: 1, recycled: 2, disqualified: 3, requalified: 4, lost: 5 } as const;

interface Exit {
  at: number;
  door: number;
}

/** Spells of all handoffs, each stage ascending by duration; made once for the facts they come from. */
const allSpells = new WeakMap<Facts, StageSpells>();

export type StageSpells = Record<OpenStage, Spells>;

/** The spells of the selected handoffs in each stage, ascending by duration; see `deriveSpells`. */
export function spellsOf(facts: Facts, selection: Selection): StageSpells {
  let all = allSpells.get(facts);
  if (!all) {
    all = deriveSpells(facts);
    allSpells.set(facts, all);
  }
  if (selection.length === facts.handoffs.count) return all;
  const selected = new Uint8Array(facts.handoffs.count);
  for (let k = 0; k < selection.length; k++) selected[selection[k]!] = 1;
  const pick = (stage: OpenStage) => pickSpells(all[stage], selected);
  return {
    qualified: pick('qualified'),
    accepted: pick('accepted'),
    salesQualified: pick('salesQualified'),
    opportunity: pick('opportunity'),
  };
}

/** Durations in half milliseconds, so that of equal ones the ends come before what is still open. */
function sortKeys({ hours, end }: Spells, count: number): Float64Array {
  const keys = new Float64Array(count);
  for (let i = 0; i < count; i++) keys[i] = Math.round(hours[i]!) * 2 + (end[i] === spellEnd.open ? 1 : 0);
  return keys;
}

function pickSpells(all: Spells, selected: Uint8Array): Spells {
  const rows = new Int32Array(all.handoff.length);
  let count = 0;
  for (let i = 0; i < rows.length; i++) {
    rows[count] = i;
    count += selected[all.handoff[i]!]!;
  }
  return gatherSpells(all, rows.subarray(0, count));
}

function gatherSpells(all: Spells, rows: Int32Array): Spells {
  const count = rows.length;
  const picked: Spells = {
    stage: all.stage,
    handoff: new Int32Array(count),
    enteredAt: new Float64Array(count),
    hours: new Float64Array(count),
    end: new Uint8Array(count),
    door: new Uint8Array(count),
  };
  for (let i = 0; i < count; i++) {
    const row = rows[i]!;
    picked.handoff[i] = all.handoff[row]!;
    picked.enteredAt[i] = all.enteredAt[row]!;
    picked.hours[i] = all.hours[row]!;
    picked.end[i] = all.end[row]!;
    picked.door[i] = all.door[row]!;
  }
  return picked;
}

/**
 * The spells of all handoffs in each stage. The first of advance and loss ends a spell; a loss that a later stage follows
 * within the same handoff was a reversal and ends nothing. Silence counts as advance at the window's end.
 */
function deriveSpells(facts: Facts): StageSpells {
  const { handoffs, asOfMs } = facts;
  const capacity = handoffs.count;
  const make = (stage: OpenStage) => ({
    stage,
    handoff: new Int32Array(capacity),
    enteredAt: new Float64Array(capacity),
    hours: new Float64Array(capacity),
    end: new Uint8Array(capacity),
    door: new Uint8Array(capacity),
    count: 0,
  });
  const building = {
    qualified: make('qualified'),
    accepted: make('accepted'),
    salesQualified: make('salesQualified'),
    opportunity: make('opportunity'),
  };
  const add = (stage: OpenStage, handoff: number, enteredAt: number, leftAt: number, end: number, through: number): void => {
    const spells = building[stage];
    const i = spells.count++;
    spells.handoff[i] = handoff;
    spells.enteredAt[i] = enteredAt;
    spells.hours[i] = Math.max(0, leftAt - enteredAt);
    spells.end[i] = end;
    spells.door[i] = through;
  };
  const exit: Exit = { at: 0, door: 0 };
  const earliest = (
    after: number,
    rejectedAt: number,
    rejectedDoor: number,
    recycledAt: number,
    disqualifiedAt: number,
    nextAt: number,
  ): boolean => {
    exit.at = Number.POSITIVE_INFINITY;
    const consider = (at: number, through: number): void => {
      if (at >= after && at < exit.at) {
        exit.at = at;
        exit.door = through;
      }
    };
    consider(rejectedAt, rejectedDoor);
    consider(recycledAt, door.recycled);
    consider(disqualifiedAt, door.disqualified);
    consider(nextAt, door.requalified);
    return exit.at !== Number.POSITIVE_INFINITY;
  };
  for (let i = 0; i < handoffs.count; i++) {
    const qualifiedAt = handoffs.qualifiedAt[i]!;
    const acceptedAt = handoffs.acceptedAt[i]!;
    const salesQualifiedAt = handoffs.salesQualifiedAt[i]!;
    const opportunityAt = handoffs.opportunityAt[i]!;
    const rejectedAt = handoffs.rejectedAt[i]!;
    const recycledAt = handoffs.recycledAt[i]!;
    const disqualifiedAt = handoffs.disqualifiedAt[i]!;
    const nextAt = handoffs.nextQualifiedAt[i]!;
    const hasLater = !Number.isNaN(salesQualifiedAt);
    const isExplicit = handoffs.disposition[i] === 1;
    const lostQualified =
      !isExplicit &&
      !hasLater &&
      earliest(qualifiedAt, handoffs.disposition[i] === 3 ? rejectedAt : Number.NaN, door.rejected, recycledAt, disqualifiedAt, nextAt) &&
      !(acceptedAt <= exit.at);
    if (lostQualified) {
      add('qualified', i, qualifiedAt, exit.at, spellEnd.lost, exit.door);
      continue;
    }
    const enteredAccepted = hasLater && Number.isNaN(acceptedAt) ? salesQualifiedAt : acceptedAt;
    if (Number.isNaN(enteredAccepted)) {
      add('qualified', i, qualifiedAt, asOfMs, spellEnd.open, 0);
      continue;
    }
    add('qualified', i, qualifiedAt, enteredAccepted, spellEnd.advanced, 0);
    if (!hasLater) {
      const late = handoffs.lateRejection[i] === 1 ? rejectedAt : Number.NaN;
      if (earliest(enteredAccepted, late, door.lateRejected, recycledAt, disqualifiedAt, nextAt))
        add('accepted', i, enteredAccepted, exit.at, spellEnd.lost, exit.door);
      else add('accepted', i, enteredAccepted, asOfMs, spellEnd.open, 0);
      continue;
    }
    add('accepted', i, enteredAccepted, salesQualifiedAt, spellEnd.advanced, 0);
    if (Number.isNaN(opportunityAt)) {
      const late = handoffs.lateRejection[i] === 1 ? rejectedAt : Number.NaN;
      if (earliest(salesQualifiedAt, late, door.lateRejected, recycledAt, disqualifiedAt, nextAt))
        add('salesQualified', i, salesQualifiedAt, exit.at, spellEnd.lost, exit.door);
      else add('salesQualified', i, salesQualifiedAt, asOfMs, spellEnd.open, 0);
      continue;
    }
    add('salesQualified', i, salesQualifiedAt, opportunityAt, spellEnd.advanced, 0);
    const outcome = handoffs.outcome[i]!;
    const closedAt = Number.isNaN(handoffs.closedAt[i]!) ? asOfMs : handoffs.closedAt[i]!;
    if (outcome === 3) add('opportunity', i, opportunityAt, closedAt, spellEnd.advanced, 0);
    else if (outcome === 2) add('opportunity', i, opportunityAt, closedAt, spellEnd.lost, door.lost);
    else add('opportunity', i, opportunityAt, asOfMs, spellEnd.open, 0);
  }
  const done = (stage: OpenStage): Spells => {
    const { count, ...spells } = building[stage];
    const sorted = gatherSpells(spells, ascendingOrder(sortKeys(spells, count)));
    for (let i = 0; i < count; i++) sorted.hours[i]! /= hourMs;
    return sorted;
  };
  return {
    qualified: done('qualified'),
    accepted: done('accepted'),
    salesQualified: done('salesQualified'),
    opportunity: done('opportunity'),
  };
}
