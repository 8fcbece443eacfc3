import { formatCount, formatMonth, formatPercent, plural } from '#figures/formats.ts';
import { reliabilityFigure } from '#figures/reliability.ts';
import { thresholdCurveFigure } from '#figures/threshold-curve.ts';
import type { Block, Section } from '../pdf/blocks.ts';
import { type } from '../pdf/palette.ts';
import { evidenceLine, warningLines } from './evidence.ts';
import { body, chart, cite, note, type PageKit, page, subheading } from './page-kit.ts';
import type { QbrPackInput } from './qbr-pack-input.ts';

function message(input: QbrPackInput): string {
  const { auc, bands } = input.calibration.result.worked;
  const judged = bands.filter((band) => !band.tooFew && band.rate !== null);
  if (!auc || judged.length < 2) return 'Too few mature handoffs to say whether the score means anything.';
  const falls = judged.some((band, index) => index > 0 && band.rate! < judged[index - 1]!.rate!);
  const strength =
    auc.low <= 0.5
      ? 'The score does not tell winners from others'
      : auc.value < 0.65
        ? 'The score tells little'
        : auc.value < 0.75
          ? 'The score tells something'
          : 'The score tells winners well';
  return `${strength} (AUC ${auc.value.toFixed(2)})${falls ? ', and a higher band does not always win more' : ', and every higher band wins more'}.`;
}

function signed(count: number): string {
  return count > 0 ? `+${formatCount(count)}` : count === 0 ? '±0' : formatCount(count);
}

const objectiveNames: Record<string, string> = { breakEven: 'break-even', capacity: 'what capacity allows', youden: 'the best separation' };
const objectiveName = (objective: string) => objectiveNames[objective] ?? objective;

const score = (value: number) => (Number.isInteger(value) ? String(value) : value.toFixed(1));

function recommendationBlocks(input: QbrPackInput): Block[] {
  const { recommended } = input.calibration.result;
  if (recommended.length === 0) return [];
  return [
    subheading('Recommended thresholds'),
    {
      kind: 'table',
      summary: 'Thresholds by objective with the change in volume and the successes given up',
      empty: '',
      columns: [
        { label: 'Objective' },
        { label: 'Score', align: 'right' },
        { label: 'Handoffs', align: 'right' },
        { label: 'Successes lost', align: 'right' },
        { label: 'Because', weight: 1 },
      ],
      rows: recommended.map((each) => [
        objectiveName(each.objective),
        { text: each.score === null ? 'none' : String(each.score), style: type.cellStrong },
        each.volumeChange === null ? '' : signed(each.volumeChange),
        each.successesLost === null ? '' : formatCount(each.successesLost),
        { text: each.reason, style: type.cellSoft },
      ]),
    },
  ];
}

function driftBlocks(input: QbrPackInput): Block[] {
  const months = input.calibration.result.drift.slice(-12);
  if (months.length === 0) return [];
  return [
    subheading('Drift'),
    {
      kind: 'table',
      summary: 'Population stability by month beside its critical value, with AUC, rejection rate and changes of definition',
      empty: '',
      columns: [
        { label: 'Month' },
        { label: 'Handoffs', align: 'right' },
        { label: 'PSI', align: 'right' },
        { label: 'critical', align: 'right' },
        { label: 'AUC', align: 'right' },
        { label: 'Rejected', align: 'right' },
        { label: 'Reading', weight: 1 },
      ],
      rows: months.map((month) => {
        const drifted = month.psi !== null && month.psiCritical !== null && month.psi > month.psiCritical;
        const reading = [
          ...(drifted ? ['scores moved beyond chance'] : []),
          ...(month.definitionChanged ? ['definition changed'] : []),
        ].join(', ');
        return [
          formatMonth(month.month),
          formatCount(month.count),
          { text: month.psi?.toFixed(3) ?? '', style: drifted ? type.cellAlarm : type.cell },
          { text: month.psiCritical?.toFixed(3) ?? '', style: type.cellSoft },
          month.auc?.toFixed(2) ?? '',
          month.rejectionRate === null ? '' : formatPercent(month.rejectionRate),
          reading,
        ];
      }),
    },
  ];
}

