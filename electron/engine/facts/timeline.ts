import type { Column, Table, TextColumn } from '#domain/columns.ts';
import { stageCode } from '#domain/stages.ts';
import { type IdIndex, joinRows } from './join-ids.ts';
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

const categories = { status: 1, lifecycleStage: 1, ownerId: 2, score: 3, rejectionReason: 4 } as const;

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

/** Which codes a column uses in the given rows: only those are worth decoding. */
function usedCodes(column: TextColumn, order: Int32Array): Uint8Array {
  const used = new Uint8Array(column.dictionary.size);
  const { codes } = column;
  for (let i = 0; i < order.length; i++) used[codes[order[i]!]!] = 1;
  return used;
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
  const recordRow = joinRows(recordId, leads.rowsOfCodes(recordId));
  const deleted = history?.column('isDeleted');
  const categoryOfCode = new Uint8Array(field.dictionary.size);
  for (let code = 1; code < field.dictionary.size; code++) {
    const name = field.dictionary.at(code);
    categoryOfCode[code] = Object.hasOwn(categories, name) ? categories[name as keyof typeof categories] : 0;
  }
  const category = new Uint8Array(recordRow.length);
  for (let row = 0; row < category.length; row++) category[row] = categoryOfCode[field.codes[row]!]!;
  if (deleted?.kind === 'boolean') for (let row = 0; row < category.length; row++) if (deleted.values[row] === 1) category[row] = 0;

  function changes<Values extends Uint8Array | Int32Array | Float64Array | Uint32Array>(
    wanted: number,
    make: (length: number) => Values,
    meaning: (value: string) => number,
  ): Changes<Values> | undefined {
    const { start, order } = orderEvents(leadCount, recordRow, (at as { values: Float64Array }).values, category, wanted);
    if (order.length === 0) return undefined;
    const toMeaning = byCode(to!, make(to!.dictionary.size), usedCodes(to!, order), meaning);
    const fromMeaning = from ? byCode(from, make(from.dictionary.size), usedCodes(from, order), meaning) : undefined;
    const emptyMeaning = meaning('');
    const times = new Float64Array(order.length);
    const fromValues = make(order.length);
    const toValues = make(order.length);
    const kept = new Int32Array(leadCount + 1);
    let next = 0;
    for (let lead = 0; lead < leadCount; lead++) {
      const begin = next;
      for (let i = start[lead]!; i < start[lead + 1]!; i++) {
        const row = order[i]!;
        const after = toMeaning[to!.codes[row]!]!;
        const before = fromMeaning ? fromMeaning[from!.codes[row]!]! : next > begin ? toValues[next - 1]! : emptyMeaning;
        if (Object.is(before, after)) continue;
        times[next] = (at as { values: Float64Array }).values[row]!;
        fromValues[next] = before;
        toValues[next] = after;
        next++;
      }
      kept[lead + 1] = next;
    }
    if (next === 0) return undefined;
    return {
      start: kept,
      at: times.subarray(0, next),
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
