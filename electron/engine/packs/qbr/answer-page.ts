import { formatDate, formatMoment, plural } from '#figures/formats.ts';
import { leakLedgerFigure } from '#figures/leak-ledger.ts';
import { type ScorecardRow, scorecardFigure } from '#figures/scorecard.ts';
import { stageName } from '#figures/words.ts';
import type { Block, Section } from '../pdf/blocks.ts';
import { palette, type } from '../pdf/palette.ts';
import type { Span } from '../pdf/text-layout.ts';
import { asksOf } from './asks.ts';
import { cohortText } from './evidence.ts';
import type { QbrPackInput } from './qbr-pack-input.ts';

function lowerFirst(text: string): string {
  return /^[A-Z][a-z]/.test(text) ? text[0]!.toLowerCase() + text.slice(1) : text;
}

function upperFirst(text: string): string {
  return text === '' ? text : text[0]!.toUpperCase() + text.slice(1);
}

function moved(row: ScorecardRow): string {
  return `${lowerFirst(row.fullLabel)} ${row.value! > row.previous! ? 'rose' : 'fell'} to ${row.valueText}`;
}

/** The pack in one sentence: the clearest change for worse and for better, and the leak that costs most. */
export function answerSentence(input: QbrPackInput): string {
  const { rows } = scorecardFigure(input.scorecard.result);
  const changes = (['worse', 'better'] as const)
    .map((verdict) => rows.find((row) => row.verdict === verdict))
    .filter((row) => row !== undefined);
  const first = changes.length === 0 ? 'no headline clearly moved' : changes.map(moved).join(', ');
  const top = leakLedgerFigure(input.leakage.result).rows.find((row) => row.value !== null);
  const second = top
    ? `“${lowerFirst(top.label)}” at ${stageName(top.stage).toLowerCase()} costs most, an expected ${top.valueText} of pipeline`
    : 'no leak can be priced yet';
  return `${upperFirst(first)}; ${second}.`;
}

const keyMetrics = ['explicitAcceptance', 'slaAttainment', 'rejection'];

/** The alignment figures of the agenda: acceptance, response compliance, rejection, attribution agreement. */
function keyFigures(input: QbrPackInput): Block {
  const { rows } = scorecardFigure(input.scorecard.result);
  const { sourcedSigned, influencedSigned } = input.scorecard.result.attributionAgreement;
  const signed = Number(sourcedSigned) + Number(influencedSigned);
  const figures = keyMetrics
    .map((metric) => rows.find((row) => row.metric === metric))
    .filter((row) => row !== undefined)
    .map((row) => ({
      label: row.fullLabel,
      value: row.valueText,
      detail: [row.changeText, row.verdictText].filter((text) => text !== '').join(', '),
    }));
  figures.push({
    label: 'Attribution agreement',
    value: signed === 2 ? 'signed' : `${signed} of 2`,
    detail:
      signed === 2
        ? 'sourced and influenced'
        : signed === 0
          ? 'neither rule signed by both'
          : `${sourcedSigned ? 'influenced' : 'sourced'} is not signed by both`,
  });
  return {
    kind: 'columns',
    gap: 20,
    columns: figures.map((figure) => ({
      share: 1,
      blocks: [
        { kind: 'paragraph', text: figure.label, style: type.smallInk, after: 0 },
        { kind: 'paragraph', text: figure.value, style: type.keyFigure, after: 0 },
        { kind: 'paragraph', text: figure.detail, style: type.small, after: 0 },
      ],
    })),
  };
}

function changesBlocks(input: QbrPackInput): Block[] {
  const figure = scorecardFigure(input.scorecard.result);
  const clear = figure.rows.filter((row) => row.verdict === 'better' || row.verdict === 'worse');
  const items = clear.slice(0, 6).map((row): Span[] => [
    {
      text: row.verdict === 'better' ? 'Better  ' : 'Worse  ',
      style: { ...type.leadStrong, color: row.verdict === 'better' ? palette.accent : palette.alarm },
    },
    { text: `${row.fullLabel} ${row.valueText}, ${row.changeText}`, style: type.lead },
  ]);
  const unclear = figure.rows.filter((row) => row.verdict === 'unclear').length;
  return [
    { kind: 'heading', level: 2, text: 'What changed' },
    items.length > 0
      ? { kind: 'list', items }
      : { kind: 'paragraph', text: 'No headline moved beyond what chance explains.', style: type.lead },
    {
      kind: 'paragraph',
      text: `${plural(unclear, 'headline')} without a clear change against ${figure.previousPeriod}.`,
      style: type.small,
    },
  ];
}

