import type { CalibrationBody } from '#contract/analyses/calibration.ts';
import type { ScoreThreshold } from '#domain/definition.ts';
import { quantileSorted } from '#stats/quantile-sorted.ts';
import { weightOfEvidence } from '#stats/weight-of-evidence.ts';
import type { AnalysisContext } from './context.ts';
import type { Selection } from './selection.ts';

const profileDays = 90;
const dayMs = 86_400_000;
const mostValues = 20;
const signalFields = ['source', 'motion', 'industry', 'country', 'region', 'title', 'intent'];
/** Filled in or changed once the outcome is known: they would explain it by itself. */
const afterOutcome: [string, string][] = [
  ['status', 'moves with the outcome'],
  ['isConverted', 'is the outcome'],
  ['ownerId', 'changes to the owner of the deal'],
  ['rejectionReason', 'is filled in by the outcome'],
];

/** Who bought in the last 90 days: describes buyers, has no losers in it, and is no calibration. */
export function closedWonProfile(
  { facts, versions }: AnalysisContext,
  selection: Selection,
  thresholds: readonly ScoreThreshold[] | null,
): CalibrationBody['closedWonProfile'] {
  const { handoffs, leads, asOfMs } = facts;
  const wins: number[] = [];
  for (let k = 0; k < selection.length; k++) {
    const i = selection[k]!;
    if (handoffs.outcome[i] === 3 && handoffs.closedAt[i]! > asOfMs - profileDays * dayMs) wins.push(i);
  }
  const scores = Float64Array.from(wins.map((i) => handoffs.scoreAtQualification[i]!).filter((score) => !Number.isNaN(score))).sort();
  const threshold = thresholds?.find(({ label }) => /mql|qualif/i.test(label))?.score ?? scoreClauseOf(versions);
  const at = (q: number) => quantileSorted(scores, q)!;
  return {
    days: profileDays,
    wins: wins.length,
    scoreQuantiles: scores.length === 0 ? null : { p10: at(0.1), p25: at(0.25), median: at(0.5), p75: at(0.75), p90: at(0.9) },
    shareBelowThreshold:
      threshold === null || scores.length === 0 ? null : scores.filter((score) => score < threshold).length / scores.length,
    threshold,
    signals: signalFields.flatMap((field) => {
      const column = leads.column(field);
      if (column?.kind !== 'text' || wins.length === 0) return [];
      const won = new Map<number, number>();
      const all = new Map<number, number>();
      for (const i of wins) bump(won, column.codes[handoffs.leadRow[i]!]!);
      for (let k = 0; k < selection.length; k++) bump(all, column.codes[handoffs.leadRow[selection[k]!]!]!);
      const codes = [...all.keys()].sort((a, b) => all.get(b)! - all.get(a)! || a - b).slice(0, mostValues);
      const goods = codes.map((code) => won.get(code) ?? 0);
      const bads = codes.map((code, index) => all.get(code)! - goods[index]!);
      const evidence = weightOfEvidence(goods, bads);
      if (!evidence || codes.length < 2) return [];
      return [
        {
          signal: field,
          informationValue: evidence.informationValue,
          values: codes.map((code, index) => {
            const shareWon = goods[index]! / wins.length;
            const shareAll = all.get(code)! / selection.length;
            return {
              value: code === 0 ? null : column.dictionary.at(code),
              wins: goods[index]!,
              all: all.get(code)!,
              shareWon,
              shareAll,
              lift: shareAll === 0 ? null : shareWon / shareAll,
              woe: evidence.weights[index]!,
            };
          }),
        },
      ];
    }),
    refusedSignals: afterOutcome.filter(([field]) => leads.column(field)).map(([signal, because]) => ({ signal, because })),
  };
}

function bump(counts: Map<number, number>, key: number): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

/** The score that the MQL definition asks for, where its rule says `lead.score >= n`. */
function scoreClauseOf(versions: AnalysisContext['versions']): number | null {
  for (const { content } of versions) {
    const match = content.stage === 'qualified' ? /lead\.score\s*>=?\s*(\d+(?:\.\d+)?)/i.exec(content.criteria ?? '') : null;
    if (match) return Number(match[1]);
  }
  return null;
}
