import type { ScorecardResult } from '#contract/analyses/scorecard.ts';
import { formatCount, formatMoneyTotal } from '#figures/formats.ts';
import { type ScorecardRow, scorecardFigure, type Verdict } from '#figures/scorecard.ts';
import type { Block, Section, TableCell } from '../pdf/blocks.ts';
import { palette, type } from '../pdf/palette.ts';
import { parseSvg } from '../pdf/parse-svg.ts';
import type { TextStyle } from '../pdf/text-layout.ts';
import { evidenceLine, warningLines } from './evidence.ts';
import { cite, note, type PageKit, page, subheading } from './page-kit.ts';
import type { QbrPackInput } from './qbr-pack-input.ts';

const stripPx = 130;
const verdictStyles: Record<Verdict, TextStyle> = {
  better: { ...type.cellStrong, color: palette.accent },
  worse: type.cellAlarm,
  moved: type.cellStrong,
  unclear: type.cellSoft,
  noInterval: type.cellSoft,
  none: type.cellSoft,
};

function strip(kit: PageKit, row: ScorecardRow): TableCell {
  if (row.unit !== 'probability' || row.value === null) return '';
  const svg = kit.charts.renderStrip({ value: row.value, low: row.low, high: row.high, previous: row.previous, width: stripPx });
  return { drawing: parseSvg(svg), alt: `${row.valueText}${row.intervalText ? `, ${row.intervalText}` : ''} on a scale from 0 to 100%` };
}

function message(rows: readonly ScorecardRow[]): string {
  const count = (verdict: Verdict) => rows.filter((row) => row.verdict === verdict).length;
  const better = count('better');
  const worse = count('worse');
  const still = rows.length - better - worse - count('moved');
  if (better + worse === 0) return `None of ${rows.length} headlines moved beyond what chance explains.`;
  return `Of ${rows.length} headlines ${better} improved and ${worse} worsened; ${still} show no clear change.`;
}

function contributionBlocks(result: ScorecardResult): Block[] {
  const { sourced, influenced } = result;
  return [
    subheading('Pipeline contribution, both numbers'),
    {
      kind: 'table',
      summary: 'Opportunities, pipeline and revenue that count as sourced and as influenced, with the state of the agreement on each rule',
      empty: '',
      columns: [
        { label: '' },
        { label: 'Opportunities', align: 'right' },
        { label: 'Pipeline', align: 'right' },
        { label: 'Revenue', align: 'right' },
        { label: 'Agreement', weight: 1 },
      ],
      rows: [
        { label: 'Sourced', each: sourced },
        { label: 'Influenced', each: influenced },
      ].map(({ label, each }) => [
        { text: label, style: type.cellStrong },
        formatCount(each.count),
        formatMoneyTotal(each.pipeline),
        formatMoneyTotal(each.revenue),
        each.signed
          ? `signed by both: ${each.criteria ?? each.rule}`
          : each.criteria === null
            ? 'no rule is written: marketing and sales have not agreed what it means'
            : `written, not signed by both: ${each.criteria}`,
      ]),
    },
  ];
}

export function scorecardPage(kit: PageKit, input: QbrPackInput): Section {
  const { result } = input.scorecard;
  const figure = scorecardFigure(result);
  cite(kit, 'scorecard', input.scorecard, [
    '/period',
    '/previousPeriod',
    ...result.headlines.map((_, index) => `/headlines/${index}`),
    '/sourced',
    '/influenced',
    '/attributionAgreement',
  ]);
  return page('Scorecard', message(figure.rows), [
    {
      kind: 'table',
      summary: `${figure.title}. ${figure.summary}`,
      empty: 'No headline could be computed.',
      columns: [
        { label: 'Headline', weight: 1 },
        { label: figure.period, align: 'right' },
        { label: '0 – 100%', width: 96 },
        { label: '95% interval', align: 'right' },
        { label: 'Out of', align: 'right' },
        { label: figure.previousPeriod, align: 'right' },
        { label: 'Change', align: 'right' },
        { label: 'Reading' },
      ],
      rows: figure.rows.map((row) => [
        row.note === ''
          ? row.label
          : {
              spans: [
                { text: row.label, style: type.cell },
                { text: `\n${row.note}`, style: type.small },
              ],
            },
        { text: row.valueText, style: type.cellStrong },
        strip(kit, row),
        { text: row.intervalText, style: type.cellSoft },
        { text: row.countText, style: type.cellSoft },
        row.previousText,
        row.changeText,
        { text: row.verdictText, style: verdictStyles[row.verdict] },
      ]),
    },
    note(`${figure.notes[0]} In the small drawings: dot and bar are this period, the upright tick the one before.`),
    ...contributionBlocks(result),
    evidenceLine('scorecard', '', result),
    ...warningLines(result),
  ]);
}
