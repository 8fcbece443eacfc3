import type { TextColumn } from '#domain/columns.ts';
import { ParleyError } from '#domain/errors.ts';
import { monthKeyOf } from '#domain/time-zone.ts';
import type { Facts } from '../facts/facts.ts';
import type { Selection } from './selection.ts';

/** The handoffs of one value of one dimension; a null value is "none", never dropped. */
export interface Group {
  by: string;
  value: string | null;
  selection: Selection;
}

const dimensions = [
  'source',
  'motion',
  'owner',
  'team',
  'intent',
  'month',
  'reason',
  'country',
  'region',
  'industry',
  'segment',
  'campaign',
  'disposition',
];

/** Splits a selection by each dimension in turn; values in order of their text, none first. */
export function groupSelection(facts: Facts, selection: Selection, by: readonly string[]): Group[] {
  return by.flatMap((dimension) => groupBy(facts, selection, dimension));
}

/** Employees in the bands that B2B teams segment by. */
const employeeBands: [below: number, label: string][] = [
  [50, '1–49'],
  [200, '50–199'],
  [1000, '200–999'],
  [5000, '1,000–4,999'],
  [Number.POSITIVE_INFINITY, '5,000+'],
];

function groupBy(facts: Facts, selection: Selection, dimension: string): Group[] {
  const key = keyOf(facts, dimension);
  const counts = new Map<string, number>();
  const keys = new Array<string>(selection.length);
  for (let i = 0; i < selection.length; i++) {
    const value = key(selection[i]!);
    keys[i] = value;
    counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  const groups = new Map<string, { selection: Selection; next: number }>();
  for (const value of [...counts.keys()].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))) {
    groups.set(value, { selection: new Int32Array(counts.get(value)!), next: 0 });
  }
  keys.forEach((value, i) => {
    const group = groups.get(value)!;
    group.selection[group.next++] = selection[i]!;
  });
  return [...groups].map(([value, group]) => ({ by: dimension, value: value === '' ? null : value, selection: group.selection }));
}

function keyOf(facts: Facts, dimension: string): (handoff: number) => string {
  const { handoffs, leads, zone } = facts;
  const own = (column: TextColumn) => (handoff: number) => column.dictionary.at(column.codes[handoff]!);
  const ofLead = (name: string): ((handoff: number) => string) => {
    const column = leads.column(name);
    if (column?.kind !== 'text') throw unknownDimension(facts, dimension);
    return (handoff) => column.dictionary.at(column.codes[handoffs.leadRow[handoff]!]!);
  };
  switch (dimension) {
    case 'source':
      return own(handoffs.source);
    case 'motion':
      return own(handoffs.motion);
    case 'owner':
      return own(handoffs.ownerId);
    case 'team':
      return own(handoffs.ownerTeam);
    case 'reason':
      return own(handoffs.rejectionReason);
    case 'disposition':
      return (handoff) => ['pending', 'accepted', 'acceptedBySilence', 'rejected'][handoffs.disposition[handoff]!]!;
    case 'month':
      return (handoff) => monthKeyOf(zone.monthIndex(handoffs.qualifiedAt[handoff]!));
    case 'segment': {
      const employees = leads.column('employees');
      if (employees?.kind !== 'number') throw unknownDimension(facts, dimension);
      return (handoff) => {
        const n = employees.values[handoffs.leadRow[handoff]!]!;
        return Number.isNaN(n) ? '' : employeeBands.find(([below]) => n < below)![1];
      };
    }
    case 'campaign':
      return ofLead('campaignId');
    case 'intent':
      return leads.column('intent') ? ofLead('intent') : () => '';
    default:
      return ofLead(dimension.startsWith('lead.') ? dimension.slice(5) : dimension);
  }
}

function unknownDimension(facts: Facts, dimension: string): ParleyError {
  const fields = facts.leads.columnNames.filter((name) => facts.leads.column(name)?.kind === 'text' && name.startsWith('custom.'));
  return new ParleyError(
    'E_ARGS',
    `Cannot group by "${dimension}": this extract has no such text field of leads. Choose one of ${dimensions.join(', ')}${fields.length ? `, or ${fields.slice(0, 8).join(', ')}` : ''}.`,
    { path: 'groupBy' },
  );
}
