import type { CalibrationResult } from '#contract/analyses/calibration.ts';
import type { HygieneResult } from '#contract/analyses/hygiene.ts';
import type { LeakageResult } from '#contract/analyses/leakage.ts';
import type { RejectionsResult } from '#contract/analyses/rejections.ts';
import type { ScorecardResult } from '#contract/analyses/scorecard.ts';
import type { SlaResult } from '#contract/analyses/sla.ts';
import type { VelocityResult } from '#contract/analyses/velocity.ts';
import type { Coordinates } from '#domain/coordinates.ts';
import { textTable } from './text-table.ts';
import { count, duration, money, percent, safe } from './values.ts';

const right = (title: string) => ({ title, align: 'right' as const });

/** The four coordinates and the warnings, which open every result. */
export function coordinatesText(result: Coordinates): string {
  const { analysis, asOf, cohort, motion, filter, definitions, policies, extracts, engine, warnings } = result;
  const range = cohort.from || cohort.to ? `qualified ${cohort.from ?? 'any time'} to ${cohort.to ?? 'now'}` : 'all handoffs';
  const lines = [
    `${analysis} as of ${asOf} · ${range}${motion ? ` · motion ${safe(motion)}` : ''}${filter ? ` · filter ${safe(filter)}` : ''}`,
    `definitions: ${definitions.map(({ term, version }) => `${safe(term)} v${version}`).join(', ') || 'none in force'} · policy v${policies[0]?.version ?? 0} · ${extracts.length} files of ${new Set(extracts.map(({ id }) => id)).size} extract(s) · engine ${engine}`,
  ];
  return [...lines, ...warnings.map((warning) => `note: ${safe(warning)}`), ''].join('\n');
}

export function leakageText(result: LeakageResult): string {
  const stages = textTable(
    [
      { title: 'stage' },
      right('reached'),
      right('advanced'),
      right('lost'),
      right('open'),
      right('stalled'),
      right('within'),
      right('95 %'),
      right('median stay'),
    ],
    result.stages.map(({ stage, reached, advanced, lost, open, stalled, conversion, timeInStage }) => [
      stage,
      count(reached),
      count(advanced),
      count(lost),
      count(open),
      count(stalled),
      conversion ? `${percent(conversion.within.rate)} in ${conversion.within.days} d${conversion.within.tooFew ? ' (too few)' : ''}` : '',
      conversion ? `${percent(conversion.within.low)}–${percent(conversion.within.high)}` : '',
      timeInStage ? duration(timeInStage.medianHours) : '',
    ]),
  );
  const { totals } = result;
  const { dispositions } = totals;
  const leaks = textTable(
    [{ title: 'leak' }, { title: 'stage' }, { title: 'reason' }, right('handoffs'), right('expected revenue'), right('95 %')],
    result.leaks
      .slice(0, 15)
      .map(({ kind, stage, reason, count: n, priced, expectedRevenue }) => [
        kind,
        stage,
        safe(reason),
        count(n),
        priced ? money(expectedRevenue) : 'not priced: policy allows it',
        expectedRevenue
          ? `${money({ amount: expectedRevenue.low, currency: '' }).trim()}–${money({ amount: expectedRevenue.high, currency: '' }).trim()}`
          : '',
      ]),
  );
  return [
    coordinatesText(result),
    `${count(totals.handoffs)} handoffs of ${count(totals.leadsWithHandoff)} leads: ${count(dispositions.accepted)} accepted, ${count(dispositions.acceptedBySilence)} accepted by silence, ${count(dispositions.rejected)} rejected, ${count(dispositions.pending)} pending; ${count(totals.lateRejections)} rejected late.`,
    `Won ${money(totals.wonAmount)}, open pipeline ${money(totals.openPipeline)}.`,
    '',
    stages,
    '',
    leaks,
  ].join('\n');
}

export function slaText(result: SlaResult): string {
  const { timeToFirstTouch: touch, attainment, untouchedBeyond72h: untouched } = result;
  const groups = result.groups ?? [];
  const table = textTable(
    [{ title: 'by' }, { title: 'value' }, right('handoffs'), right('median touch'), right('in target'), right('untouched 72 h')],
    groups.map((group) => [
      group.by,
      group.value === null ? '(none)' : safe(group.value),
      count(group.handoffs) + (group.tooFew ? ' (too few)' : ''),
      group.measurable ? duration(group.timeToFirstTouch.medianHours) : 'not measurable',
      group.measurable ? percent(group.attainment.rate) : 'not measurable',
      group.measurable ? percent(group.untouchedBeyond72h.rate) : 'not measurable',
    ]),
  );
  return [
    coordinatesText(result),
    `Median time to first touch ${duration(touch.medianHours)} (90 % within ${duration(touch.p90Hours)}); ${count(touch.events)} touched, ${count(touch.censored)} still waiting.`,
    `Within target: ${percent(attainment.rate)} (${count(attainment.met)} of ${count(attainment.met + attainment.missed)}; ${count(attainment.pending)} not due yet, ${count(attainment.excluded)} excluded).`,
    `No logged touch after 72 h: ${percent(untouched.rate)} (${count(untouched.count)} of ${count(untouched.due)}).`,
    `Escalations due: ${
      Object.entries(result.escalations)
        .map(([to, n]) => `${to} ${count(n)}`)
        .join(', ') || 'none'
    }.`,
    '',
    textTable(
      [{ title: 'delay' }, right('median'), right('90 %'), right('share'), right('handoffs')],
      result.delay.map((part) => [part.part, duration(part.medianHours), duration(part.p90Hours), percent(part.share), count(part.count)]),
    ),
    ...(groups.length > 0 ? ['', table] : []),
  ].join('\n');
}

