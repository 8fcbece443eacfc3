import type { AnalysisRequestInput } from '#contract/analyses/parts.ts';
import { ParleyError } from '#domain/errors.ts';
import { parseIsoTime } from '#domain/iso-time.ts';
import type { Facts } from '../facts/facts.ts';

/** Rows of the handoff table that an analysis speaks about. */
export type Selection = Int32Array;

const everyHandoff = new WeakMap<Facts, Selection>();

/** Every handoff of the facts. */
export function allHandoffs(facts: Facts): Selection {
  let all = everyHandoff.get(facts);
  if (!all) {
    all = Int32Array.from({ length: facts.handoffs.count }, (_, i) => i);
    everyHandoff.set(facts, all);
  }
  return all;
}

function bound(text: string | undefined, name: string, facts: Facts): number | undefined {
  if (text === undefined) return undefined;
  try {
    return parseIsoTime(text, facts.zone.timeZone);
  } catch (error) {
    if (error instanceof ParleyError)
      throw new ParleyError('E_ARGS', `${name} should be a date like 2026-03-31: ${error.message}`, { path: name });
    throw error;
  }
}

/** The handoffs of a cohort (half-open on qualifiedAt), a motion and a filter mask over handoffs. */
export function selectHandoffs(facts: Facts, request: AnalysisRequestInput, filter: Uint8Array | undefined): Selection {
  const { handoffs } = facts;
  const from = bound(request.from, 'from', facts) ?? Number.NEGATIVE_INFINITY;
  const to = bound(request.to, 'to', facts) ?? Number.POSITIVE_INFINITY;
  if (from >= to)
    throw new ParleyError('E_ARGS', `The cohort is empty: from (${request.from}) must lie before to (${request.to}).`, { path: 'from' });
  if (request.from === undefined && request.to === undefined && request.motion === undefined && filter === undefined)
    return allHandoffs(facts);
  const { codes, dictionary } = handoffs.motion;
  let motionOk: Uint8Array | undefined;
  if (request.motion !== undefined) {
    const wanted = request.motion.trim().toLowerCase();
    motionOk = Uint8Array.from({ length: dictionary.size }, (_, code) => (dictionary.at(code).trim().toLowerCase() === wanted ? 1 : 0));
    if (!motionOk.includes(1)) {
      const known = Array.from({ length: dictionary.size - 1 }, (_, i) => dictionary.at(i + 1)).slice(0, 12);
      throw new ParleyError(
        'E_ARGS',
        `No handoff has the motion "${request.motion}". Motions in this extract: ${known.join(', ') || 'none'}.`,
        { path: 'motion' },
      );
    }
  }
  const rows = new Int32Array(handoffs.count);
  let count = 0;
  const { qualifiedAt } = handoffs;
  for (let i = 0; i < handoffs.count; i++) {
    const at = qualifiedAt[i]!;
    rows[count] = i;
    if (at >= from && at < to && (motionOk === undefined || motionOk[codes[i]!] === 1) && (filter === undefined || filter[i] === 1))
      count++;
  }
  return rows.subarray(0, count);
}
