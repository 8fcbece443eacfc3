import type { MoneyTotal } from '#contract/analyses/parts.ts';
import { formatCount, formatMoneyTotal, formatPercent } from '#figures/formats.ts';
import { wordsOf } from '#figures/words.ts';
import type { Section } from '../pdf/blocks.ts';
import { palette, type } from '../pdf/palette.ts';
import { evidenceLine, warningLines } from './evidence.ts';
import { cite, note, type PageKit, page, subheading } from './page-kit.ts';
import type { QbrPackInput } from './qbr-pack-input.ts';

const grades = { shown: 'fit', warned: 'with a warning', notMeasurable: 'not measurable' } as const;
const gradeStyles = { shown: { ...type.cellStrong, color: palette.accent }, warned: type.cellStrong, notMeasurable: type.cellAlarm };

const upperFirst = (text: string) => text.slice(0, 1).toUpperCase() + text.slice(1);
const isNothing = (total: MoneyTotal) => Number(total.amount) === 0 && (total.otherCurrencies ?? []).length === 0;

export function qualityPage(kit: PageKit, input: QbrPackInput): Section {
  const { result } = input.hygiene;
  cite(kit, 'hygiene', input.hygiene, [
    '/fitness',
    ...result.checks.flatMap((check, index) => (check.count > 0 ? [`/checks/${index}/count`, `/checks/${index}/pipelineAffected`] : [])),
  ]);
  const fit = result.fitness.filter((each) => each.grade === 'shown').length;
  const found = result.checks.filter((check) => check.count > 0).sort((a, b) => b.count - a.count);
  const clean = result.checks.length - found.length;
  return page(
    'Data quality',
    `${fit} of ${result.fitness.length} metrics are fit to show without a warning; ${found.length} of ${result.checks.length} hygiene checks found something.`,
    [
      subheading('Fitness of each metric'),
      {
        kind: 'table',
        summary: 'Whether each metric can be shown from these extracts, and why',
        empty: 'No metric was graded.',
        columns: [
          { label: 'Metric', width: 150 },
          { label: 'Grade', width: 92 },
          { label: 'Because', weight: 1 },
        ],
        rows: result.fitness.map((each) => [
          upperFirst(wordsOf(each.metric)),
          { text: grades[each.grade], style: gradeStyles[each.grade] },
          { text: each.because, style: type.cellSoft },
        ]),
      },
      subheading('What the checks found'),
      {
        kind: 'table',
        summary: 'Hygiene checks with their count, share, pipeline affected and the analyses they distort',
        empty: 'No check found anything.',
        columns: [
          { label: 'Finding', weight: 1 },
          { label: 'Object' },
          { label: 'Count', align: 'right' },
          { label: 'Share', align: 'right' },
          { label: 'Pipeline affected', align: 'right' },
          { label: 'Distorts', width: 104 },
        ],
        rows: found.map((check) => [
          /^[a-z]+ /.test(check.finding) ? upperFirst(check.finding) : check.finding,
          { text: check.object, style: type.cellSoft },
          { text: formatCount(check.count), style: type.cellStrong },
          check.share === null ? '' : formatPercent(check.share),
          isNothing(check.pipelineAffected) ? '' : formatMoneyTotal(check.pipelineAffected),
          { text: check.distorts.join(', '), style: type.cellSoft },
        ]),
      },
      ...(clean > 0 ? [note(`${formatCount(clean)} further checks found nothing.`)] : []),
      evidenceLine('hygiene.checks', '', result),
      ...warningLines(result),
    ],
  );
}
