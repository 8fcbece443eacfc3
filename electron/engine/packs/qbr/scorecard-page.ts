import type { ScorecardResult } from '#contract/analyses/scorecard.ts';
import { formatCount, formatMoneyTotal, plural } from '#figures/formats.ts';
import { type ScorecardRow, scorecardFigure, type Verdict } from '#figures/scorecard.ts';
import type { Block, Section, TableCell } from '../pdf/blocks.ts';
import { palette, type } from '../pdf/palette.ts';
import { parseSvg } from '../pdf/parse-svg.ts';
import type { TextStyle } from '../pdf/text-layout.ts';
import { evidenceLine, warningLines } from './evidence.ts';
import { body, cite, note, type PageKit, page } from './page-kit.ts';
import type { QbrPackInput } from './qbr-pack-input.ts';

const stripPx = 130;
const verdictStyles: Record<Verdict, TextStyle> = {
  better: { ...type.smallStrong, color: palette.accent },
  worse: { ...type.smallStrong, color: palette.alarm },
  moved: type.smallStrong,
  unclear: type.small,
  noInterval: type.small,
  none: type.small,
};

function strip(kit: PageKit, row: ScorecardRow): TableCell {
  if (row.unit !== 'probability' || row.value === null) return '';
  const svg = kit.charts.renderStrip({ value: row.value, low: row.low, high: row.high, previous: row.previous, width: stripPx });
  return { drawing: parseSvg(svg), alt: `${row.valueText}${row.intervalText ? `, ${row.intervalText}` : ''} on a scale from 0 to 100%` };
}

function twoLines(first: string, second: string, firstStyle: TextStyle, secondStyle: TextStyle): TableCell {
  const lines = [
    { text: first, style: firstStyle },
    { text: second, style: secondStyle },
  ].filter((line) => line.text !== '');
  return { spans: lines.map((line, index) => ({ ...line, text: index === 0 ? line.text : `\n${line.text}` })) };
}

function againstCell(row: ScorecardRow): TableCell {
  if (row.previousText === '') return '';
  return {
    spans: [
      { text: row.changeText === '' ? row.previousText : `${row.changeText} from ${row.previousText}`, style: type.cell },
      { text: `\n${row.verdictText}`, style: verdictStyles[row.verdict] },
    ],
  };
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
  cite(kit, 'scorecard', input.scorecard, ['/period', '/previousPeriod', ...result.headlines.map((_, index) => `/headlines/${index}`)]);
  return page('Scorecard', message(figure.rows), [
    {
      kind: 'table',
      summary: `${figure.title}. ${figure.summary}`,
      empty: 'No headline could be computed.',
      columns: [
        { label: 'Headline', weight: 1 },
        { label: figure.period, align: 'right', width: 60 },
        { label: '0 – 100%', width: 80 },
        { label: '95% interval, out of', align: 'right', width: 88 },
        { label: `Against ${figure.previousPeriod}`, align: 'right', width: 104 },
      ],
      rows: figure.rows.map((row) => [
        row.note === ''
          ? row.label
          : {
              spans: [
                { text: row.label, style: type.cell },
                { text: `\n${row.note}`, style: type.tiny },
              ],
            },
        { text: row.valueText, style: type.cellStrong },
        strip(kit, row),
        twoLines(row.intervalText, row.countText, type.cell, type.small),
        againstCell(row),
      ]),
    },
    evidenceLine('scorecard', '', { ...result, cohort: result.period }),
    note(`${figure.notes[0]} In the small drawings: dot and bar are this period, the upright tick the one before.`),
    ...warningLines(result),
  ]);
}

/** Sourced and influenced, always together, and whether both sides have signed what they mean. */
export function contributionPage(kit: PageKit, input: QbrPackInput): Section {
  const { result } = input.scorecard;
  const { sourced, influenced, attributionAgreement } = result;
  cite(kit, 'scorecard', input.scorecard, ['/sourced', '/influenced', '/attributionAgreement']);
  const { sourcedSigned, influencedSigned } = attributionAgreement;
  const agreed = sourcedSigned && influencedSigned;
  const state = agreed
    ? 'both rules are signed'
    : sourcedSigned || influencedSigned
      ? 'only one of the rules is signed'
      : 'neither rule is signed';
  return page(
    'Contribution',
    `Marketing sourced ${formatMoneyTotal(sourced.pipeline)} of pipeline and influenced ${formatMoneyTotal(influenced.pipeline)}; ${state}.`,
    [
      ...contributionBlocks(result),
      evidenceLine(
        'scorecard.sourced',
        `n = ${plural(sourced.count, 'sourced opportunity', 'sourced opportunities')}, ${formatCount(influenced.count)} influenced`,
        { ...result, cohort: result.period },
      ),
      body(
        agreed
          ? 'Both figures follow rules that marketing and sales signed; an opportunity can be sourced and influenced at once, so the two never add up.'
          : 'Until both rules are signed these figures are a proposal, not an agreement. An opportunity can be sourced and influenced at once, so the two never add up.',
      ),
    ],
  );
}
