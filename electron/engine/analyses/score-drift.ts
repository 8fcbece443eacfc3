import type { CalibrationBody } from '#contract/analyses/calibration.ts';
import { monthKeyOf } from '#domain/time-zone.ts';
import { psi, psiCritical } from '#stats/psi.ts';
import { rocAuc } from '#stats/roc-auc.ts';
import type { CalibrationPopulation } from './calibration-population.ts';
import type { AnalysisContext } from './context.ts';
import { bandEdges, bandOf } from './score-bands.ts';
import type { Selection } from './selection.ts';

const referenceMonths = 3;
const fewestRecords = 30;
const fewestForAuc = 10;

interface Month {
  scores: number[];
  decided: number;
  rejected: number;
}

/**
 * Scores month by month against the first three months: PSI on ten bins fixed from those, beside its critical value; AUC where the month is mature; the
 * rejection rate; and whether a definition changed in that month (a labelled change is no alarm).
 */
export function scoreDrift(
  { facts, versions }: AnalysisContext,
  selection: Selection,
  population: CalibrationPopulation,
): CalibrationBody['drift'] {
  const { handoffs, zone, asOfMs } = facts;
  const months = new Map<number, Month>();
  for (let k = 0; k < selection.length; k++) {
    const i = selection[k]!;
    const index = zone.monthIndex(handoffs.qualifiedAt[i]!);
    let month = months.get(index);
    if (!month) {
      month = { scores: [], decided: 0, rejected: 0 };
      months.set(index, month);
    }
    const grade = handoffs.scoreEvidence[i]!;
    if (grade === 1 || grade === 2) month.scores.push(handoffs.scoreAtQualification[i]!);
    if (handoffs.windowEndsAt[i]! > asOfMs) continue;
    month.decided++;
    if (handoffs.disposition[i] === 3) month.rejected++;
  }
  const ordered = [...months.keys()].sort((a, b) => a - b);
  const reference = ordered.slice(0, referenceMonths).flatMap((index) => months.get(index)!.scores);
  if (ordered.length === 0) return [];
  const edges = reference.length >= fewestRecords ? bandEdges('quantile:10', Float64Array.from(reference), null) : [];
  const countIn = (scores: readonly number[]) => {
    const counts = new Float64Array(edges.length - 1);
    for (const score of scores) counts[bandOf(edges, score)]!++;
    return counts;
  };
  const aucOf = monthlyAuc(facts, population);
  const changes = versions.filter(({ fromMs }) => Number.isFinite(fromMs)).map(({ fromMs }) => zone.monthIndex(fromMs));
  return ordered.map((index, place) => {
    const { scores, decided, rejected } = months.get(index)!;
    const comparable = edges.length > 2 && place >= referenceMonths && scores.length >= fewestRecords;
    return {
      month: monthKeyOf(index),
      count: scores.length,
      psi: comparable ? psi(countIn(reference), countIn(scores)) : null,
      psiCritical: comparable ? psiCritical(edges.length - 1, reference.length, scores.length) : null,
      auc: aucOf(index),
      rejectionRate: decided === 0 ? null : rejected / decided,
      definitionChanged: changes.includes(index),
    };
  });
}

function monthlyAuc({ handoffs, zone }: AnalysisContext['facts'], population: CalibrationPopulation): (month: number) => number | null {
  const byMonth = new Map<number, { score: number[]; success: number[] }>();
  for (let k = 0; k < population.handoff.length; k++) {
    const index = zone.monthIndex(handoffs.qualifiedAt[population.handoff[k]!]!);
    let month = byMonth.get(index);
    if (!month) {
      month = { score: [], success: [] };
      byMonth.set(index, month);
    }
    month.score.push(population.score[k]!);
    month.success.push(population.success[k]!);
  }
  return (index) => {
    const month = byMonth.get(index);
    if (!month || month.success.filter((value) => value === 1).length < fewestForAuc) return null;
    return rocAuc(month.score, month.success)?.value ?? null;
  };
}
