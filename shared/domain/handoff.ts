import type { TextColumn } from './columns.ts';

export const dispositions = ['pending', 'accepted', 'acceptedBySilence', 'rejected'] as const;
export type Disposition = (typeof dispositions)[number];

export const outcomes = ['none', 'open', 'lost', 'won'] as const;
export type Outcome = (typeof outcomes)[number];

export const scoreEvidences = ['none', 'history', 'import', 'today'] as const;
export type ScoreEvidence = (typeof scoreEvidences)[number];

/**
 * All handoffs of one as-of, one policy line and one set of versions, as columns of `count` rows, ordered by lead row, then cycle.
 * Times are ms since 1970 UTC, NaN where the event is not known at the as-of. `disposition`, `outcome` and `scoreEvidence` index
 * the arrays above. Money is in units of 10^-amountScale of `currency`.
 */
export interface HandoffTable {
  readonly count: number;
  /** Row of the lead (or contact) in its table. */
  readonly leadRow: Int32Array;
  /** 1 for a lead's first handoff, 2 for its second, … */
  readonly cycle: Uint16Array;
  readonly qualifiedAt: Float64Array;
  /** qualifiedAt of the same lead's next handoff, NaN for the last. */
  readonly nextQualifiedAt: Float64Array;
  readonly assignedAt: Float64Array;
  readonly firstTouchAt: Float64Array;
  readonly acceptedAt: Float64Array;
  readonly rejectedAt: Float64Array;
  /** First explicit decision: acceptance, a later stage or a rejection, early or late; silence is none. */
  readonly decidedAt: Float64Array;
  /** End of the acceptance window; Infinity without assignment. */
  readonly windowEndsAt: Float64Array;
  readonly salesQualifiedAt: Float64Array;
  readonly opportunityAt: Float64Array;
  readonly closedAt: Float64Array;
  readonly recycledAt: Float64Array;
  readonly disqualifiedAt: Float64Array;
  readonly disposition: Uint8Array;
  readonly outcome: Uint8Array;
  readonly lateRejection: Uint8Array;
  /** 1 where the handoff starts at a later stage than MQL (implied). */
  readonly implied: Uint8Array;
  readonly rejectionReason: TextColumn;
  /** Row of the opportunity in its table, -1 for none. */
  readonly opportunityRow: Int32Array;
  readonly amount: Float64Array;
  readonly amountScale: number;
  readonly scoreAtQualification: Float64Array;
  readonly scoreEvidence: Uint8Array;
  /** Row of the owning user in the users table, -1 for none. */
  readonly ownerRow: Int32Array;
  readonly ownerId: TextColumn;
  readonly ownerTeam: TextColumn;
  readonly source: TextColumn;
  readonly motion: TextColumn;
}
