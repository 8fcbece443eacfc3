import type { Ours } from './ours.ts';
import { sixClauseRule } from './six-clause-rule.ts';

export type SqlRow = Record<string, string | number | boolean | null>;

export interface AnalysisPair {
  name: string;
  /** Runs our side; answers a number that the peer's rows must give too. */
  ours(engine: Ours): Promise<number> | number;
  sql: string;
  peer(rows: readonly SqlRow[]): number;
}

const sum = (rows: readonly SqlRow[], column: string) => rows.reduce((total, row) => total + Number(row[column]), 0);
const rule = sixClauseRule(65);

/** The six analyses, ours as the app calls them, the peer's in SQL over its own tables; each pair agrees on one number. */
export const analysisPairs: AnalysisPair[] = [
  {
    name: 'funnel by month and source',
    ours: async ({ call }) =>
      (await call('crosstab.run', { by: ['month', 'source'], measure: 'stages' })).cells.reduce(
        (total, { stages }) => total + stages!.accepted,
        0,
      ),
    sql: `SELECT month, source, count(*) AS qualified, count(*) FILTER (accepted) AS accepted, count(*) FILTER (sales_qualified) AS sales_qualified,
      count(*) FILTER (opportunity) AS opportunity, count(*) FILTER (won) AS won FROM handoffs GROUP BY ALL`,
    peer: (rows) => sum(rows, 'accepted'),
  },
  {
    name: 'median and p90 first touch by rep',
    ours: async ({ call }) =>
      (await call('crosstab.run', { by: ['owner'], measure: 'response' })).cells.reduce(
        (total, { response }) => total + response!.touched,
        0,
      ),
    sql: `SELECT owner_id, count(touch_hours) AS touched, quantile_disc(touch_hours, [0.5, 0.9]) AS quantiles FROM handoffs GROUP BY owner_id`,
    peer: (rows) => sum(rows, 'touched'),
  },
  {
    name: 'calibration by score',
    ours: async ({ call }) =>
      (await call('crosstab.run', { by: [], measure: 'score' })).cells[0]!.score!.reduce((total, { won }) => total + won, 0),
    sql: `SELECT score, count(*) AS handoffs, count(*) FILTER (won_in_time) AS successes FROM handoffs WHERE mature GROUP BY score`,
    peer: (rows) => sum(rows, 'successes'),
  },
  {
    name: 'rule of six clauses over the leads',
    ours: (engine) => engine.countLeads(rule.criteria, true),
    sql: rule.sql,
    peer: (rows) => sum(rows, 'n'),
  },
  {
    name: 'rejections by month and reason',
    ours: async ({ call }) =>
      (await call('crosstab.run', { by: ['month', 'reason'], measure: 'rejections' })).cells.reduce(
        (total, { rejections }) => total + rejections!.early,
        0,
      ),
    sql: `SELECT month, reason, count(*) AS rejected FROM handoffs WHERE rejected AND decided GROUP BY ALL`,
    peer: (rows) => sum(rows, 'rejected'),
  },
  {
    name: 'time in each stage',
    ours: async ({ call }) => (await call('crosstab.run', { by: [], measure: 'stays' })).cells[0]!.stays![0]!.reached,
    sql: `SELECT stage, count(*) AS spells, quantile_cont(seconds, [0.25, 0.5, 0.75, 0.9]) AS quantiles FROM (
      SELECT NewValue AS stage, epoch(coalesce(lead(CreatedDate) OVER (PARTITION BY LeadId ORDER BY CreatedDate), TIMESTAMP '2026-07-01')) - epoch(CreatedDate)
        AS seconds FROM lead_history WHERE Field = 'Status') GROUP BY stage`,
    peer: (rows) =>
      sum(
        rows.filter((row) => row.stage === 'MQL'),
        'spells',
      ),
  },
];
