import type { Table, TextColumn } from '#domain/columns.ts';
import { indexIds } from './join-ids.ts';
import { orderEvents } from './ordered-events.ts';

/** 0 not there yet (or deleted), 1 open, 2 lost, 3 won: the order of domain/handoff's outcomes. */
export const opportunityState = { absent: 0, open: 1, lost: 2, won: 3 } as const;

/** The opportunities as they stood at an as-of; times in ms UTC, NaN unknown. */
export interface OpportunityStates {
  count: number;
  state: Uint8Array;
  createdAt: Float64Array;
  /** Last entry into a closed stage from an open one, else the close date; NaN while open. */
  closedAt: Float64Array;
  /** Units of 10^-scale of `currency`. */
  amount: Float64Array;
  amountScale: number;
  currency: TextColumn | undefined;
}

interface StageMeaning {
  closed: boolean;
  won: boolean;
}

function timesOf(table: Table, name: string): Float64Array {
  const column = table.column(name);
  return column?.kind === 'time' ? column.values : new Float64Array(table.rowCount).fill(Number.NaN);
}

/** Closed and won by stage name: as the opportunities' own flags say, else by the usual names. */
function stageMeanings(table: Table): (stage: string) => StageMeaning {
  const stage = table.column('stage');
  const isClosed = table.column('isClosed');
  const isWon = table.column('isWon');
  const known = new Map<string, StageMeaning>();
  if (stage?.kind === 'text' && isClosed?.kind === 'boolean') {
    const seen = new Uint8Array(stage.dictionary.size);
    for (let row = 0; row < table.rowCount; row++) {
      const code = stage.codes[row]!;
      if (seen[code] || isClosed.values[row] === 2) continue;
      seen[code] = 1;
      known.set(stage.dictionary.at(code), {
        closed: isClosed.values[row] === 1,
        won: isWon?.kind === 'boolean' && isWon.values[row] === 1,
      });
    }
  }
  return (name) => known.get(name) ?? { closed: /\b(closed|won|lost)\b/i.test(name), won: /\bwon\b/i.test(name) };
}

interface Closing {
  state: number;
  closedAt: number;
}

/** Reads each opportunity's state at an as-of from its stage history, from today's flags where it has none. */
export function readOpportunities(opportunities: Table | undefined, history: Table | undefined, asOfMs: number): OpportunityStates {
  const count = opportunities?.rowCount ?? 0;
  const state = new Uint8Array(count);
  const closedAt = new Float64Array(count).fill(Number.NaN);
  if (!opportunities) {
    return { count, state, createdAt: new Float64Array(0), closedAt, amount: new Float64Array(0), amountScale: 2, currency: undefined };
  }
  const createdAt = timesOf(opportunities, 'createdAt');
  const closeDate = timesOf(opportunities, 'closedAt');
  const isClosed = opportunities.column('isClosed');
  const isWon = opportunities.column('isWon');
  const isDeleted = opportunities.column('isDeleted');
  const stage = opportunities.column('stage');
  const meaning = stageMeanings(opportunities);
  const closings = closingsFromHistory(opportunities, history, asOfMs, meaning);
  for (let row = 0; row < count; row++) {
    if (isDeleted?.kind === 'boolean' && isDeleted.values[row] === 1) continue;
    if (createdAt[row]! > asOfMs) continue;
    const closing = closings?.get(row);
    if (closing) {
      state[row] = closing.state;
      closedAt[row] = closing.closedAt;
      if (closing.state !== opportunityState.open && Number.isNaN(closing.closedAt)) closedAt[row] = Math.min(closeDate[row]!, asOfMs);
      continue;
    }
    const stageName = stage?.kind === 'text' ? stage.dictionary.at(stage.codes[row]!) : '';
    const today = meaning(stageName);
    const closed = isClosed?.kind === 'boolean' && isClosed.values[row] !== 2 ? isClosed.values[row] === 1 : today.closed;
    const won = isWon?.kind === 'boolean' && isWon.values[row] !== 2 ? isWon.values[row] === 1 : today.won;
    if (!closed && !won) state[row] = opportunityState.open;
    else if (closeDate[row]! > asOfMs && createdAt[row]! <= asOfMs) state[row] = opportunityState.open;
    else if (!(closeDate[row]! > asOfMs)) {
      state[row] = won ? opportunityState.won : opportunityState.lost;
      closedAt[row] = closeDate[row]!;
    }
  }
  const amount = opportunities.column('amount');
  const currency = opportunities.column('currency');
  return {
    count,
    state,
    createdAt,
    closedAt,
    amount: amount?.kind === 'money' ? amount.values : new Float64Array(count).fill(Number.NaN),
    amountScale: amount?.kind === 'money' ? amount.scale : 2,
    currency: currency?.kind === 'text' ? currency : undefined,
  };
}

function closingsFromHistory(
  opportunities: Table,
  history: Table | undefined,
  asOfMs: number,
  meaning: (stage: string) => StageMeaning,
): Map<number, Closing> | undefined {
  const recordId = history?.column('recordId');
  const field = history?.column('field');
  const to = history?.column('to');
  const at = history?.column('at');
  const id = opportunities.column('id');
  if (recordId?.kind !== 'text' || to?.kind !== 'text' || at?.kind !== 'time' || id?.kind !== 'text') return undefined;
  const isStage = new Int8Array(field?.kind === 'text' ? field.dictionary.size : 1).fill(field?.kind === 'text' ? -1 : 0);
  if (field?.kind === 'text')
    for (let code = 0; code < field.dictionary.size; code++) if (field.dictionary.at(code) === 'stage') isStage[code] = 0;
  const ordered = orderEvents(opportunities.rowCount, 1, {
    recordCodes: recordId.codes,
    recordOfCode: indexIds(id).rowsOfCodes(recordId),
    at: at.values,
    fieldCodes: field?.kind === 'text' ? field.codes : new Uint32Array(recordId.codes.length),
    categoryOfCode: isStage,
    fromCodes: undefined,
    toCodes: to.codes,
  });
  const { start } = ordered;
  const meanings = Array.from({ length: to.dictionary.size }, () => undefined as StageMeaning | undefined);
  const result = new Map<number, Closing>();
  for (let opportunity = 0; opportunity < opportunities.rowCount; opportunity++) {
    let closing: Closing | undefined;
    let wasClosed = false;
    for (let i = start[opportunity]!; i < start[opportunity + 1]!; i++) {
      const time = ordered.at[i]!;
      if (time > asOfMs) break;
      const code = ordered.to[i]!;
      const stage = (meanings[code] ??= meaning(to.dictionary.at(code)));
      if (!stage.closed) closing = { state: opportunityState.open, closedAt: Number.NaN };
      else if (!wasClosed) closing = { state: stage.won ? opportunityState.won : opportunityState.lost, closedAt: time };
      else closing = { state: stage.won ? opportunityState.won : opportunityState.lost, closedAt: closing!.closedAt };
      wasClosed = stage.closed;
    }
    if (closing) result.set(opportunity, closing);
  }
  return result;
}
