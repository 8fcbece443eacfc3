import { plural } from '#figures/formats.ts';
import { leakLedgerFigure } from '#figures/leak-ledger.ts';
import { leakName, stageName } from '#figures/words.ts';
import type { Section } from '../pdf/blocks.ts';
import { type } from '../pdf/palette.ts';
import { evidenceLine } from './evidence.ts';
import { chart, cite, note, type PageKit, page, subheading } from './page-kit.ts';
import type { QbrPackInput } from './qbr-pack-input.ts';

export function ledgerPage(kit: PageKit, input: QbrPackInput): Section {
  const { result } = input.leakage;
  const pipeline = leakLedgerFigure(result, 'pipeline');
  const revenue = leakLedgerFigure(result, 'revenue');
  cite(kit, 'leakage', input.leakage, ['/leaks']);
  const top = pipeline.rows.find((row) => row.value !== null);
  const message = top
    ? `Fix “${top.label.toLowerCase()}” first: ${plural(top.count, 'handoff')}, an expected ${top.valueText} of pipeline.`
    : 'No leak of this cohort can be priced; the counts say where to look.';
  const shown = pipeline.rows.slice(0, 10);
  const revenueOf = (row: (typeof shown)[number]) =>
    revenue.rows.find((other) => other.kind === row.kind && other.stage === row.stage && other.detail === row.detail);
  const priced = pipeline.rows.filter((row) => row.value !== null);
  return page('Leak ledger', message, [
    chart(kit, { ...pipeline, rows: shown }),
    evidenceLine('leakage.leaks', pipeline.n, result),
    ...pipeline.notes.map(note),
    ...(pipeline.rows.length > shown.length
      ? [note(`${plural(pipeline.rows.length - shown.length, 'smaller leak')} not drawn; all are in the evidence tables.`)]
      : []),
    ...(priced.length > 0
      ? [
          subheading('What the priced leaks are worth'),
          {
            kind: 'table' as const,
            summary: 'Priced leaks with handoffs, expected pipeline and expected revenue',
            empty: '',
            columns: [
              { label: 'Leak', weight: 1 },
              { label: 'Stage' },
              { label: 'Handoffs', align: 'right' as const },
              { label: 'Expected pipeline', align: 'right' as const },
              { label: '95% interval', align: 'right' as const },
              { label: 'Expected revenue', align: 'right' as const },
              { label: '95% interval', align: 'right' as const },
            ],
            rows: priced.slice(0, 6).map((row) => {
              const worth = revenueOf(row);
              return [
                leakName(row.kind),
                stageName(row.stage),
                row.countText,
                { text: row.valueText, style: type.cellStrong },
                { text: row.intervalText, style: type.cellSoft },
                worth?.valueText ?? '',
                { text: worth?.value == null ? '' : worth.intervalText, style: type.cellSoft },
              ];
            }),
          },
        ]
      : []),
  ]);
}
