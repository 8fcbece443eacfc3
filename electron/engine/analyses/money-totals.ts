import type { MoneyTotal } from '#contract/analyses/parts.ts';
import { formatMinor, sumMinor } from '#domain/money-text.ts';
import type { OpportunityStates } from '../facts/opportunity-states.ts';

/** Sums the amounts of distinct opportunities, apart by currency; empty currencies are the workspace's. */
export function totalOfOpportunities(opportunities: OpportunityStates, rows: Iterable<number>, workspaceCurrency: string): MoneyTotal {
  const seen = new Set<number>();
  const amounts = new Map<string, number[]>([[workspaceCurrency, []]]);
  for (const row of rows) {
    if (row < 0 || seen.has(row)) continue;
    seen.add(row);
    const amount = opportunities.amount[row]!;
    if (Number.isNaN(amount)) continue;
    const code = currencyOf(opportunities, row, workspaceCurrency);
    const list = amounts.get(code);
    if (list) list.push(amount);
    else amounts.set(code, [amount]);
  }
  const money = (code: string) => ({ amount: formatMinor(sumMinor(amounts.get(code)!), opportunities.amountScale), currency: code });
  const others = [...amounts.keys()].filter((code) => code !== workspaceCurrency).sort();
  return others.length === 0 ? money(workspaceCurrency) : { ...money(workspaceCurrency), otherCurrencies: others.map(money) };
}

/** The currency of an opportunity: its own column, else the workspace's. */
export function currencyOf({ currency }: OpportunityStates, row: number, workspaceCurrency: string): string {
  const code = currency ? currency.dictionary.at(currency.codes[row]!) : '';
  return code === '' ? workspaceCurrency : code;
}
