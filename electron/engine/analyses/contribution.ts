import type { ScorecardResult } from '#contract/analyses/scorecard.ts';
import type { Session } from '../session.ts';
import type { AnalysisContext } from './context.ts';
import { totalOfOpportunities } from './money-totals.ts';

type Contribution = ScorecardResult['sourced'];

/** Pipeline and revenue of the opportunities made in a period that a signed rule calls sourced or influenced; without one, nothing is claimed. */
export function contribution(
  session: Session,
  { facts, versions }: AnalysisContext,
  rule: 'sourced' | 'influenced',
  fromMs: number,
  toMs: number,
): Contribution {
  const { opportunities, currency } = facts;
  const version = versions.find(
    ({ content, fromMs: from, toMs: to }) =>
      content.kind === rule && content.criteria !== null && from <= facts.asOfMs && facts.asOfMs < to,
  );
  const rows: number[] = [];
  if (version) {
    const { mask } = session
      .rules(facts, 'opportunity')
      .evaluate(session.rule(version.content.criteria!, 'opportunity', facts.asOfMs).rule);
    for (let row = 0; row < opportunities.count; row++) {
      const made = Number.isNaN(opportunities.createdAt[row]!) ? opportunities.closedAt[row]! : opportunities.createdAt[row]!;
      if (mask[row] === 1 && opportunities.state[row] !== 0 && made >= fromMs && made < toMs) rows.push(row);
    }
  }
  return {
    rule,
    criteria: version?.content.criteria ?? null,
    signed: version !== undefined,
    count: rows.length,
    pipeline: totalOfOpportunities(opportunities, rows, currency),
    revenue: totalOfOpportunities(
      opportunities,
      rows.filter((row) => opportunities.state[row] === 3),
      currency,
    ),
  };
}
