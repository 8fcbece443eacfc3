import type { TextColumn } from '#domain/columns.ts';
import { ParleyError } from '#domain/errors.ts';
import { dispositions } from '#domain/handoff.ts';
import { monthKeyOf } from '#domain/time-zone.ts';
import type { Facts } from '../facts/facts.ts';

/** One way to group handoffs: for each handoff a place in `values`; '' is none. */
export interface Dimension {
  codes: Uint32Array;
  values: readonly string[];
}

const names = [
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

/** Employees in the bands that B2B teams segment by. */
const employeeBands: [below: number, label: string][] = [
  [50, '1–49'],
  [200, '50–199'],
  [1000, '200–999'],
  [5000, '1,000–4,999'],
  [Number.POSITIVE_INFINITY, '5,000+'],
];

const known = new WeakMap<Facts, Map<string, Dimension>>();

/** A dimension over all handoffs, made once for the facts it comes from. @throws E_ARGS naming the dimensions there are. */
export function dimensionOf(facts: Facts, name: string): Dimension {
  let ofFacts = known.get(facts);
  if (!ofFacts) {
    ofFacts = new Map();
    known.set(facts, ofFacts);
  }
  let dimension = ofFacts.get(name);
  if (!dimension) {
    dimension = makeDimension(facts, name);
    ofFacts.set(name, dimension);
  }
  return dimension;
}

function makeDimension(facts: Facts, name: string): Dimension {
  const { handoffs, leads, zone } = facts;
  switch (name) {
    case 'source':
      return ofColumn(handoffs.source, handoffs.source.codes);
    case 'motion':
      return ofColumn(handoffs.motion, handoffs.motion.codes);
    case 'owner':
      return ofColumn(handoffs.ownerId, handoffs.ownerId.codes);
    case 'team':
      return ofColumn(handoffs.ownerTeam, handoffs.ownerTeam.codes);
    case 'reason':
      return ofColumn(handoffs.rejectionReason, handoffs.rejectionReason.codes);
    case 'disposition':
      return { codes: Uint32Array.from(handoffs.disposition), values: dispositions };
    case 'month': {
      let first = Number.POSITIVE_INFINITY;
      let last = Number.NEGATIVE_INFINITY;
      const months = new Float64Array(handoffs.count);
      for (let i = 0; i < handoffs.count; i++) {
        const month = zone.monthIndex(handoffs.qualifiedAt[i]!);
        months[i] = month;
        if (month < first) first = month;
        if (month > last) last = month;
      }
      const values = handoffs.count === 0 ? [] : Array.from({ length: last - first + 1 }, (_, offset) => monthKeyOf(first + offset));
      return { codes: Uint32Array.from(months, (month) => month - first), values };
    }
    case 'segment': {
      const employees = leads.column('employees');
      if (employees?.kind !== 'number') throw unknownDimension(facts, name);
      const codes = new Uint32Array(handoffs.count);
      for (let i = 0; i < handoffs.count; i++) {
        const n = employees.values[handoffs.leadRow[i]!]!;
        codes[i] = Number.isNaN(n) ? 0 : 1 + employeeBands.findIndex(([below]) => n < below);
      }
      return { codes, values: ['', ...employeeBands.map(([, label]) => label)] };
    }
    case 'intent':
      return leads.column('intent') ? ofLead(facts, 'intent', name) : { codes: new Uint32Array(handoffs.count), values: [''] };
    case 'campaign':
      return ofLead(facts, 'campaignId', name);
    default:
      return ofLead(facts, name.startsWith('lead.') ? name.slice('lead.'.length) : name, name);
  }
}

function ofLead(facts: Facts, field: string, name: string): Dimension {
  const { handoffs, leads } = facts;
  const column = leads.column(field) ?? leads.column(`custom.${field}`);
  if (column?.kind !== 'text') throw unknownDimension(facts, name);
  return ofColumn(
    column,
    Uint32Array.from(handoffs.leadRow, (row) => column.codes[row]!),
  );
}

/** Values in use only, in the order of their text. */
function ofColumn({ dictionary }: TextColumn, codes: Uint32Array): Dimension {
  const used = new Uint8Array(dictionary.size);
  for (let i = 0; i < codes.length; i++) used[codes[i]!] = 1;
  const texts: { code: number; text: string }[] = [];
  for (let code = 0; code < used.length; code++) if (used[code] === 1) texts.push({ code, text: dictionary.at(code) });
  texts.sort((a, b) => (a.text < b.text ? -1 : a.text > b.text ? 1 : 0));
  const place = new Uint32Array(dictionary.size);
  texts.forEach(({ code }, index) => {
    place[code] = index;
  });
  const own = new Uint32Array(codes.length);
  for (let i = 0; i < codes.length; i++) own[i] = place[codes[i]!]!;
  return { codes: own, values: texts.map(({ text }) => text) };
}

function unknownDimension(facts: Facts, name: string): ParleyError {
  const custom = facts.leads.columnNames
    .filter((field) => field.startsWith('custom.') && facts.leads.column(field)?.kind === 'text')
    .slice(0, 8);
  return new ParleyError(
    'E_ARGS',
    `Cannot group by "${name}": this extract has no such text field of leads. Choose one of ${[...names, ...custom].join(', ')}.`,
    { path: 'groupBy' },
  );
}
