import type { SlaGroup } from '#contract/analyses/sla.ts';
import { delayPartsFigure } from '#figures/delay-parts.ts';
import { formatCount, formatFraction, formatHours, formatInterval, formatPercent, plural, tooFewText } from '#figures/formats.ts';
import { responseEffectFigure } from '#figures/response-effect.ts';
import { responseTimeFigure } from '#figures/response-time.ts';
import { wordsOf } from '#figures/words.ts';
import type { Block, Section } from '../pdf/blocks.ts';
import { type } from '../pdf/palette.ts';
import { evidenceLine, warningLines } from './evidence.ts';
import { body, chart, cite, note, type PageKit, page, subheading } from './page-kit.ts';
import type { QbrPackInput } from './qbr-pack-input.ts';

function message(input: QbrPackInput): string {
  const { attainment, untouchedBeyond72h } = input.sla.result;
  const target =
    attainment.rate === null
      ? 'No response target has come due'
      : `${formatPercent(attainment.rate)} of handoffs met their response target`;
  return `${target}; ${untouchedBeyond72h.rate === null ? 'none is old enough for the 72 h mark' : `${formatPercent(untouchedBeyond72h.rate)} had no logged touch after 72 hours`}.`;
}

function teamBlocks(groups: readonly SlaGroup[]): Block[] {
  const rows = groups.toSorted((a, b) => b.handoffs - a.handoffs || ((a.value ?? '') < (b.value ?? '') ? -1 : 1));
  return [
    {
      kind: 'table',
      summary: 'Response by team: attainment, median and ninetieth percentile of time to first touch, untouched beyond 72 hours',
      empty: 'No teams in these extracts.',
      columns: [
        { label: 'Team, largest first', weight: 1 },
        { label: 'Handoffs', align: 'right' },
        { label: 'Target met', align: 'right' },
        { label: '95% interval', align: 'right' },
        { label: 'Half by', align: 'right' },
        { label: '9 in 10 by', align: 'right' },
        { label: 'No touch in 72 h', align: 'right' },
      ],
      rows: rows.slice(0, 18).map((group) => {
        const { attainment, timeToFirstTouch, untouchedBeyond72h } = group;
        const judged = attainment.met + attainment.missed;
        const measured = (text: string) => (group.measurable ? text : '');
        return [
          group.value ?? { text: 'no team', style: type.cellSoft },
          formatCount(group.handoffs),
          group.measurable
            ? { text: formatPercent(attainment.rate), style: type.cellStrong }
            : { text: 'not measurable', style: type.cellSoft },
          {
            text: group.measurable ? (group.tooFew ? tooFewText(judged) : formatInterval(attainment.low, attainment.high)) : '',
            style: type.cellSoft,
          },
          measured(formatHours(timeToFirstTouch.medianHours, 'not reached')),
          measured(formatHours(timeToFirstTouch.p90Hours, 'not reached')),
          measured(
            untouchedBeyond72h.rate === null ? '' : `${formatPercent(untouchedBeyond72h.rate)} of ${formatCount(untouchedBeyond72h.due)}`,
          ),
        ];
      }),
    },
  ];
}

export function responsePage(kit: PageKit, input: QbrPackInput): Section {
  const { result } = input.sla;
  const curve = responseTimeFigure(result, [...new Set([...input.responseTargetHours, 72])]);
  const delay = delayPartsFigure(result);
  cite(kit, 'sla', input.sla, [
    '/handoffs',
    '/timeToFirstTouch',
    '/attainment',
    '/untouchedBeyond72h',
    '/escalations',
    '/delay',
    '/responseEffect',
    '/touchedWithin',
    '/groups',
  ]);
  const { attainment } = result;
  const escalations = Object.entries(result.escalations)
    .map(([to, count]) => `${formatCount(count)} to ${wordsOf(to).replace(/^[A-Z](?=[a-z])/, (letter) => letter.toLowerCase())}`)
    .join(', ');
  const excluded = attainment.excluded === 0 ? '' : ` ${formatCount(attainment.excluded)} excluded: ${attainment.excludedReason}.`;
  return page('Response', message(input), [
    chart(kit, curve),
    evidenceLine('sla.touchedWithin', curve.n, result),
    body(
      `Judged by the target in force when each lead qualified: ${formatFraction(attainment.met, attainment.met + attainment.missed)} met it${attainment.low === null ? '' : ` (95% interval ${formatInterval(attainment.low, attainment.high)})`}; ${plural(attainment.pending, 'handoff is', 'handoffs are')} not due yet.${excluded} Escalations due under the policy: ${escalations || 'none'}.`,
    ),
    ...curve.notes.map(note),
    subheading(delay.title),
    chart(kit, delay),
    ...delay.notes.map(note),
    ...warningLines(result),
  ]);
}

function teamMessage(rows: readonly SlaGroup[]): string {
  const judged = rows.filter((group) => group.measurable && group.value !== null && !group.tooFew && group.attainment.rate !== null);
  const ranked = judged.toSorted((a, b) => b.attainment.rate! - a.attainment.rate!);
  const [first] = ranked;
  const last = ranked.at(-1);
  if (!first || !last || first === last) return 'Who answers, how fast, and what comes of it.';
  return `${first.value} meets its response target most often (${formatPercent(first.attainment.rate)}), ${last.value} least (${formatPercent(last.attainment.rate)}).`;
}

/** Response by team, and what speed goes with. */
export function teamsPage(kit: PageKit, input: QbrPackInput): Section {
  const { result } = input.sla;
  const effect = responseEffectFigure(result);
  const teams = (result.groups ?? []).filter((group) => group.by === 'team');
  return page('Response by team', teamMessage(teams), [
    ...teamBlocks(teams),
    evidenceLine('sla.groups', '', result),
    subheading(effect.title),
    chart(kit, effect),
    evidenceLine('sla.responseEffect', effect.n, result),
    ...effect.notes.map(note),
  ]);
}
