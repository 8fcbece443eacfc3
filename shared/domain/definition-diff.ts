import type { DefinitionContent } from './definition.ts';
import { likeness, type WordRun, wordDiff } from './word-diff.ts';

/** A field whose value differs, as text; `words` are the runs of words kept, removed and added. */
export interface FieldDifference {
  field: keyof DefinitionContent;
  label: string;
  before: string;
  after: string;
  words: WordRun[];
}

/** A clause of the rule: before is null where it was added, after where it was removed. */
export interface ClauseDifference {
  change: 'same' | 'added' | 'removed' | 'changed';
  before: string | null;
  after: string | null;
}

export interface DefinitionDiff {
  same: boolean;
  /** Every field that differs, in the order in which definitions are read; criteria among them. */
  fields: FieldDifference[];
  /** The clauses of both rules, in the order of the newer one with removed clauses where they stood; empty where the rules are the same. */
  clauses: ClauseDifference[];
  /** The whole in lines to read aloud. */
  text: string;
}

const labels: Record<keyof DefinitionContent, string> = {
  term: 'Term',
  motion: 'Motion',
  kind: 'Kind',
  object: 'About',
  criteria: 'Criteria',
  stage: 'Stage',
  picklist: 'Picklist',
  thresholds: 'Thresholds',
  ownerId: 'Owner',
  ownerTitle: "Owner's title",
  auditCadence: 'Audit',
  effectiveFrom: 'Effective from',
  rationale: 'Rationale',
};

/**
 * What differs between two versions, in words and in clauses.
 * @param before the older content.
 * @param after the newer content.
 * @param clausesOf gives the clauses that a rule demands together, each in canonical text; none for null.
 * @returns every difference; `same` where there is none. Two clauses count as one changed clause where at least half of their words agree.
 */
export function diffDefinitions(
  before: DefinitionContent,
  after: DefinitionContent,
  clausesOf: (criteria: string | null) => string[],
): DefinitionDiff {
  const fields: FieldDifference[] = [];
  for (const field of Object.keys(labels) as (keyof DefinitionContent)[]) {
    const [left, right] = [valueText(before, field), valueText(after, field)];
    if (left !== right) fields.push({ field, label: labels[field], before: left, after: right, words: wordDiff(left, right) });
  }
  const clauses = before.criteria === after.criteria ? [] : diffClauses(clausesOf(before.criteria), clausesOf(after.criteria));
  const lines = fields.flatMap((difference) => (difference.field === 'criteria' ? clauseLines(clauses) : fieldLines(difference)));
  return { same: fields.length === 0, fields, clauses, text: lines.length === 0 ? 'No difference.' : lines.join('\n') };
}

function valueText(content: DefinitionContent, field: keyof DefinitionContent): string {
  switch (field) {
    case 'picklist':
      return (content.picklist ?? []).map(({ code, label, retired }) => `${code}: ${label}${retired ? ' (retired)' : ''}`).join('\n');
    case 'thresholds':
      return (content.thresholds ?? [])
        .map(({ score, label, expectedRate }) => `${score}: ${label}${expectedRate === null ? '' : `, expected rate ${expectedRate}`}`)
        .join('\n');
    default:
      return content[field] ?? '';
  }
}

function diffClauses(before: string[], after: string[]): ClauseDifference[] {
  const partner = new Map<number, number>();
  const taken = new Set<number>();
  const pair = (accepts: (left: string, right: string) => number) => {
    const candidates = before.flatMap((left, i) => after.map((right, j) => ({ i, j, score: accepts(left, right) })));
    candidates.sort((a, b) => b.score - a.score || Math.abs(a.i - a.j) - Math.abs(b.i - b.j) || a.i - b.i);
    for (const { i, j, score } of candidates) {
      if (score < 0.5 || taken.has(i) || partner.has(j)) continue;
      partner.set(j, i);
      taken.add(i);
    }
  };
  pair((left, right) => (left === right ? 1 : 0));
  const open = before.length * after.length <= 250_000;
  if (open) pair((left, right) => likeness(left, right));

  const clauses: ClauseDifference[] = [];
  let next = 0;
  const emitRemovedUpTo = (end: number) => {
    for (; next < end; next++) if (!taken.has(next)) clauses.push({ change: 'removed', before: before[next]!, after: null });
  };
  after.forEach((clause, j) => {
    const i = partner.get(j);
    if (i === undefined) clauses.push({ change: 'added', before: null, after: clause });
    else {
      emitRemovedUpTo(i);
      clauses.push({ change: before[i] === clause ? 'same' : 'changed', before: before[i]!, after: clause });
    }
  });
  emitRemovedUpTo(before.length);
  return clauses;
}

function clauseLines(clauses: ClauseDifference[]): string[] {
  return clauses.flatMap(({ change, before, after }) => {
    if (change === 'added') return [`Criteria: added ${after}`];
    if (change === 'removed') return [`Criteria: removed ${before}`];
    return change === 'changed' ? [`Criteria: changed ${before} to ${after}`] : [];
  });
}

function fieldLines({ field, label, before, after }: FieldDifference): string[] {
  if (field === 'picklist' || field === 'thresholds') {
    const [left, right] = [lineSet(before), lineSet(after)];
    return [
      ...[...left].filter((line) => !right.has(line)).map((line) => `${label}: removed ${line}`),
      ...[...right].filter((line) => !left.has(line)).map((line) => `${label}: added ${line}`),
    ];
  }
  if (before === '') return [`${label}: now ${after}`];
  return after === '' ? [`${label}: no longer ${before}`] : [`${label}: changed ${before} to ${after}`];
}

function lineSet(text: string): Set<string> {
  return new Set(text === '' ? [] : text.split('\n'));
}
