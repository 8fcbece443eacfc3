import type { Band, CalibrationBody } from '#contract/analyses/calibration.ts';
import { type Estimate, type FigureText, left, right } from './figure.ts';
import { formatCount, formatInterval, formatPercent, plural, tooFewText } from './formats.ts';
import { outcomeName } from './words.ts';

export interface ReliabilityBand extends Estimate {
  label: string;
  count: number;
  countText: string;
  expected: number | null;
  expectedText: string;
}
export interface ReliabilityFigure extends FigureText {
  kind: 'reliability';
  bands: ReliabilityBand[];
  /** Top of the rate axis: above every interval and promise, at least 5 %. */
  maximumRate: number;
  maximumCount: number;
  outcome: string;
  aucText: string;
}

function scoreText(score: number): string {
  return Number.isInteger(score) ? String(score) : score.toFixed(1);
}

/** `60–79` for a whole-number band [60, 80); the last band is written with its upper end. */
export function bandLabel(band: Band, isLast: boolean): string {
  const whole = Number.isInteger(band.low) && Number.isInteger(band.high);
  if (isLast || !whole) return `${scoreText(band.low)}–${scoreText(band.high)}`;
  return band.high - band.low === 1 ? scoreText(band.low) : `${band.low}–${band.high - 1}`;
}

/** A dot and interval a score band over the volume of the band, with what the definition promises. */
export function reliabilityFigure(result: CalibrationBody, population: 'all' | 'worked' = 'worked'): ReliabilityFigure {
  const source = population === 'worked' ? result.worked : result;
  const bands = source.bands.map(
    (band, index): ReliabilityBand => ({
      label: bandLabel(band, index === source.bands.length - 1),
      count: band.count,
      countText: formatCount(band.count),
      value: band.rate,
      low: band.wilsonLow,
      high: band.wilsonHigh,
      valueText: formatPercent(band.rate),
      intervalText: band.tooFew ? tooFewText(band.count) : formatInterval(band.wilsonLow, band.wilsonHigh),
      tooFew: band.tooFew,
      expected: band.expectedRate,
      expectedText: band.expectedRate === null ? '' : formatPercent(band.expectedRate),
    }),
  );
  const auc = source.auc;
  const aucText = auc ? `AUC ${auc.value.toFixed(2)} (95% ${auc.low.toFixed(2)}–${auc.high.toFixed(2)})` : 'AUC not measurable';
  const shown = bands.filter((band) => band.value !== null);
  const who = population === 'worked' ? 'worked handoffs' : 'handoffs';
  return {
    kind: 'reliability',
    title: `Score at qualification against ${outcomeName(result.outcome)} within ${result.horizonDays} days`,
    summary:
      shown.length === 0
        ? 'No band has enough mature handoffs to state a rate.'
        : `Of ${formatCount(source.population)} ${who}, ${formatCount(source.successes)} ${outcomeName(result.outcome)} within ${result.horizonDays} days. By score: ${shown
            .map((band) => `${band.label} ${band.valueText}${band.expected === null ? '' : ` (promised ${band.expectedText})`}`)
            .join(', ')}. ${aucText}.`,
    n: `n = ${plural(source.population, `${population === 'worked' ? 'worked ' : ''}handoff`)}`,
    notes: [`${plural(result.immature, 'handoff is', 'handoffs are')} younger than ${result.horizonDays} days and left out.`],
    bands,
    maximumRate: Math.min(1, Math.max(0.05, ...bands.map((band) => Math.max(band.high ?? 0, band.value ?? 0, band.expected ?? 0))) * 1.06),
    maximumCount: Math.max(1, ...bands.map((band) => band.count)),
    outcome: outcomeName(result.outcome),
    aucText,
    table: {
      columns: [left('Score'), right('Handoffs'), right('Successes'), right('Rate'), right('95% interval'), right('Promised')],
      rows: source.bands.map((band, index) => [
        bands[index]!.label,
        formatCount(band.count),
        formatCount(band.successes),
        formatPercent(band.rate),
        bands[index]!.intervalText,
        bands[index]!.expectedText,
      ]),
    },
  };
}
