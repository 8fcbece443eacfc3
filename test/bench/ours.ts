import { createRuleSession, type RuleSession } from '#criteria/evaluate.ts';
import { createEngine, type Engine } from '#engine/dispatch.ts';
import type { Facts } from '#engine/facts/facts.ts';
import { recordsOfFacts } from '#engine/rules/rule-records.ts';
import { sessionOf } from '#engine/session.ts';
import { systemEnvironment } from '#hosts/system-environment.ts';

// The one place where the benchmarks touch the engine: through its calls, as the hosts do.

const settings = { timeZone: 'UTC', currency: 'USD' };
const asOf = '2026-07-01T00:00:00Z';

/** Makes a workspace and imports an extract into it, as `parley new` and `parley import` do. */
export async function importExtract(file: string, extract: string): Promise<void> {
  const engine = createEngine(systemEnvironment);
  engine.create(file, settings);
  try {
    await engine.call('import.run', { asOf }, { picked: [extract] });
  } finally {
    engine.close();
  }
}

export interface Ours {
  call: Engine['call'];
  facts(): Facts;
  /** Leads that meet a rule; `fresh` forgets what earlier rules found. */
  countLeads(criteria: string, fresh: boolean): number;
  /** Writes the QBR pack of the last quarter. */
  writePack(file: string): Promise<void>;
  close(): void;
}

export function openOurs(file: string): Ours {
  const engine = createEngine(systemEnvironment);
  const session = sessionOf(engine.open(file));
  let rules: RuleSession | undefined;
  return {
    call: engine.call,
    facts: () => session.facts(),
    countLeads: (criteria, fresh) => {
      if (fresh || rules === undefined) rules = createRuleSession(recordsOfFacts(session.facts(), 'lead', session.versions()));
      return rules.evaluate(session.rule(criteria, 'lead').rule).count;
    },
    writePack: async (target) => {
      await engine.call('pack.write', { pack: 'qbr', format: 'pdf', quarter: '2026-Q2' }, { picked: [target] });
    },
    close: () => engine.close(),
  };
}