function leakBlocks(input: QbrPackInput): Block[] {
  const ledger = leakLedgerFigure(input.leakage.result);
  const priced = ledger.rows.filter((row) => row.value !== null);
  const [top, ...rest] = priced;
  const heading: Block = { kind: 'heading', level: 2, text: 'What leaks most' };
  if (!top)
    return [
      heading,
      { kind: 'paragraph', text: 'No leak of this cohort can be priced: see the ledger for counts and reasons.', style: type.lead },
    ];
  return [
    heading,
    {
      kind: 'paragraph',
      text: [
        { text: top.valueText, style: type.figure },
        { text: '  expected pipeline', style: type.lead },
      ],
      after: 0,
    },
    { kind: 'paragraph', text: `95% interval ${top.intervalText} · ${cohortText(input.leakage.result.cohort)}`, style: type.small },
    {
      kind: 'paragraph',
      text: [
        { text: `${top.label}: `, style: type.leadStrong },
        { text: `${plural(top.count, 'handoff')} ${top.detail}.`, style: type.lead },
      ],
    },
    ...rest.slice(0, 2).map(
      (row): Block => ({
        kind: 'paragraph',
        text: `Then ${lowerFirst(row.label)} ${row.detail}: ${plural(row.count, 'handoff')}, ${row.valueText}.`,
        style: type.small,
        after: 2,
      }),
    ),
  ];
}

function decisionBlocks(input: QbrPackInput): Block[] {
  const items = input.decisions.slice(0, 4).map((row): Span[] => [
    { text: `${row.subject}  `, style: type.leadStrong },
    { text: row.decision, style: type.lead },
  ]);
  return [
    { kind: 'heading', level: 2, text: 'What the council decided' },
    items.length > 0 ? { kind: 'list', items } : { kind: 'paragraph', text: 'No decision was recorded in this period.', style: type.lead },
    ...(input.decisions.length > items.length
      ? [{ kind: 'paragraph', text: `${input.decisions.length - items.length} more under Decisions.`, style: type.small } as Block]
      : []),
  ];
}

function askBlocks(input: QbrPackInput): Block[] {
  const asks = asksOf(input);
  const items = asks.slice(0, 5).map((ask): Span[] => [
    { text: `${ask.who}  `, style: type.leadStrong },
    { text: `${ask.text}${ask.due ? ` By ${formatDate(ask.due)}.` : ''}`, style: type.lead },
  ]);
  return [
    { kind: 'heading', level: 2, text: 'What is asked of you' },
    items.length > 0
      ? { kind: 'list', items, ordered: true }
      : { kind: 'paragraph', text: 'Nothing this time: read, and challenge any number.', style: type.lead },
  ];
}

/** The first page: the answer. */
export function answerPage(input: QbrPackInput): Section {
  const { result } = input.scorecard;
  return {
    name: 'The answer',
    blocks: [
      { kind: 'heading', level: 1, text: answerSentence(input), bookmark: 'The answer' },
      {
        kind: 'paragraph',
        text: `${input.workspace.name} · ${result.period.label} against ${result.previousPeriod.label} · ${cohortText(result.period)}${result.motion ? ` · ${result.motion}` : ''} · as of ${formatMoment(result.asOf)}`,
        style: type.small,
        after: 8,
      },
      { kind: 'rule' },
      keyFigures(input),
      { kind: 'rule' },
      {
        kind: 'columns',
        gap: 28,
        columns: [
          { share: 1, blocks: changesBlocks(input) },
          { share: 1, blocks: leakBlocks(input) },
        ],
      },
      { kind: 'rule' },
      {
        kind: 'columns',
        gap: 28,
        columns: [
          { share: 1, blocks: decisionBlocks(input) },
          { share: 1, blocks: askBlocks(input) },
        ],
      },
    ],
  };
}
