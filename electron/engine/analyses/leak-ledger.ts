import type { Leak, LeakageBody } from '#contract/analyses/leakage.ts';
import type { OpenStage, Policy } from '#domain/policy.ts';
import type { Facts } from '../facts/facts.ts';
import type { PriceList } from './leak-prices.ts';
import { exitDoors, openStages, type Spells, spellEnd } from './spells.ts';

const hourMs = 3_600_000;
/** Accountability dead zone: no logged touch this long after qualification. */
const deadZoneHours = 72;

const pricedKinds = new Set<Leak['kind']>(['unassigned', 'untouched', 'stalled', 'rejectedOutOfPolicy']);

interface LeakGroup {
  stage: OpenStage;
  kind: Leak['kind'];
  reason: string;
  countBySource: Int32Array;
  handoffs: number[];
}

/** A leak of the ledger with the handoffs behind it. */
export interface LedgerEntry {
  leak: Leak;
  handoffs: number[];
}

/**
 * The ledger: each handoff that left the funnel, waits unassigned, untouched or beyond the stage's limit stands in it once, at its first leak.
 * @param isOutOfPolicy whether a rejection should not have happened (without code, contradicted by the record).
 */
export function leakLedger(
  facts: Facts,
  spells: Record<OpenStage, Spells>,
  limits: Pick<Policy, 'stalledHours'>,
  isOutOfPolicy: (handoff: number) => boolean,
  prices: PriceList,
): LedgerEntry[] {
  const { handoffs, asOfMs } = facts;
  const touchesKnown = facts.touches !== undefined || facts.leads.column('firstTouchAt') !== undefined;
  const ownersKnown = facts.timeline.owner !== undefined || facts.leads.column('assignedAt') !== undefined;
  const lossReason = facts.tables.table('opportunities')?.column('lossReason');
  const groups = new Map<string, LeakGroup>();
  let last: LeakGroup | undefined;
  const enter = (stage: OpenStage, kind: Leak['kind'], reason: string, handoff: number): void => {
    if (last === undefined || last.stage !== stage || last.kind !== kind || last.reason !== reason) {
      const key = `${stage}\u0000${kind}\u0000${reason}`;
      last = groups.get(key);
      if (!last) {
        last = { stage, kind, reason, countBySource: new Int32Array(handoffs.source.dictionary.size), handoffs: [] };
        groups.set(key, last);
      }
    }
    last.countBySource[handoffs.source.codes[handoff]!]!++;
    last.handoffs.push(handoff);
  };
  const rejectionReason = (handoff: number) => handoffs.rejectionReason.dictionary.at(handoffs.rejectionReason.codes[handoff]!);
  for (const stage of openStages) {
    const { handoff, end, door, hours } = spells[stage];
    for (let k = 0; k < handoff.length; k++) {
      const i = handoff[k]!;
      if (end[k] === spellEnd.advanced) continue;
      if (end[k] === spellEnd.lost) {
        const through = exitDoors[door[k]!]!;
        if (through === 'rejected') enter(stage, isOutOfPolicy(i) ? 'rejectedOutOfPolicy' : 'rejected', rejectionReason(i), i);
        else if (through === 'lateRejected') enter(stage, 'lateRejected', rejectionReason(i), i);
        else if (through === 'requalified') enter(stage, 'recycled', 'qualified again', i);
        else if (through === 'lost') {
          const row = handoffs.opportunityRow[i]!;
          enter(stage, 'lost', lossReason?.kind === 'text' && row >= 0 ? lossReason.dictionary.at(lossReason.codes[row]!) : '', i);
        } else enter(stage, through, '', i);
        continue;
      }
      const waited = asOfMs - handoffs.qualifiedAt[i]! >= deadZoneHours * hourMs;
      const early = stage === 'qualified' || stage === 'accepted';
      if (early && waited && ownersKnown && Number.isNaN(handoffs.assignedAt[i]!)) enter(stage, 'unassigned', '', i);
      else if (early && waited && touchesKnown && Number.isNaN(handoffs.firstTouchAt[i]!)) enter(stage, 'untouched', '', i);
      else if (hours[k]! > limits.stalledHours[stage]) enter(stage, 'stalled', '', i);
    }
  }
  return [...groups.values()].map((group) => priced(group, prices)).sort(byWorth);
}

function priced(group: LeakGroup, prices: PriceList): LedgerEntry {
  const { stage, kind, reason, handoffs, countBySource } = group;
  const shouldPrice = pricedKinds.has(kind);
  const expectedPipeline = shouldPrice ? prices.price(stage, countBySource, 'pipeline') : null;
  const expectedRevenue = shouldPrice ? prices.price(stage, countBySource, 'revenue') : null;
  const because = !shouldPrice ? 'policy allows it: no lost pipeline' : expectedRevenue === null ? prices.reason : '';
  return {
    leak: { stage, kind, reason, count: handoffs.length, priced: shouldPrice, expectedPipeline, expectedRevenue, because },
    handoffs,
  };
}

function byWorth({ leak: a }: LedgerEntry, { leak: b }: LedgerEntry): number {
  const worth = (leak: Leak) => (leak.expectedRevenue ? Number(leak.expectedRevenue.amount) : -1);
  return worth(b) - worth(a) || b.count - a.count || (a.stage + a.kind + a.reason < b.stage + b.kind + b.reason ? -1 : 1);
}

/** Counts for the flow picture: into each stage, out of it by every door, and what is still open in it. */
export function transitionsOf(spells: Record<OpenStage, Spells>): LeakageBody['transitions'] {
  const next = { qualified: 'accepted', accepted: 'salesQualified', salesQualified: 'opportunity', opportunity: 'won' } as const;
  return openStages.flatMap((stage) => {
    const counts = new Map<string, number>();
    const { end, door } = spells[stage];
    for (let k = 0; k < end.length; k++) {
      const to = end[k] === spellEnd.open ? 'open' : end[k] === spellEnd.advanced ? next[stage] : exitDoors[door[k]!]!;
      counts.set(to, (counts.get(to) ?? 0) + 1);
    }
    return [...counts].map(([to, count]) => ({ from: stage as string, to: to as string, count })).sort((a, b) => (a.to < b.to ? -1 : 1));
  });
}
