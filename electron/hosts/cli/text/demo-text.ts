import { relative } from 'node:path';
import type { CallOutput } from '#contract/calls.ts';
import { count, duration, money, percent, safe } from './values.ts';

export interface DemoFindings {
  report: CallOutput<'import.run'>;
  signed: number;
  leakage: CallOutput<'leakage.run'>;
  rejections: CallOutput<'rejections.run'>;
  sla: CallOutput<'sla.run'>;
  calibration: CallOutput<'calibration.run'>;
  hygiene: CallOutput<'hygiene.run'>;
  scorecard: CallOutput<'scorecard.run'>;
  written: readonly string[];
  workspacePath: string;
}

const leakNames: Record<string, string> = {
  unassigned: 'handoffs that no sales user owns',
  untouched: 'handoffs without a logged touch after 72 h',
  stalled: 'handoffs standing still beyond the limit',
  rejectedOutOfPolicy: 'rejections that policy does not allow',
};

/** What was found, what to fix first and what that is worth, in a screenful. */
export function demoText({
  report,
  signed,
  leakage,
  rejections,
  sla,
  calibration,
  hygiene,
  scorecard,
  written,
  workspacePath,
}: DemoFindings): string {
  const rows = report.files.reduce((sum, file) => sum + file.rowsRead, 0);
  const rejected = report.files.reduce((sum, file) => sum + file.rejected, 0);
  const duplicates = report.files.reduce((sum, file) => sum + file.duplicates, 0);
  const { totals } = leakage;
  const first = leakage.leaks.find((leak) => leak.expectedRevenue !== null);
  const teams = (sla.groups ?? []).filter((group) => group.value !== null && !group.tooFew);
  const slowest = [...teams].sort(
    (a, b) => (b.timeToFirstTouch.medianHours ?? Number.POSITIVE_INFINITY) - (a.timeToFirstTouch.medianHours ?? Number.POSITIVE_INFINITY),
  )[0];
  const spike = rejections.spikes.find(({ source }) => source === null) ?? rejections.spikes[0];
  const flat = calibration.bands.filter(({ count: n }) => n >= 30);
  const best = [...flat].sort((a, b) => (b.rate ?? 0) - (a.rate ?? 0))[0];
  const top = flat.at(-1);
  const dirty = hygiene.checks.filter(({ check, count: n }) => n > 0 && check !== 'deletedOrMerged').slice(0, 3);
  const { outOfPolicy } = rejections;
  return [
    `The sample: ${count(rows)} rows of ${report.files.length} CRM files read as of ${leakage.asOf.slice(0, 10)}; ${count(rejected)} rejected with line and reason, ${count(duplicates)} duplicates. ${signed} definitions signed by both sides and in force.`,
    '',
    'Found',
    `  Funnel       ${count(totals.handoffs)} handoffs: ${count(totals.dispositions.accepted)} accepted, ${count(totals.dispositions.acceptedBySilence)} by silence, ${count(totals.dispositions.rejected)} rejected; ${count(totals.outcomes.won)} won (${money(totals.wonAmount)}), ${count(totals.outcomes.open)} open.`,
    `  Response     median ${duration(sla.timeToFirstTouch.medianHours)} to the first touch; no logged touch after 72 h: ${percent(sla.untouchedBeyond72h.rate)}${slowest ? `; slowest team ${safe(slowest.value ?? '')}, ${duration(slowest.timeToFirstTouch.medianHours)}` : ''}.`,
    `  Rejections   ${rejections.reviewTriggered ? `above ${percent(rejections.reviewTriggered.threshold, 0)} in ${rejections.reviewTriggered.months.join(' and ')}: definition review due` : 'no two months running above the alarm'}${spike ? `; spike "${safe(spike.reason)}" in ${spike.month} (${spike.count} where ${spike.expected.toFixed(0)} were expected)` : ''}.`,
    `               out of policy: ${count(outOfPolicy.late)} after acceptance, ${count(outOfPolicy.withoutCode)} without a code, ${count(outOfPolicy.contradicted)} contradicted by the record.`,
    `  Score        AUC ${calibration.auc?.value.toFixed(2) ?? '–'}${best && top && best !== top ? `; the band from ${top.low} wins ${percent(top.rate)}, the band from ${best.low} wins ${percent(best.rate)}: higher is not better` : ''}.`,
    `  Data         ${dirty.map(({ finding, count: n }) => `${count(n)} ${safe(finding)}`).join('; ')}.`,
    `  Quarter      ${scorecard.period.label}: acceptance ${percent(scorecard.headlines[0]?.value)} (${percent(scorecard.headlines[0]?.previous)} the quarter before), in target ${percent(scorecard.headlines.find(({ metric }) => metric === 'slaAttainment')?.value)}.`,
    '',
    first
      ? `Fix first: ${count(first.count)} ${leakNames[first.kind] ?? first.kind} (stage ${first.stage}), worth ${money(first.expectedRevenue)} of expected revenue (95 %: ${money({ amount: first.expectedRevenue!.low, currency: '' }).trim()}–${money({ amount: first.expectedRevenue!.high, currency: '' }).trim()}).`
      : 'No leak can be priced yet.',
    '',
    'Written',
    ...written.map((path) => `  ${relative('.', path)}`),
    `  ${relative('.', workspacePath)} (the workspace; try: npm run -s parley -- analyze ${relative('.', workspacePath)} leakage --group-by source)`,
  ].join('\n');
}
