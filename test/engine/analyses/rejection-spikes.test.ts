import { describe, expect, it } from 'vitest';
import { textColumn } from '#domain/columns.ts';
import { rejectionSpikes } from '#engine/analyses/rejection-spikes.ts';
import type { Facts } from '#engine/facts/facts.ts';
import { emptyHandoffs } from '#engine/facts/handoff-builder.ts';
import { createRandom } from '#stats/random.ts';
import { handMadeFacts, users } from '../facts/hand-made.ts';

const monthCount = 12;
const handoffsPerMonth = 300;
const sources = ['Web', 'Fair', 'Partner'];
const reasons: [reason: string, probability: number][] = [
  ['Budget', 0.1],
  ['Timing', 0.08],
  ['Persona', 0.06],
  ['', 0.03],
];
const template = handMadeFacts({ users, leads: [{ id: 'L', status: 'Open', createdAt: 0 }] }, { asOf: 20_000 });

interface Spike {
  month: number;
  reason: string;
  probability: number;
  source?: string;
}

/** A year in which every handoff is rejected for a reason with its fixed probability, except in a planted month. */
function simulatedYear(seed: number, spike?: Spike): Facts {
  const random = createRandom(seed);
  const count = monthCount * handoffsPerMonth;
  const table = emptyHandoffs(count);
  const sourceOf = new Array<string>(count);
  const reasonOf = new Array<string>(count).fill('');
  for (let i = 0; i < count; i++) {
    const month = Math.floor(i / handoffsPerMonth);
    table.qualifiedAt[i] = Date.UTC(2026, month, 1 + random.nextInt(27));
    table.windowEndsAt[i] = table.qualifiedAt[i]! + 48 * 3_600_000;
    table.disposition[i] = 2;
    const source = sources[random.nextInt(sources.length)]!;
    sourceOf[i] = source;
    let place = random.nextUniform();
    for (const [reason, usual] of reasons) {
      const isPlanted = spike?.month === month && spike.reason === reason && (spike.source ?? source) === source;
      place -= isPlanted ? spike.probability : usual;
      if (place >= 0) continue;
      table.disposition[i] = 3;
      reasonOf[i] = reason;
      break;
    }
  }
  table.source = textColumn(sourceOf);
  table.rejectionReason = textColumn(reasonOf);
  return { ...template, asOfMs: Date.UTC(2027, 1, 1), handoffs: table };
}

const spikesOf = (facts: Facts) =>
  rejectionSpikes(
    facts,
    Int32Array.from({ length: facts.handoffs.count }, (_, i) => i),
  );

describe('rejection spikes', () => {
  it('stay away from noise: of 200 years without any, at most one in a hundred raises something', () => {
    let alarms = 0;
    for (let seed = 1; seed <= 200; seed++) if (spikesOf(simulatedYear(seed)).length > 0) alarms++;
    expect(alarms).toBeLessThanOrEqual(2);
  });

  it('name a planted one, and nothing else', () => {
    for (let seed = 1; seed <= 20; seed++) {
      const spikes = spikesOf(simulatedYear(seed, { month: 9, reason: 'Timing', probability: 0.3 }));
      expect(new Set(spikes.map(({ month, reason }) => `${month} ${reason}`)), `seed ${seed}`).toEqual(new Set(['2026-10 Timing']));
      expect(spikes.filter(({ source }) => source === null)).toHaveLength(1);
    }
  });

  it('name the source where only one rose', () => {
    const spikes = spikesOf(simulatedYear(3, { month: 8, reason: 'Budget', probability: 0.4, source: 'Fair' }));
    expect(spikes.filter(({ source }) => source !== null).map(({ month, reason, source }) => [month, reason, source])).toEqual([
      ['2026-09', 'Budget', 'Fair'],
    ]);
  });

  it('compare with what the six months before lead to expect', () => {
    const [spike] = spikesOf(simulatedYear(1, { month: 9, reason: 'Timing', probability: 0.3 }));
    expect(spike!.expected).toBeGreaterThan(0.05 * handoffsPerMonth);
    expect(spike!.expected).toBeLessThan(0.11 * handoffsPerMonth);
    expect(spike!.count).toBeGreaterThan(spike!.expected);
    expect(spike!.probability).toBeLessThan(0.00135);
  });

  it('need six months before them', () => {
    expect(spikesOf(simulatedYear(1, { month: 5, reason: 'Timing', probability: 0.3 })).filter(({ month }) => month === '2026-06')).toEqual(
      [],
    );
  });

  it('are not seen in an unfinished month', () => {
    const facts = simulatedYear(1, { month: 11, reason: 'Timing', probability: 0.3 });
    expect(spikesOf(facts).map(({ month }) => month)).toContain('2026-12');
    expect(spikesOf({ ...facts, asOfMs: Date.UTC(2026, 11, 31) })).toEqual([]);
  });

  it('are none where nothing is rejected, or there are no handoffs', () => {
    const facts = simulatedYear(1);
    facts.handoffs.disposition.fill(2);
    expect(spikesOf(facts)).toEqual([]);
    expect(rejectionSpikes(facts, new Int32Array(0))).toEqual([]);
  });
});
