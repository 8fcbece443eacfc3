import type { RejectionsResult } from '#contract/analyses/rejections.ts';
import { formatCount, formatMonth, formatPercent, plural } from '#figures/formats.ts';
import { reasonParetoFigure } from '#figures/reason-pareto.ts';
import { rejectionChartFigure } from '#figures/rejection-chart.ts';
import { wordsOf } from '#figures/words.ts';
import type { Block, Section, TableBlock } from '../pdf/blocks.ts';
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
        .slice(0, 8)
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
    {
      kind: 'table',
      summary: 'Rejections after acceptance, without a reason code, or contradicted by the record, per leader',
      empty: 'No rejection was out of policy.',
      columns: [
        { label: 'Leader', weight: 1 },
        { label: 'Rejections', align: 'right' },
        { label: 'After acceptance', align: 'right' },
        { label: 'Without code', align: 'right' },
        { label: 'Contradicted', align: 'right' },
      ],
      rows:
        leaders.length === 0
          ? []
          : [
              ...leaders
                .slice(0, 8)
                .map((leader) => [
                  leader.team ?? leader.leader ?? { text: 'no leader', style: type.cellSoft },
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
  return page('Rejections', message(input), [
    chart(kit, monthly),
    evidenceLine('rejections.monthly', monthly.n, result),
    ...monthly.notes.map(note),
    subheading(pareto.title),
    chart(kit, pareto),
    ...spikeBlocks(input),
    ...warningLines(result),
  ]);
}

const verdictNames = { outOfPolicy: 'out of policy', inPolicy: 'in policy', unprovable: 'cannot be proved' } as const;

/** Counts by verdict and reason, largest first: no handoff is named. */
function verdictTable(audit: RejectionsResult['audit']): TableBlock {
  const counts = new Map<string, { verdict: keyof typeof verdictNames; why: string; count: number }>();
  for (const { verdict, why } of audit) {
    const key = `${verdict} ${why}`;
    const entry = counts.get(key) ?? { verdict, why, count: 0 };
    entry.count++;
    counts.set(key, entry);
  }
  const rows = [...counts.values()].sort((a, b) => b.count - a.count || (a.why < b.why ? -1 : 1));
  return {
    kind: 'table',
    summary: 'Rejections by verdict and what the verdict rests on',
    empty: 'No rejection to test.',
    columns: [
      { label: 'Verdict', width: 100 },
      { label: 'Because', weight: 1 },
      { label: 'Rejections', align: 'right' },
    ],
    rows: rows
      .slice(0, 16)
      .map((row) => [
        { text: verdictNames[row.verdict], style: row.verdict === 'outOfPolicy' ? type.cellAlarm : type.cell },
        row.why,
        formatCount(row.count),
      ]),
  };
}

/** Which rejections broke the rules that both sides agreed on, per leader. */
export function auditPage(input: QbrPackInput): Section {
  const { result } = input.rejections;
  const { outOfPolicy, audit } = result;
  const verdicts = (verdict: string) => audit.filter((entry) => entry.verdict === verdict).length;
  const broken = verdicts('outOfPolicy');
  const message =
    broken === 0
      ? `None of ${plural(audit.length, 'rejection')} was out of policy.`
      : `${formatCount(broken)} of ${plural(audit.length, 'rejection')} were out of policy.`;
  return page('Rejection audit', message, [
    body(
      `Each rejection was tested again against the record: ${plural(verdicts('inPolicy'), 'is', 'are')} in policy, ${formatCount(broken)} out of policy, ${formatCount(verdicts('unprovable'))} cannot be proved either way. Out of policy means after the lead was accepted (${formatCount(outOfPolicy.late)}), without a reason code (${formatCount(outOfPolicy.withoutCode)}), or contradicted by the record (${formatCount(outOfPolicy.contradicted)}).`,
    ),
    ...policyBlocks(input),
    subheading('What each verdict rests on'),
    verdictTable(audit),
    evidenceLine('rejections.outOfPolicy', `n = ${plural(audit.length, 'rejection')}`, result),
  ]);
}
