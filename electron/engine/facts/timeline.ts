import type { Column, Table, TextColumn } from '#domain/columns.ts';
import { stageCode } from '#domain/stages.ts';
import type { IdIndex } from './join-ids.ts';
import { orderEvents } from './ordered-events.ts';

/** Changes of one field of all records: record r has the changes start[r] … start[r + 1] - 1, ordered by time. */
export interface Changes<Values> {
  start: Int32Array;
  at: Float64Array;
  from: Values;
  to: Values;
}

/** What history says about the leads: four fields' changes, each undefined where the extracts hold none. */
export interface Timeline {
  /** Stage codes of domain/stages. */
  status: Changes<Uint8Array> | undefined;
  /** Rows of users, -1 for queues and strangers. */
  owner: Changes<Int32Array> | undefined;
  score: Changes<Float64Array> | undefined;
  /** Codes of `reasonDictionary`. */
  reason: Changes<Uint32Array> | undefined;
  /** Texts of the rejection reasons in history, '' first. */
  reasonTexts: string[];
  /** The time of the earliest score change anywhere, Infinity without one. */
  firstScoreChangeAt: number;
}

const categories = { status: 0, lifecycleStage: 0, ownerId: 1, score: 2, rejectionReason: 3 } as const;
const categoryCount = 4;

function text(column: Column | undefined): TextColumn | undefined {
  return column?.kind === 'text' ? column : undefined;
}

/** For each code of a dictionary, what `meaning` makes of its text. */
function byCode<Out extends Uint8Array | Int32Array | Float64Array | Uint32Array>(
  column: TextColumn,
  out: Out,
  wanted: Uint8Array,
  meaning: (value: string) => number,
): Out {
  for (let code = 0; code < column.dictionary.size; code++) if (wanted[code]) out[code] = meaning(column.dictionary.at(code));
  return out;
}

/**
 * Reads the lead history into ordered changes by field; a row whose old and new value mean the same is no change.
 * @param stageOf stage code of a status text; 0 for one that no mapping knows.
 * @param userOf row of the user whose id or name this is, -1 for none.
 */
export function readTimeline(
  history: Table | undefined,
  leadCount: number,
  leads: IdIndex,
  stageOf: (value: string) => number,
  userOf: (value: string) => number,
): Timeline {
  const empty: Timeline = {
    status: undefined,
    owner: undefined,
    score: undefined,
    reason: undefined,
    reasonTexts: [''],
    firstScoreChangeAt: Number.POSITIVE_INFINITY,
  };
  const recordId = text(history?.column('recordId'));
  const at = history?.column('at');
  const field = text(history?.column('field'));
  const from = text(history?.column('from'));
  const to = text(history?.column('to'));
  if (!recordId || !field || !to || at?.kind !== 'time') return empty;
  const deleted = history?.column('isDeleted');
  const categoryOfCode = new Int8Array(field.dictionary.size).fill(-1);
  for (let code = 1; code < field.dictionary.size; code++) {
    const name = field.dictionary.at(code);
    if (Object.hasOwn(categories, name)) categoryOfCode[code] = categories[name as keyof typeof categories];
  }
  const ordered = orderEvents(leadCount, categoryCount, {
    recordCodes: recordId.codes,
    recordOfCode: leads.rowsOfCodes(recordId),
    at: at.values,
    fieldCodes: field.codes,
    categoryOfCode,
    fromCodes: from?.codes,
    toCodes: to.codes,
    ...(deleted?.kind === 'boolean' ? { excluded: deleted.values } : {}),
  });

  function changes<Values extends Uint8Array | Int32Array | Float64Array | Uint32Array>(
    category: number,
    make: (length: number) => Values,
    meaning: (value: string) => number,
  ): Changes<Values> | undefined {
    const { start } = ordered;
    let count = 0;
    const usedTo = new Uint8Array(to!.dictionary.size);
    const usedFrom = new Uint8Array(from?.dictionary.size ?? 0);
    for (let group = category; group < leadCount * categoryCount; group += categoryCount) {
      for (let i = start[group]!; i < start[group + 1]!; i++) {
        usedTo[ordered.to[i]!] = 1;
        if (from) usedFrom[ordered.from[i]!] = 1;
        count++;
      }
    }
    if (count === 0) return undefined;
    const toMeaning = byCode(to!, make(to!.dictionary.size), usedTo, meaning);
    const fromMeaning = from ? byCode(from, make(from.dictionary.size), usedFrom, meaning) : undefined;
    const emptyMeaning = meaning('');
    const changedAt = new Float64Array(count);
    const fromValues = make(count);
    const toValues = make(count);
    const kept = new Int32Array(leadCount + 1);
    let next = 0;
    for (let lead = 0; lead < leadCount; lead++) {
      const begin = next;
      const group = lead * categoryCount + category;
      for (let i = start[group]!; i < start[group + 1]!; i++) {
        const after = toMeaning[ordered.to[i]!]!;
        const before = fromMeaning ? fromMeaning[ordered.from[i]!]! : next > begin ? toValues[next - 1]! : emptyMeaning;
        if (Object.is(before, after)) continue;
        changedAt[next] = ordered.at[i]!;
        fromValues[next] = before;
        toValues[next] = after;
        next++;
      }
      kept[lead + 1] = next;
    }
    return {
      start: kept,
      at: changedAt.subarray(0, next),
      from: fromValues.subarray(0, next) as Values,
      to: toValues.subarray(0, next) as Values,
    };
  }

  const reasonTexts = [''];
  const reasonCodes = new Map([['', 0]]);
  const reasonOf = (value: string): number => {
    const reason = value.trim();
    let code = reasonCodes.get(reason);
    if (code === undefined) {
      code = reasonTexts.length;
      reasonTexts.push(reason);
      reasonCodes.set(reason, code);
    }
    return code;
  };
  const score = changes(
    categories.score,
    (n) => new Float64Array(n),
    (value) => (value.trim() === '' ? Number.NaN : Number(value)),
  );
  let firstScoreChangeAt = Number.POSITIVE_INFINITY;
  if (score) for (let i = 0; i < score.at.length; i++) if (score.at[i]! < firstScoreChangeAt) firstScoreChangeAt = score.at[i]!;
  return {
    status: changes(
      categories.status,
      (n) => new Uint8Array(n),
      (value) => (value.trim() === '' ? stageCode.unmapped : stageOf(value)),
    ),
    owner: changes(
      categories.ownerId,
      (n) => new Int32Array(n),
      (value) => (value === '' ? -1 : userOf(value)),
    ),
    score,
    reason: changes(categories.rejectionReason, (n) => new Uint32Array(n), reasonOf),
    reasonTexts,
    firstScoreChangeAt,
  };
}

/** Index of the last change of a record at or before a time, or start - 1 where there is none. */
export function lastChangeAt(start: Int32Array, at: Float64Array, record: number, timeMs: number): number {
  let index = start[record + 1]! - 1;
  const begin = start[record]!;
  while (index >= begin && at[index]! > timeMs) index--;
  return index;
}

/** Value in force at a time: the last change at or before it, else the old value of the first change after, else today's value. */
export function valueAt<Values extends Uint8Array | Int32Array | Float64Array | Uint32Array>(
  changes: Changes<Values> | undefined,
  record: number,
  timeMs: number,
  today: number,
): number {
  if (!changes) return today;
  const { start } = changes;
  if (start[record] === start[record + 1]) return today;
  const index = lastChangeAt(start, changes.at, record, timeMs);
  return index >= start[record]! ? changes.to[index]! : changes.from[start[record]!]!;
}
