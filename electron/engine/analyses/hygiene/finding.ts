import type { HygieneCheck } from '#contract/analyses/hygiene.ts';
import type { Table, TextColumn } from '#domain/columns.ts';
import type { Facts } from '../../facts/facts.ts';
import { totalOfOpportunities } from '../money-totals.ts';

const mostIds = 1000;

export interface Finding {
  check: string;
  object: 'lead' | 'handoff' | 'opportunity' | 'user' | 'history' | 'extract';
  finding: string;
  /** Ids of the records concerned, in row order. */
  ids: string[];
  of: number;
  /** Rows of the opportunities behind them. */
  opportunityRows: number[];
  distorts: string[];
  /** Where the count is not the number of ids. */
  count?: number;
}

export function checkOf(facts: Facts, { check, object, finding, ids, of, opportunityRows, distorts, count }: Finding): HygieneCheck {
  const found = count ?? ids.length;
  return {
    check,
    object,
    finding,
    count: found,
    of,
    share: of === 0 ? null : Math.min(1, found / of),
    pipelineAffected: totalOfOpportunities(facts.opportunities, opportunityRows, facts.currency),
    recordIds: ids.slice(0, mostIds),
    distorts,
  };
}

export function text(table: Table | undefined, name: string): TextColumn | undefined {
  const column = table?.column(name);
  return column?.kind === 'text' ? column : undefined;
}

export function times(table: Table | undefined, name: string): Float64Array | undefined {
  const column = table?.column(name);
  return column?.kind === 'time' ? column.values : undefined;
}

export function idsOf(table: Table, rows: readonly number[]): string[] {
  const id = text(table, 'id');
  return rows.map((row) => (id ? id.dictionary.at(id.codes[row]!) : `row ${row + 1}`));
}

/** Opportunities linked to leads. */
export function opportunitiesOf(facts: Facts, leadRows: readonly number[]): number[] {
  const { start, items } = facts.opportunitiesOfLead;
  return leadRows.flatMap((lead) => [...items.subarray(start[lead]!, start[lead + 1]!)]);
}

/** Rows of the included leads for which something holds. */
export function leadsWhere(facts: Facts, holds: (lead: number) => boolean): number[] {
  const rows: number[] = [];
  for (let lead = 0; lead < facts.included.length; lead++) if (facts.included[lead] === 1 && holds(lead)) rows.push(lead);
  return rows;
}

/** A finding about leads. */
export function leadFinding(facts: Facts, check: string, finding: string, rows: readonly number[], distorts: string[]): Finding {
  return {
    check,
    object: 'lead',
    finding,
    ids: idsOf(facts.leads, rows),
    of: facts.included.reduce((sum, flag) => sum + flag, 0),
    opportunityRows: opportunitiesOf(facts, rows),
    distorts,
  };
}
