import type { LeakageResult } from '#contract/analyses/leakage.ts';
import { cumulativeIncidenceFigure } from '#figures/cumulative-incidence.ts';
import { formatCount, formatHours, formatInterval, formatMoneyTotal, formatPercent, plural } from '#figures/formats.ts';
import { funnelFigure } from '#figures/funnel.ts';
import { stageName } from '#figures/words.ts';
import type { Block, Section } from '../pdf/blocks.ts';
import { type } from '../pdf/palette.ts';
import { evidenceLine, warningLines } from './evidence.ts';
import { body, chart, cite, note, type PageKit, page, subheading } from './page-kit.ts';
import type { QbrPackInput } from './qbr-pack-input.ts';

function message(input: QbrPackInput): string {
  const rated = input.leakage.result.stages.filter((stage) => stage.conversion?.within.rate != null && !stage.conversion.within.tooFew);
  const weakest = rated.toSorted((a, b) => a.conversion!.within.rate! - b.conversion!.within.rate!)[0];
  if (!weakest) return 'Too few mature handoffs to name the weakest step.';
  const { rate, days } = weakest.conversion!.within;
  return `The narrowest step is ${stageName(weakest.stage).toLowerCase()}: ${formatPercent(rate)} advance within ${days} days.`;
}

function timeBlocks(result: LeakageResult): Block[] {
  const timed = result.stages.filter((stage) => stage.timeInStage);
  if (timed.length === 0) return [];
  return [
    subheading('Time in stage, and what may still advance'),
    {
      kind: 'table',
      summary: 'Time in each stage, open and stalled handoffs, and the bounds of the conversion if all or none of the open ones advance',
      empty: '',
      columns: [
        { label: 'Stage', weight: 1 },
        { label: 'Half left by', align: 'right' },
        { label: '9 in 10 left by', align: 'right' },
        { label: 'Still open', align: 'right' },
        { label: 'Open past limit', align: 'right' },
        { label: 'Advanced to date', align: 'right' },
        { label: 'If none or all open advance', align: 'right' },
      ],
      rows: timed.map((stage) => [
        stageName(stage.stage),
        formatHours(stage.timeInStage!.medianHours, 'not reached'),
        formatHours(stage.timeInStage!.p90Hours, 'not reached'),
        formatCount(stage.open ?? 0),
        { text: formatCount(stage.stalled ?? 0), style: (stage.stalled ?? 0) > 0 ? type.cellAlarm : type.cell },
        formatPercent(stage.conversion?.toDate.rate ?? null),
        { text: stage.conversion?.bounds ? formatInterval(...stage.conversion.bounds) : '', style: type.cellSoft },
      ]),
    },
  ];
}

export function funnelPage(kit: PageKit, input: QbrPackInput): Section {
  const { result } = input.leakage;
  const { from, to } = result.cohort;
  // A tick for one period beside bars over all time would mislead.
  const funnel = funnelFigure(result, from === null || to === null ? null : input.previousLeakage);
  const incidence = cumulativeIncidenceFigure(result);
  const { totals } = result;
  cite(kit, 'leakage', input.leakage, ['/totals', ...result.stages.map((_, index) => `/stages/${index}`)]);
  const { accepted, acceptedBySilence, rejected, pending } = totals.dispositions;
  return page('Funnel', message(input), [
    chart(kit, funnel),
    evidenceLine('leakage.stages', funnel.n, result),
    body(
      `Of ${plural(totals.handoffs, 'handoff')} of ${plural(totals.leadsWithHandoff, 'lead')}, sales accepted ${formatCount(accepted)} explicitly and ${formatCount(acceptedBySilence)} by silence, rejected ${formatCount(rejected)} in time and ${formatCount(totals.lateRejections)} after acceptance; ${formatCount(pending)} are undecided. Won: ${formatMoneyTotal(totals.wonAmount)}. Open pipeline: ${formatMoneyTotal(totals.openPipeline)}.`,
    ),
    subheading(incidence.title),
    chart(kit, incidence),
    ...[...funnel.notes, ...incidence.notes].map(note),
    ...timeBlocks(result),
    ...warningLines(result),
  ]);
}
