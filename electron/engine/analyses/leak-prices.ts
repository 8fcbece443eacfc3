import type { Priced } from '#contract/analyses/leakage.ts';
import { formatMinor } from '#domain/money-text.ts';
import type { OpenStage } from '#domain/policy.ts';
import { createRandom, type Random } from '#stats/random.ts';
import type { Facts } from '../facts/facts.ts';
import { currencyOf } from './money-totals.ts';
import { openStages } from './spells.ts';
import { tooFewLimit } from './too-few.ts';

const dayMs = 86_400_000;
const repetitions = 1000;

/** What one kind of value (revenue or pipeline) was worth on the worked, mature handoffs of one stage and segment. */
interface Cell {
  handoffs: number;
  amounts: number[];
}

export interface PriceList {
  /** Expected value of `counts` handoffs by source that leaked at a stage, with a 95 % bootstrap interval; null where it cannot be priced. */
  price(stage: OpenStage, countBySource: ReadonlyMap<number, number>, value: 'revenue' | 'pipeline'): Priced | null;
  reason: string;
}

function reachedStage(facts: Facts, i: number, stage: OpenStage): boolean {
  const { handoffs } = facts;
  if (stage === 'qualified') return true;
  if (stage === 'accepted') return !Number.isNaN(handoffs.acceptedAt[i]!) || !Number.isNaN(handoffs.salesQualifiedAt[i]!);
  if (stage === 'salesQualified') return !Number.isNaN(handoffs.salesQualifiedAt[i]!);
  return handoffs.opportunityRow[i]! >= 0;
}

/** Number of successes in n draws: exact for small n, by the normal approximation where both tails are far. */
function drawBinomial(random: Random, n: number, p: number): number {
  const variance = n * p * (1 - p);
  if (variance > 400) {
    const normal = Math.sqrt(-2 * Math.log(1 - random.nextUniform())) * Math.cos(2 * Math.PI * random.nextUniform());
    return Math.min(n, Math.max(0, Math.round(n * p + Math.sqrt(variance) * normal)));
  }
  if (p <= 0) return 0;
  if (p >= 1) return n;
  let successes = 0;
  const logQ = Math.log(1 - p);
  for (
    let position = Math.floor(Math.log(1 - random.nextUniform()) / logQ);
    position < n;
    position += 1 + Math.floor(Math.log(1 - random.nextUniform()) / logQ)
  )
    successes++;
  return successes;
}

/** Mean value of one handoff of a cell in each bootstrap repetition: n handoffs drawn anew, each worth its amount or nothing. */
function bootstrapMeans(cell: Cell, random: Random): Float64Array {
  const means = new Float64Array(repetitions);
  const n = cell.handoffs;
  const mean = cell.amounts.reduce((sum, amount) => sum + amount, 0) / Math.max(1, cell.amounts.length);
  const spread = Math.sqrt(cell.amounts.reduce((sum, amount) => sum + (amount - mean) ** 2, 0) / Math.max(1, cell.amounts.length));
  for (let repetition = 0; repetition < repetitions; repetition++) {
    const successes = drawBinomial(random, n, cell.amounts.length / n);
    let sum = 0;
    if (successes > 1000) {
      const normal = Math.sqrt(-2 * Math.log(1 - random.nextUniform())) * Math.cos(2 * Math.PI * random.nextUniform());
      sum = successes * mean + Math.sqrt(successes) * spread * normal;
    } else for (let k = 0; k < successes; k++) sum += cell.amounts[random.nextInt(cell.amounts.length)]!;
    means[repetition] = sum / n;
  }
  return means;
}

/**
 * Prices of leaks: P(won | reached the stage, worked, same source) × mean won amount, from handoffs older than `maturityDays`, over the
 * whole extract; a source with under 30 such handoffs takes the price of all. Amounts in other currencies than the workspace's are left out.
 */
export function priceList(facts: Facts, maturityDays: number, seed = 1): PriceList {
  const { handoffs, opportunities, currency, asOfMs } = facts;
  const measurable = facts.touches !== undefined || facts.leads.column('firstTouchAt') !== undefined;
  const cutoffMs = asOfMs - maturityDays * dayMs;
  const cells = new Map<string, Cell>();
  const add = (key: string, amount: number): void => {
    let cell = cells.get(key);
    if (!cell) {
      cell = { handoffs: 0, amounts: [] };
      cells.set(key, cell);
    }
    cell.handoffs++;
    if (!Number.isNaN(amount)) cell.amounts.push(amount);
  };
  const counted = new Set<number>();
  for (let i = 0; i < handoffs.count; i++) {
    if (handoffs.qualifiedAt[i]! > cutoffMs) continue;
    if (measurable && Number.isNaN(handoffs.firstTouchAt[i]!)) continue;
    const opportunity = handoffs.opportunityRow[i]!;
    const own = opportunity >= 0 && !counted.has(opportunity) && currencyOf(opportunities, opportunity, currency) === currency;
    if (opportunity >= 0) counted.add(opportunity);
    const amount = own ? handoffs.amount[i]! : Number.NaN;
    const revenue = handoffs.outcome[i] === 3 ? amount : Number.NaN;
    const source = handoffs.source.codes[i]!;
    for (const stage of openStages) {
      if (!reachedStage(facts, i, stage)) continue;
      for (const segment of [String(source), 'all']) {
        add(`${stage} revenue ${segment}`, revenue);
        add(`${stage} pipeline ${segment}`, amount);
      }
    }
  }
  const random = createRandom(seed);
  const means = new Map<string, { point: number; draws: Float64Array }>();
  const meanOf = (stage: OpenStage, value: string, source: number): { point: number; draws: Float64Array } | null => {
    const own = cells.get(`${stage} ${value} ${source}`);
    const key = own && own.handoffs >= tooFewLimit ? `${stage} ${value} ${source}` : `${stage} ${value} all`;
    const cell = cells.get(key);
    if (!cell || cell.handoffs < tooFewLimit || cell.amounts.length === 0) return null;
    let mean = means.get(key);
    if (!mean) {
      mean = { point: cell.amounts.reduce((sum, amount) => sum + amount, 0) / cell.handoffs, draws: bootstrapMeans(cell, random) };
      means.set(key, mean);
    }
    return mean;
  };
  const amountText = (units: number) => formatMinor(Math.round(units), opportunities.amountScale);
  return {
    reason: `fewer than ${tooFewLimit} worked handoffs older than ${maturityDays} days to take a price from`,
    price: (stage, countBySource, value) => {
      let point = 0;
      const draws = new Float64Array(repetitions);
      for (const [source, count] of countBySource) {
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
