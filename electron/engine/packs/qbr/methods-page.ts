import { formatMoment, formatPercent } from '#figures/formats.ts';
import type { Block, Section } from '../pdf/blocks.ts';
import { type } from '../pdf/palette.ts';
import { page } from './page-kit.ts';
import type { QbrPackInput } from './qbr-pack-input.ts';

function methods(input: QbrPackInput): [string, string][] {
  const { result } = input.leakage;
  const within = result.stages[0]?.conversion?.within.days ?? 90;
  return [
    [
      'Handoff',
      'One passage of one lead from marketing to sales: it starts when the lead qualifies and ends in an outcome. A lead that qualifies again starts a second handoff. A stage once reached stays reached and implies the earlier ones.',
    ],
    [
      'Open is not lost',
      'Every handoff that reached a stage is advanced, lost or still open. Durations of open ones are censored at the as-of, never dropped.',
    ],
    [
      'Conversion',
      `Of the handoffs that entered a stage at least ${within} days before the as-of, the share that advanced within ${within} days; younger ones are left out and counted.`,
    ],
    [
      'Intervals',
      'Proportions carry Wilson 95% intervals (Wilson 1927). Under 30 records a figure says “too few”. AUC carries a DeLong interval (DeLong et al. 1988).',
    ],
    ['Durations', 'Kaplan–Meier (1958); where several ends compete, Aalen–Johansen (1978).'],
    [
      'First touch',
      'The first completed outbound activity of a person in sales. Without one the figure says “no logged touch”, never “ignored”.',
    ],
    ['Acceptance', 'Silence past the window is acceptance and is always shown apart from explicit acceptance.'],
    [
      'Response target',
      'Each handoff is judged by the target in force when it qualified; a later, tighter target judges nothing in the past.',
    ],
    [
      'Leak ledger',
      'Each leaked handoff stands once, at its first leak. Price = count × chance of an opportunity (or a win) for worked handoffs of that stage and segment × mean amount; interval by seeded bootstrap of 1,000 draws. Only what policy says should not have happened is priced.',
    ],
    [
      'Calibration',
      `Handoffs with a full horizon of ${input.calibration.result.horizonDays} days only; worked and unworked apart. Isotonic fits by pooling adjacent violators (Ayer et al. 1955); CORP decomposition (Dimitriadis, Gneiting and Jordan 2021).`,
    ],
    [
      'Rejections',
      `Control limits at three standard errors of a month around the mean p̄; spikes by exact binomial tail against the six months before, corrected for the number of cells. Two finished months above ${formatPercent(input.rejectionAlarm)} trigger a review.`,
    ],
    ['Time', `Times are kept in UTC; months and days are those of ${result.timeZone}. Nothing after ${formatMoment(result.asOf)} counts.`],
    [
      'Verification',
      'Every value printed here stands in the attached manifest.json with the request that gives it again. Parley verifies this file against the workspace and names the first figure that differs.',
    ],
  ];
}

export function methodsPage(input: QbrPackInput): Section {
  return page('Methods', 'How each number was made, so that you can doubt it.', [
    {
      kind: 'table',
      summary: 'Terms and methods',
      empty: '',
      columns: [
        { label: 'Term', width: 104 },
        { label: 'Method', weight: 1 },
      ],
      rows: methods(input).map(([term, method]) => [{ text: term, style: type.cellStrong }, method]),
    } satisfies Block,
  ]);
}
