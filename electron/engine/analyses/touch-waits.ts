import type { Facts } from '../facts/facts.ts';
import { ascendingOrder } from '../facts/sort-order.ts';

const hourMs = 3_600_000;

/** How long each handoff waited for its first logged touch; untouched ones count as waiting until their end or the as-of. */
export interface TouchWaits {
  hours: Float64Array;
  touched: Uint8Array;
  /** Handoffs by ascending wait, touches before censorings of the same wait. */
  order: Int32Array;
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
  const hours = new Float64Array(count);
  const touched = new Uint8Array(count);
  const keys = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    const touchAt = firstTouchAt[i]!;
    const isTouched = !Number.isNaN(touchAt);
    const until = isTouched ? touchAt : Number.isNaN(nextQualifiedAt[i]!) ? asOfMs : nextQualifiedAt[i]!;
    const ms = Math.max(0, until - qualifiedAt[i]!);
    touched[i] = isTouched ? 1 : 0;
    hours[i] = ms / hourMs;
    keys[i] = Math.round(ms) * 2 + (isTouched ? 0 : 1);
  }
  return { hours, touched, order: ascendingOrder(keys) };
}