export function rejectionsText(result: RejectionsResult): string {
  const table = textTable(
    [{ title: 'month' }, right('decided'), right('rejected'), right('late'), right('rate'), right('95 %'), { title: 'top reasons' }],
    result.monthly.map(({ month, decided, rejected, lateRejections, rate, wilsonLow, wilsonHigh, byReason, unfinished }) => [
      month + (unfinished ? ' (unfinished)' : ''),
      count(decided),
      count(rejected),
      count(lateRejections),
      percent(rate),
      `${percent(wilsonLow)}–${percent(wilsonHigh)}`,
      Object.entries(byReason)
        .sort(([, a], [, b]) => b - a)
        .slice(0, 3)
        .map(([reason, n]) => `${safe(reason) || '(no code)'} ${n}`)
        .join(', '),
    ]),
  );
  const { late, withoutCode, contradicted } = result.outOfPolicy;
  return [
    coordinatesText(result),
    table,
    '',
    `Out of policy: ${count(late)} after acceptance, ${count(withoutCode)} without a code, ${count(contradicted)} contradicted by the record.`,
    result.reviewTriggered
      ? `Definition review triggered: above ${percent(result.reviewTriggered.threshold)} in ${result.reviewTriggered.months.join(', ')}.`
      : 'No two months running above the alarm.',
    ...result.spikes
      .slice(0, 10)
      .map(
        ({ month, reason, source, count: n, expected }) =>
          `Spike in ${month}: "${safe(reason)}"${source === null ? '' : ` from ${safe(source) || '(no source)'}`}: ${n} where ${expected.toFixed(1)} were expected.`,
      ),
  ].join('\n');
}

export function velocityText(result: VelocityResult): string {
  return [
    coordinatesText(result),
    textTable(
      [
        { title: 'month' },
        right(`in ${result.withinDays} d`),
        right('median days'),
        right('90 % days'),
        right('events'),
        right('lost'),
        right('open'),
      ],
      [...result.monthly, { month: 'all', ...result.all }].map((line) => [
        line.month,
        percent(line.reachedWithin) + (line.tooFew ? ' (too few)' : ''),
        line.medianDays?.toFixed(1) ?? '–',
        line.p90Days?.toFixed(1) ?? '–',
        count(line.events),
        count(line.lost),
        count(line.open),
      ]),
    ),
  ].join('\n');
}

export function calibrationText(result: CalibrationResult): string {
  const { scoreEvidence: evidence } = result;
  return [
    coordinatesText(result),
    `${count(result.successes)} of ${count(result.population)} handoffs reached "${result.outcome}" within ${result.horizonDays} days (${count(result.immature)} too young). Score evidence: ${count(evidence.history)} history, ${count(evidence.import)} import, ${count(evidence.today)} only today's.`,
    result.auc
      ? `AUC ${result.auc.value.toFixed(3)} (${result.auc.low.toFixed(3)}–${result.auc.high.toFixed(3)}); worked only ${result.worked.auc?.value.toFixed(3) ?? '–'}.`
      : 'AUC needs both successes and failures.',
    '',
    textTable(
      [{ title: 'score' }, right('handoffs'), right('rate'), right('95 %'), right('promised'), right('worked rate')],
      result.bands.map((band, index) => [
        `${band.low}–${band.high}`,
        count(band.count) + (band.tooFew ? ' (too few)' : ''),
        percent(band.rate),
        `${percent(band.wilsonLow)}–${percent(band.wilsonHigh)}`,
        percent(band.expectedRate),
        percent(result.worked.bands[index]?.rate),
      ]),
    ),
    ...result.recommended.map(({ objective, score, reason }) => `${objective}: ${score ?? 'none'} (${reason})`),
  ].join('\n');
}

export function hygieneText(result: HygieneResult): string {
  return [
    coordinatesText(result),
    textTable(
      [{ title: 'check' }, right('count'), right('share'), right('pipeline'), { title: 'what' }],
      result.checks
        .filter(({ count: n }) => n > 0)
        .map(({ check, count: n, share, pipelineAffected, finding }) => [
          check,
          count(n),
          percent(share),
          money(pipelineAffected),
          safe(finding),
        ]),
    ),
    '',
    textTable(
      [{ title: 'metric' }, { title: 'grade' }, { title: 'because' }],
      result.fitness.map(({ metric, grade, because }) => [metric, grade, safe(because)]),
    ),
  ].join('\n');
}

export function scorecardText(result: ScorecardResult): string {
  const value = (unit: string, x: number | null) =>
    x === null
      ? '–'
      : unit === 'probability'
        ? percent(x)
        : unit === 'hours'
          ? duration(x)
          : unit === 'days'
            ? `${x.toFixed(1)} d`
            : count(x);
  return [
    coordinatesText(result),
    `${result.period.label} beside ${result.previousPeriod.label}`,
    textTable(
      [{ title: 'metric' }, right(result.period.label), right('n'), right(result.previousPeriod.label), { title: 'note' }],
      result.headlines.map((line) => [
        line.label,
        value(line.unit, line.value) + (line.tooFew ? ' (too few)' : ''),
        count(line.denominator),
        value(line.unit, line.previous),
        line.note,
      ]),
    ),
    '',
    ...[result.sourced, result.influenced].map(({ rule, signed, count: n, pipeline, revenue }) =>
      signed
        ? `${rule}: ${count(n)} opportunities, pipeline ${money(pipeline)}, revenue ${money(revenue)}`
        : `${rule}: no signed rule, so no figure`,
    ),
  ].join('\n');
}
