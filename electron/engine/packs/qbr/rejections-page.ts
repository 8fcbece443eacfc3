import { formatCount, formatMonth, formatPercent, plural } from '#figures/formats.ts';
import { reasonParetoFigure } from '#figures/reason-pareto.ts';
import { rejectionChartFigure } from '#figures/rejection-chart.ts';
import { wordsOf } from '#figures/words.ts';
import type { Block, Section } from '../pdf/blocks.ts';
import { type } from '../pdf/palette.ts';
import { evidenceLine, warningLines } from './evidence.ts';
import { body, chart, cite, note, type PageKit, page, subheading } from './page-kit.ts';
import type { QbrPackInput } from './qbr-pack-input.ts';

function message(input: QbrPackInput): string {
  const { reviewTriggered, reasons, spikes, control } = input.rejections.result;
  const top = reasons.toSorted((a, b) => b.count - a.count)[0];
  const led = top ? `; “${wordsOf(top.reason).toLowerCase()}” leads with ${formatPercent(top.share)}` : '';
  if (reviewTriggered)
    return `Rejections above ${formatPercent(reviewTriggered.threshold)} two months running call for a definition review${led}.`;
  if (spikes.length > 0) {
    const spike = spikes[0]!;
    return `“${wordsOf(spike.reason)}” spiked in ${formatMonth(spike.month)}: ${formatCount(spike.count)} where ${spike.expected.toFixed(0)} were expected.`;
  }
  return control.mean === null
    ? 'No month of rejections is finished yet.'
    : `Sales rejects ${formatPercent(control.mean)} on average, without a spike${led}.`;
}

function spikeBlocks(input: QbrPackInput): Block[] {
  const { spikes } = input.rejections.result;
  if (spikes.length === 0) return [];
  return [
    subheading('Spikes'),
    {
      kind: 'table',
      summary: 'Reasons that came up far more often than in the six months before',
      empty: '',
      columns: [
        { label: 'Month' },
        { label: 'Reason' },
        { label: 'Source', weight: 1 },
        { label: 'Count', align: 'right' },
        { label: 'Expected', align: 'right' },
        { label: 'Chance', align: 'right' },
      ],
      rows: spikes
        .slice(0, 10)
        .map((spike) => [
          formatMonth(spike.month),
          wordsOf(spike.reason),
          spike.source ?? 'all sources',
          { text: formatCount(spike.count), style: type.cellStrong },
          spike.expected.toFixed(1),
          spike.probability < 1e-6 ? 'below 1 in a million' : `1 in ${formatCount(1 / spike.probability)}`,
        ]),
    },
  ];
}

function policyBlocks(input: QbrPackInput): Block[] {
  const { outOfPolicy } = input.rejections.result;
  const leaders = outOfPolicy.byLeader.filter((leader) => leader.late + leader.withoutCode + leader.contradicted > 0);
  return [
    subheading('Rejections out of policy'),
    {
      kind: 'table',
      summary: 'Rejections after the window, without a reason code, or contradicted by the record, per leader',
      empty: 'No rejection was out of policy.',
      columns: [
        { label: 'Leader', weight: 1 },
        { label: 'Rejections', align: 'right' },
        { label: 'After the window', align: 'right' },
        { label: 'Without code', align: 'right' },
        { label: 'Contradicted', align: 'right' },
      ],
      rows:
        leaders.length === 0
          ? []
          : [
              ...leaders
                .slice(0, 10)
                .map((leader) => [
                  leader.leader ?? { text: 'no leader', style: type.cellSoft },
                  formatCount(leader.rejections),
                  formatCount(leader.late),
                  formatCount(leader.withoutCode),
                  formatCount(leader.contradicted),
                ]),
              [
                { text: 'All', style: type.cellStrong },
                { text: formatCount(outOfPolicy.byLeader.reduce((sum, leader) => sum + leader.rejections, 0)), style: type.cellStrong },
                { text: formatCount(outOfPolicy.late), style: type.cellStrong },
                { text: formatCount(outOfPolicy.withoutCode), style: type.cellStrong },
                { text: formatCount(outOfPolicy.contradicted), style: type.cellStrong },
              ],
            ],
    },
  ];
}

export function rejectionsPage(kit: PageKit, input: QbrPackInput): Section {
  const { result } = input.rejections;
  const monthly = rejectionChartFigure({ ...result, monthly: result.monthly.slice(-18) }, input.rejectionAlarm);
  const pareto = reasonParetoFigure(result);
  cite(kit, 'rejections', input.rejections, ['/monthly', '/control', '/spikes', '/reviewTriggered', '/reasons', '/outOfPolicy']);
  const verdicts = (verdict: string) => result.audit.filter((entry) => entry.verdict === verdict).length;
  return page('Rejections', message(input), [
    chart(kit, monthly),
    evidenceLine('rejections.monthly', monthly.n, result),
    ...monthly.notes.map(note),
    subheading(pareto.title),
    chart(kit, pareto),
    ...spikeBlocks(input),
    ...policyBlocks(input),
    body(
      `Each rejection was tested again against the record: ${plural(verdicts('inPolicy'), 'is', 'are')} in policy, ${formatCount(verdicts('outOfPolicy'))} out of policy, ${formatCount(verdicts('unprovable'))} cannot be proved either way.`,
    ),
    ...warningLines(result),
  ]);
}
