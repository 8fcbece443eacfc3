import type { Priced } from '#contract/analyses/leakage.ts';
import { formatMinor } from '#domain/money-text.ts';
import type { OpenStage } from '#domain/policy.ts';
import { drawBinomial } from '#stats/binomial-draw.ts';
import { createRandom, type Random } from '#stats/random.ts';
import type { Facts } from '../facts/facts.ts';
import { currencyOf } from './money-totals.ts';
import { openStages } from './spells.ts';
import { tooFewLimit } from './too-few.ts';

const dayMs = 86_400_000;
const repetitions = 1000;
/** Above so many successes their sum is drawn from its normal limit; the error is far below the interval's own. */
const exactSums = 200;

export const priceValues = ['revenue', 'pipeline'] as const;
export type PriceValue = (typeof priceValues)[number];

/** The worked, mature handoffs of one stage and source, and the amounts of those that came to something. */
interface Cell {
  handoffs: number;
  amounts: Record<PriceValue, number[]>;
}

/** Prices are kept with the facts they come from; maturityDays and seed hang on the facts too. */
const lists = new WeakMap<Facts, PriceList>();

interface Mean {
  point: number;
  draws: Float64Array;
}

export interface PriceList {
  /** Expected value of handoffs that leaked at a stage, by code of their source, with a 95 % bootstrap interval; null where it cannot be priced. */
  price(stage: OpenStage, countBySource: Int32Array, value: PriceValue): Priced | null;
  /** Why there is no price where there is none. */
  reason: string;
}

/** A seed of its own for each cell, so that neither the order of rows nor what else was asked moves an interval (FNV-1a). */
function seedOf(name: string, seed: number): number {
  let hash = (0x811c9dc5 ^ seed) >>> 0;
  for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), 0x01000193) >>> 0;
  return hash;
}

/** How many of the open stages a handoff reached. */
function stagesReached({ handoffs }: Facts, i: number): number {
  if (handoffs.opportunityRow[i]! >= 0) return 4;
  if (!Number.isNaN(handoffs.salesQualifiedAt[i]!)) return 3;
  return Number.isNaN(handoffs.acceptedAt[i]!) ? 1 : 2;
}

/** Mean value of one handoff of a cell in each bootstrap repetition: its handoffs drawn anew, each worth its amount or nothing. */
function bootstrapMeans(handoffs: number, amounts: readonly number[], random: Random): Float64Array {
  const means = new Float64Array(repetitions);
  const mean = amounts.reduce((sum, amount) => sum + amount, 0) / amounts.length;
  const spread = Math.sqrt(amounts.reduce((sum, amount) => sum + (amount - mean) ** 2, 0) / amounts.length);
  for (let repetition = 0; repetition < repetitions; repetition++) {
    const successes = drawBinomial(random, handoffs, amounts.length / handoffs);
    let sum = 0;
    if (successes > exactSums) sum = successes * mean + Math.sqrt(successes) * spread * random.nextNormal();
    else for (let k = 0; k < successes; k++) sum += amounts[random.nextInt(amounts.length)]!;
    means[repetition] = sum / handoffs;
  }
  return means;
}

function collectCells(facts: Facts, maturityDays: number): Cell[][] {
  const { handoffs, opportunities, currency, asOfMs } = facts;
  const measurable = facts.touches !== undefined || facts.leads.column('firstTouchAt') !== undefined;
  const cutoffMs = asOfMs - maturityDays * dayMs;
  const sources = handoffs.source.dictionary.size;
  const cells = openStages.map(() =>
    Array.from({ length: sources }, (): Cell => ({ handoffs: 0, amounts: { revenue: [], pipeline: [] } })),
  );
  const counted = new Uint8Array(opportunities.count);
  for (let i = 0; i < handoffs.count; i++) {
    if (handoffs.qualifiedAt[i]! > cutoffMs) continue;
    if (measurable && Number.isNaN(handoffs.firstTouchAt[i]!)) continue;
    const source = handoffs.source.codes[i]!;
    const reached = stagesReached(facts, i);
    for (let stage = 0; stage < reached; stage++) cells[stage]![source]!.handoffs++;
    const opportunity = handoffs.opportunityRow[i]!;
    if (opportunity < 0 || counted[opportunity] === 1) continue;
    counted[opportunity] = 1;
    const amount = handoffs.amount[i]!;
    if (Number.isNaN(amount) || currencyOf(opportunities, opportunity, currency) !== currency) continue;
    for (let stage = 0; stage < reached; stage++) {
      cells[stage]![source]!.amounts.pipeline.push(amount);
      if (handoffs.outcome[i] === 3) cells[stage]![source]!.amounts.revenue.push(amount);
    }
  }
  return cells;
}

/**
 * Prices of leaks: P(won | reached the stage, worked, same source) × mean won amount, from handoffs older than `maturityDays`, over the
 * whole extract; a source with under 30 such handoffs takes the price of all. Amounts in other currencies than the workspace's are left out.
 */
export function priceList(facts: Facts, maturityDays: number, seed = 1): PriceList {
  let list = lists.get(facts);
  if (!list) {
    list = makePriceList(facts, maturityDays, seed);
    lists.set(facts, list);
  }
  return list;
}

function makePriceList(facts: Facts, maturityDays: number, seed: number): PriceList {
  const { opportunities, currency, handoffs: table } = facts;
  const means = new Map<string, Mean | null>();
  let cells: Cell[][] | undefined;
  const meanOf = (stage: OpenStage, value: PriceValue, source: number): Mean | null => {
    cells ??= collectCells(facts, maturityDays);
    const ofStage = cells[openStages.indexOf(stage)]!;
    const ownCell = ofStage[source]!.handoffs >= tooFewLimit;
    const key = `${stage} ${value} ${ownCell ? source : 'all'}`;
    let mean = means.get(key);
    if (mean === undefined) {
      const used = ownCell ? [ofStage[source]!] : ofStage;
      const handoffs = used.reduce((sum, cell) => sum + cell.handoffs, 0);
      const amounts = used.flatMap((cell) => cell.amounts[value]).sort((a, b) => a - b);
      const segment = ownCell ? `source ${table.source.dictionary.at(source)}` : 'all';
      mean =
        handoffs < tooFewLimit || amounts.length === 0
          ? null
          : {
              point: amounts.reduce((sum, amount) => sum + amount, 0) / handoffs,
              draws: bootstrapMeans(handoffs, amounts, createRandom(seedOf(`${stage} ${value} ${segment}`, seed))),
            };
      means.set(key, mean);
    }
    return mean;
  };
  const amountText = (units: number) => formatMinor(Math.round(units), opportunities.amountScale);
  return {
    reason: `no price: fewer than ${tooFewLimit} worked handoffs older than ${maturityDays} days, or none of them came to anything`,
    price: (stage, countBySource, value) => {
      let point = 0;
      const draws = new Float64Array(repetitions);
      for (let source = 0; source < countBySource.length; source++) {
        const count = countBySource[source]!;
        if (count === 0) continue;
        const mean = meanOf(stage, value, source);
        if (!mean) return null;
        point += count * mean.point;
        for (let repetition = 0; repetition < repetitions; repetition++) draws[repetition]! += count * mean.draws[repetition]!;
      }
      draws.sort();
      return {
        amount: amountText(point),
        low: amountText(draws[Math.floor(0.025 * repetitions)]!),
        high: amountText(draws[Math.ceil(0.975 * repetitions) - 1]!),
        currency,
      };
    },
  };
}
