import type { LeakageBody } from '#contract/analyses/leakage.ts';
import type { Facts } from '../facts/facts.ts';
import { limitsOf } from '../facts/limits-of.ts';
import { type LedgerEntry, leakLedger, transitionsOf } from './leak-ledger.ts';
import type { PriceList } from './leak-prices.ts';
import { totalOfOpportunities } from './money-totals.ts';
import type { Selection } from './selection.ts';
import { spellsOf } from './spells.ts';
import { stageResults } from './stage-results.ts';

/** Where a selection of handoffs stands, stage by stage, what left it and what that is worth. */
export function leakageBody(
  facts: Facts,
  selection: Selection,
  isOutOfPolicy: (handoff: number) => boolean,
  prices: PriceList,
): { body: LeakageBody; ledger: LedgerEntry[] } {
  const limits = limitsOf(facts);
  const spells = spellsOf(facts, selection);
  const ledger = leakLedger(facts, spells, limits, isOutOfPolicy, prices);
  return {
    body: {
      totals: totalsOf(facts, selection),
      stages: stageResults(facts, selection, spells, limits),
      leaks: ledger.map(({ leak }) => leak),
      transitions: transitionsOf(spells),
    },
    ledger,
  };
}

function totalsOf({ handoffs, opportunities, currency }: Facts, selection: Selection): LeakageBody['totals'] {
  const dispositions = [0, 0, 0, 0];
  const outcomes = [0, 0, 0, 0];
  const evidence = [0, 0, 0, 0];
  let late = 0;
  let leads = 0;
  let lastLead = -1;
  const won: number[] = [];
  const open: number[] = [];
  for (let k = 0; k < selection.length; k++) {
    const i = selection[k]!;
    dispositions[handoffs.disposition[i]!]!++;
    outcomes[handoffs.outcome[i]!]!++;
    evidence[handoffs.scoreEvidence[i]!]!++;
    late += handoffs.lateRejection[i]!;
    if (handoffs.leadRow[i] !== lastLead) leads++;
    lastLead = handoffs.leadRow[i]!;
    if (handoffs.outcome[i] === 3) won.push(handoffs.opportunityRow[i]!);
    if (handoffs.outcome[i] === 1) open.push(handoffs.opportunityRow[i]!);
  }
  return {
    handoffs: selection.length,
    leadsWithHandoff: leads,
    dispositions: {
      pending: dispositions[0]!,
      accepted: dispositions[1]!,
      acceptedBySilence: dispositions[2]!,
      rejected: dispositions[3]!,
    },
    lateRejections: late,
    outcomes: { none: outcomes[0]!, open: outcomes[1]!, lost: outcomes[2]!, won: outcomes[3]! },
    wonAmount: totalOfOpportunities(opportunities, won, currency),
    openPipeline: totalOfOpportunities(opportunities, open, currency),
    scoreEvidence: { none: evidence[0]!, history: evidence[1]!, import: evidence[2]!, today: evidence[3]! },
  };
}