export function calibrationPage(kit: PageKit, input: QbrPackInput): Section {
  const { result } = input.calibration;
  const reliability = reliabilityFigure(result, 'worked');
  cite(kit, 'calibration', input.calibration, [
    '/population',
    '/successes',
    '/immature',
    '/scoreEvidence',
    '/worked/population',
    '/worked/successes',
    '/worked/auc',
    '/worked/bands',
    '/unworked/population',
    '/unworked/successes',
    '/thresholds',
    '/recommended',
    '/drift',
    '/corp',
    '/closedWonProfile/threshold',
  ]);
  const { scoreEvidence, corp } = result;
  const evidence = `Scores at qualification: ${formatCount(scoreEvidence.history)} from history, ${formatCount(scoreEvidence.import)} imported, ${formatCount(scoreEvidence.today)} only today's value (biased, left out), ${formatCount(scoreEvidence.none)} without.`;
  const unworked = `${plural(result.unworked.population, 'handoff was', 'handoffs were')} never worked and stand apart: never worked is not lost.`;
  const fit = corp
    ? ` Brier score ${corp.score.toFixed(4)} = ${corp.miscalibration.toFixed(4)} miscalibration − ${corp.discrimination.toFixed(4)} discrimination + ${corp.uncertainty.toFixed(4)} uncertainty.`
    : '';
  return page('Calibration', message(input), [
    chart(kit, reliability),
    evidenceLine('calibration.worked.bands', `${reliability.n} · ${reliability.aucText}`, result),
    body(`${evidence} ${unworked}${fit}`),
    ...reliability.notes.map(note),
    ...driftBlocks(input),
    ...warningLines(result),
  ]);
}

function thresholdMessage(input: QbrPackInput): string {
  const { closedWonProfile, recommended, thresholds, worked } = input.calibration.result;
  const inForce = closedWonProfile.threshold;
  const advice =
    recommended.find((each) => each.objective === 'breakEven' && each.score !== null) ?? recommended.find((each) => each.score !== null);
  const at = thresholds.toSorted((a, b) => b.score - a.score).find((each) => inForce !== null && each.score <= inForce);
  const today =
    inForce === null || !at
      ? 'No threshold is in force'
      : `The threshold in force, ${inForce}, admits ${formatCount(at.volume)} of ${formatCount(worked.population)} worked handoffs`;
  if (!advice) return `${today}; the evidence does not recommend another.`;
  return `${today}; ${objectiveName(advice.objective)} would be ${advice.score}.`;
}

/** What each threshold would admit, and which the evidence recommends. */
export function thresholdPage(kit: PageKit, input: QbrPackInput): Section {
  const { result } = input.calibration;
  const figure = thresholdCurveFigure(result);
  cite(kit, 'calibration', input.calibration, [
    '/closedWonProfile/wins',
    '/closedWonProfile/scoreQuantiles',
    '/closedWonProfile/shareBelowThreshold',
  ]);
  const { scoreQuantiles, wins, days, shareBelowThreshold } = result.closedWonProfile;
  const profile = scoreQuantiles
    ? `The ${plural(wins, 'deal')} won in the last ${days} days had scores from ${score(scoreQuantiles.p10)} (one in ten below) over ${score(scoreQuantiles.median)} (half below) to ${score(scoreQuantiles.p90)} (nine in ten below)${shareBelowThreshold === null ? '' : `; ${formatPercent(shareBelowThreshold)} lay below the threshold in force`}. This describes buyers: it has no losers in it and proves nothing about the score.`
    : '';
  return page('Thresholds', thresholdMessage(input), [
    chart(kit, figure),
    evidenceLine('calibration.thresholds', figure.n, result),
    ...figure.notes.map(note),
    ...recommendationBlocks(input),
    ...(profile === '' ? [] : [subheading('Who bought'), body(profile)]),
  ]);
}
