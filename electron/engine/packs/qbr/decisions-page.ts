import { formatDate, plural } from '#figures/formats.ts';
import type { Section } from '../pdf/blocks.ts';
import { type } from '../pdf/palette.ts';
import { asksOf } from './asks.ts';
import { note, page, subheading } from './page-kit.ts';
import type { QbrPackInput } from './qbr-pack-input.ts';

export function decisionsPage(input: QbrPackInput): Section {
  const actions = input.decisions.flatMap((row) => row.actions.map((action) => ({ ...action, number: row.number })));
  const message =
    input.decisions.length === 0
      ? 'The council recorded no decision in this period.'
      : `The council took ${plural(input.decisions.length, 'decision')}${actions.length === 0 ? '; no action was recorded with them' : ` with ${plural(actions.length, 'action')}`}.`;
  return page('Decisions', message, [
    {
      kind: 'table',
      summary: 'Decisions of the council with date, subject, wording, dissent and log entry',
      empty: 'No decision in this period.',
      columns: [
        { label: 'No.', align: 'right', width: 30 },
        { label: 'Date', width: 66 },
        { label: 'Subject', width: 110 },
        { label: 'Decision', weight: 1 },
        { label: 'Log entry', width: 70 },
      ],
      rows: input.decisions.map((row) => [
        String(row.number),
        formatDate(row.at),
        { text: row.subject, style: type.cellStrong },
        {
          spans: [
            { text: row.decision, style: type.cell },
            ...(row.dissent ? [{ text: `\nDissent: ${row.dissent}`, style: type.small }] : []),
          ],
        },
        { text: row.entryHash.slice(0, 12), style: type.monoSoft },
      ]),
    },
    subheading('Actions'),
    {
      kind: 'table',
      summary: 'Actions with their person and date',
      empty: 'No action follows from these decisions.',
      columns: [
        { label: 'Decision', align: 'right', width: 50 },
        { label: 'Action', weight: 1 },
        { label: 'Person', width: 120 },
        { label: 'Due', width: 70 },
      ],
      rows: actions.map((action) => [
        String(action.number),
        action.text,
        action.person,
        action.due ? formatDate(action.due) : { text: 'no date', style: type.cellAlarm },
      ]),
    },
    subheading('Asked of the readers of this pack'),
    {
      kind: 'table',
      summary: 'What readers are asked to do',
      empty: 'Nothing is asked.',
      columns: [
        { label: 'Who', width: 130 },
        { label: 'What', weight: 1 },
        { label: 'Due', width: 70 },
      ],
      rows: asksOf(input).map((ask) => [{ text: ask.who, style: type.cellStrong }, ask.text, ask.due ? formatDate(ask.due) : '']),
    },
    note('The log is append-only and hash-chained: each entry names the one before it.'),
  ]);
}
