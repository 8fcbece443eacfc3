import type { CalibrationBody, CalibrationRequest } from '#contract/analyses/calibration.ts';
import type { ScoreThreshold } from '#domain/definition.ts';
import type { IsotonicPoint } from '#stats/isotonic.ts';
import { youdenThreshold } from '#stats/youden.ts';
import type { AnalysisContext } from './context.ts';
import type { Selection } from './selection.ts';

const averageMonthMs = (365.25 / 12) * 86_400_000;

interface Scored {
  score: Float64Array;
  success: Uint8Array;
}

/** Thresholds by objective, each with what it would change against today's; worked handoffs only. */
export function recommendThresholds(
  context: AnalysisContext,
  selection: Selection,
  request: CalibrationRequest,
  worked: Scored,
  isotonic: readonly IsotonicPoint[],
  thresholds: readonly ScoreThreshold[] | null,
): CalibrationBody['recommended'] {
  const current = currentThreshold(thresholds, worked.score);
  const recommend = (objective: 'breakEven' | 'capacity' | 'youden', score: number | null, reason: string) => ({
    objective,
    score,
    reason,
    volumeChange: score === null ? null : countFrom(worked, score).volume - countFrom(worked, current).volume,
    successesLost: score === null ? null : countFrom(worked, current).successes - countFrom(worked, score).successes,
  });
  const { costPerWorkedLead, valuePerWin, capacityPerMonth } = request;
  const youden = youdenThreshold(worked.score, worked.success);
  const results: CalibrationBody['recommended'] = [];
  if (costPerWorkedLead !== undefined && valuePerWin !== undefined) {
    const breakEven = costPerWorkedLead / valuePerWin;
    const point = isotonic.find(({ rate }) => rate >= breakEven);
    results.push(
      recommend(
        'breakEven',
        point?.score ?? null,
        point
          ? `lowest score whose win rate reaches cost ÷ value = ${breakEven.toFixed(4)}`
          : `no score reaches cost ÷ value = ${breakEven.toFixed(4)}`,
      ),
    );
  }
  if (capacityPerMonth !== undefined) results.push(recommend('capacity', ...capacityThreshold(context, selection, capacityPerMonth)));
  results.push(
    recommend(
      'youden',
      youden?.score ?? null,
      youden ? `largest sensitivity + specificity − 1 = ${youden.index.toFixed(3)}` : 'needs both successes and failures',
    ),
  );
  return results;
}

/** Today's threshold: the score model's highest threshold up to the scores seen, else the lowest score seen. */
function currentThreshold(thresholds: readonly ScoreThreshold[] | null, scores: Float64Array): number {
  const lowest = scores.reduce((low, score) => Math.min(low, score), Number.POSITIVE_INFINITY);
  const entry = thresholds?.find(({ label }) => /mql|qualif/i.test(label));
  return entry?.score ?? (Number.isFinite(lowest) ? lowest : 0);
}

function countFrom({ score, success }: Scored, threshold: number): { volume: number; successes: number } {
  let volume = 0;
  let successes = 0;
  for (let k = 0; k < score.length; k++) {
    if (score[k]! < threshold) continue;
    volume++;
    successes += success[k]!;
  }
  return { volume, successes };
}

/** The lowest score from which the monthly volume, over the months that the selection spans, fits the capacity. */
function capacityThreshold({ facts }: AnalysisContext, selection: Selection, perMonth: number): [number | null, string] {
  const { handoffs } = facts;
  const scores: number[] = [];
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  for (let k = 0; k < selection.length; k++) {
    const i = selection[k]!;
    if (!Number.isNaN(handoffs.scoreAtQualification[i]!)) scores.push(handoffs.scoreAtQualification[i]!);
    first = Math.min(first, handoffs.qualifiedAt[i]!);
    last = Math.max(last, handoffs.qualifiedAt[i]!);
  }
  const months = Math.max(1, (last - first) / averageMonthMs);
  const room = Math.floor(perMonth * months);
  scores.sort((a, b) => b - a);
  if (scores.length === 0) return [null, 'no scores at qualification'];
  if (scores.length <= room) return [scores.at(-1)!, `all ${scores.length} handoffs fit ${perMonth} a month`];
  const atRoom = scores[room]!;
  const fitting = scores.slice(0, room).filter((score) => score > atRoom);
  const score = fitting.at(-1) ?? null;
  return [
    score,
    score === null
      ? `even the highest score brings more than ${perMonth} a month`
      : `${fitting.length} handoffs over ${months.toFixed(1)} months stay within ${perMonth} a month`,
  ];
}
