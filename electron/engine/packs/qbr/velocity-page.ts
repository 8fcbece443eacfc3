import { formatDays, formatPercent } from '#figures/formats.ts';
import { velocityFigure } from '#figures/velocity.ts';
import type { Section } from '../pdf/blocks.ts';
import { evidenceLine, warningLines } from './evidence.ts';
import { chart, cite, note, type PageKit, page, subheading, tableOf } from './page-kit.ts';
import type { QbrPackInput } from './qbr-pack-input.ts';

export function velocityPage(kit: PageKit, input: QbrPackInput): Section {
  const { result } = input.velocity;
  const figure = velocityFigure({ ...result, monthly: result.monthly.slice(-18) });
  cite(kit, 'velocity', input.velocity, ['/withinDays', '/all', '/monthly']);
  const { reachedWithin, medianDays } = result.all;
  const message =
    reachedWithin === null
      ? 'No handoff is old enough to measure velocity.'
      : `${formatPercent(reachedWithin)} of handoffs become opportunities within ${result.withinDays} days, half of those by ${formatDays(medianDays, 'a time not yet seen')}.`;
  return page('Shared metric', message, [
    chart(kit, figure),
    evidenceLine('velocity.monthly', figure.n, result),
    ...figure.notes.map(note),
    subheading('By month of qualification'),
    tableOf(figure.table, figure.title, 'No month has handoffs.'),
    note(
      'Velocity from qualified to opportunity counts equally for the marketing and the sales leader; losses compete with opportunities, open handoffs are censored.',
    ),
    ...warningLines(result),
  ]);
}
