import { type Column, type TextColumn, textDictionary } from '#domain/columns.ts';
import { mergeColumns } from '../../extracts/merge-columns.ts';
import { foldFileName } from '../recognise-file.ts';
import type { DraftRows } from './draft-rows.ts';
import { rewriteTexts } from './rewrite-texts.ts';

const dayMs = 86_400_000;
const targetOfPrefix: Readonly<Record<string, string>> = {
  '00Q': 'leadId',
  '003': 'contactId',
  '006': 'opportunityId',
  '001': 'accountId',
};
const completed = new Set(['completed', 'complete', 'done', 'held', 'closed', 'sent']);
const automatedSubtypes = new Set(['listemail', 'massemail', 'automatedemail', 'cadence']);
const automatedSubject = /^(list email|mass email|pardot list email|marketo|auto(mated)?[ -]?(reply|email|response))/i;
const typeOfSubtype: Readonly<Record<string, string>> = {
  call: 'Call',
  email: 'Email',
  listemail: 'List Email',
  event: 'Meeting',
  cadence: 'Email',
};
const typeOfFile: Readonly<Record<string, string>> = {
  call: 'Call',
  calls: 'Call',
  event: 'Meeting',
  events: 'Meeting',
  meetings: 'Meeting',
  emails: 'Email',
};

/** Salesforce's Who and What become the record they name, times become one, and completed and automated activities are marked. */
export function shapeActivities(draft: DraftRows): void {
  splitLookup(draft, 'custom.whoId');
  splitLookup(draft, 'custom.whatId');
  fillTypes(draft);
  markAutomated(draft);
  markCompleted(draft);
  const at = chooseTimes(draft);
  if (at) draft.columns.set('at', at);
}

/** Ids go to leadId, contactId, opportunityId or accountId by their first three characters; a lookup to other objects stays as a custom field. */
function splitLookup(draft: DraftRows, name: string): void {
  const lookup = draft.columns.get(name);
  if (lookup?.kind !== 'text') return;
  const { codes, dictionary } = lookup;
  const targets = Array.from({ length: dictionary.size }, (_, code) =>
    code === 0 ? '' : (targetOfPrefix[dictionary.at(code).slice(0, 3)] ?? 'other'),
  );
  const kinds = new Set(targets);
  for (const target of ['leadId', 'contactId', 'opportunityId', 'accountId']) {
    if (!kinds.has(target)) continue;
    const rows: number[] = [];
    for (let row = 0; row < codes.length; row++) if (targets[codes[row]!] === target) rows.push(row);
    const picked = Uint32Array.from(rows);
    const own = { column: lookup, rows: picked, outRows: picked };
    const existing = draft.columns.get(target);
    if (existing?.kind === 'text') {
      const taken = new Uint8Array(draft.rowCount);
      for (const row of rows) taken[row] = 1;
      const others = Uint32Array.from([...existing.codes.keys()].filter((row) => taken[row] === 0));
      draft.columns.set(target, mergeColumns(draft.rowCount, [own, { column: existing, rows: others, outRows: others }]));
    } else draft.columns.set(target, kinds.size <= 2 && !kinds.has('other') ? lookup : mergeColumns(draft.rowCount, [own]));
  }
  if (!kinds.has('other')) draft.columns.delete(name);
}

/** Blank types are filled from the subtype, else from what the file holds: calls or events. */
function fillTypes(draft: DraftRows): void {
  const type = draft.columns.get('type');
  const subtype = draft.columns.get('custom.subtype');
  const ofFile = typeOfFile[foldFileName(draft.fileName)] ?? '';
  if (subtype?.kind === 'text') {
    const filled = rewriteTexts(subtype, (text) => typeOfSubtype[text.trim().toLowerCase()] ?? ofFile, false);
    draft.columns.set('type', type?.kind === 'text' ? fillBlanks(type, filled) : filled);
  } else if (ofFile !== '') {
    const constant: TextColumn = {
      kind: 'text',
      id: false,
      codes: new Uint32Array(draft.rowCount).fill(1),
      dictionary: textDictionary(['', ofFile]),
    };
    draft.columns.set('type', type?.kind === 'text' ? fillBlanks(type, constant) : constant);
  }
}

function fillBlanks(column: TextColumn, filler: TextColumn): Column {
  if (!column.codes.includes(0)) return column;
  const rows: number[] = [];
  const blank: number[] = [];
  column.codes.forEach((code, row) => {
    (code === 0 ? blank : rows).push(row);
  });
  const own = Uint32Array.from(rows);
  const filled = Uint32Array.from(blank);
  return mergeColumns(column.codes.length, [
    { column, rows: own, outRows: own },
    { column: filler, rows: filled, outRows: filled },
  ]);
}

function markAutomated(draft: DraftRows): void {
  if (draft.columns.has('isAutomated')) return;
  const values = new Uint8Array(draft.rowCount);
  let any = false;
  const mark = (name: string, isAutomated: (text: string) => boolean) => {
    const column = draft.columns.get(name);
    if (column?.kind !== 'text') return;
    const flags = Uint8Array.from({ length: column.dictionary.size }, (_, code) => (isAutomated(column.dictionary.at(code)) ? 1 : 0));
    if (!flags.includes(1)) return;
    any = true;
    for (let row = 0; row < values.length; row++) if (flags[column.codes[row]!] === 1) values[row] = 1;
  };
  mark('custom.subtype', (text) => automatedSubtypes.has(text.trim().toLowerCase().replace(/\W/g, '')));
  mark('subject', (text) => automatedSubject.test(text.trim()));
  if (any) draft.columns.set('isAutomated', { kind: 'boolean', values });
}

/** By the status where there is one; calls and meetings without a status have taken place at their time. */
function markCompleted(draft: DraftRows): void {
  if (draft.columns.has('isCompleted')) return;
  const status = draft.columns.get('status');
  const values = new Uint8Array(draft.rowCount).fill(1);
  if (status?.kind === 'text') {
    const flags = Uint8Array.from({ length: status.dictionary.size }, (_, code) =>
      code === 0 ? 2 : completed.has(status.dictionary.at(code).trim().toLowerCase()) ? 1 : 0,
    );
    for (let row = 0; row < values.length; row++) values[row] = flags[status.codes[row]!]!;
  }
  draft.columns.set('isCompleted', { kind: 'boolean', values });
}

/** When it was completed, else when it was to take place, else its day (at the time of creation where that is the same day), else its creation. */
function chooseTimes(draft: DraftRows): Column | undefined {
  const given = times(draft, 'at');
  const done = times(draft, 'custom.completedAt');
  const planned = times(draft, 'custom.activityAt');
  const day = times(draft, 'custom.activityDate');
  const created = times(draft, 'createdAt');
  if (given && !done && !planned && !day) return undefined;
  const values = new Float64Array(draft.rowCount);
  let dates = 0;
  for (let row = 0; row < values.length; row++) {
    let value = given ? given[row]! : Number.NaN;
    if (Number.isNaN(value) && done) value = done[row]!;
    if (Number.isNaN(value) && planned) value = planned[row]!;
    if (Number.isNaN(value) && day) {
      value = day[row]!;
      const made = created?.[row] ?? Number.NaN;
      if (made >= value && made < value + dayMs) value = made;
      else if (!Number.isNaN(value)) dates++;
    }
    if (Number.isNaN(value) && created) value = created[row]!;
    values[row] = value;
  }
  return { kind: 'time', values, dateOnly: dates > 0 && dates === values.length };
}

function times(draft: DraftRows, name: string): Float64Array | undefined {
  const column = draft.columns.get(name);
  return column?.kind === 'time' ? column.values : undefined;
}
