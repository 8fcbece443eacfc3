import type { Facts } from '../facts/facts.ts';
import { ascendingOrder } from '../facts/sort-order.ts';

const hourMs = 3_600_000;

/** How long each handoff waited for its first logged touch; untouched ones count as waiting until their end or the as-of. */
export interface TouchWaits {
  /** Handoffs by ascending wait, touches before censorings of the same wait; `hours` and `touched` stand in this order. */
  order: Int32Array;
  hours: Float64Array;
  touched: Uint8Array;
}

const known = new WeakMap<Facts, TouchWaits>();

/** The waits of all handoffs, sorted once for the facts they come from. */
export function touchWaits(facts: Facts): TouchWaits {
  let waits = known.get(facts);
  if (!waits) {
    waits = makeWaits(facts);
    known.set(facts, waits);
  }
  return waits;
}

function makeWaits({ handoffs, asOfMs }: Facts): TouchWaits {
  const { count, qualifiedAt, firstTouchAt, nextQualifiedAt } = handoffs;
  const keys = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    const isTouched = !Number.isNaN(firstTouchAt[i]!);
    const until = isTouched ? firstTouchAt[i]! : Number.isNaN(nextQualifiedAt[i]!) ? asOfMs : nextQualifiedAt[i]!;
    keys[i] = Math.round(Math.max(0, until - qualifiedAt[i]!)) * 2 + (isTouched ? 0 : 1);
  }
  const order = ascendingOrder(keys);
  const hours = new Float64Array(count);
  const touched = new Uint8Array(count);
  for (let k = 0; k < count; k++) {
    const key = keys[order[k]!]!;
    hours[k] = Math.floor(key / 2) / hourMs;
    touched[k] = key % 2 === 0 ? 1 : 0;
  }
  return { order, hours, touched };
}
