import { requireCriteria } from '#criteria/check.ts';
import { createRuleSession, type RuleSession } from '#criteria/evaluate.ts';
import { parseCriteria } from '#criteria/parse.ts';
import type { Subject } from '#criteria/reach.ts';
import type { Rule } from '#criteria/tree.ts';
import { zoneClock } from '#domain/time-zone.ts';
import type { VersionInForce } from './analyses/context.ts';
import { versionAsWhatIf, versionsInForce } from './analyses/versions-in-force.ts';
import { currentHead } from './council/log/current-head.ts';
import { policyLine } from './council/policies/policy-line.ts';
import { tablesAsOf } from './extracts/tables-as-of.ts';
import { type BaseFacts, type Facts, readBaseFacts, withHandoffs } from './facts/facts.ts';
import { ruleCatalog } from './rules/rule-catalog.ts';
import { recordsOfFacts, recordsOfTables } from './rules/rule-records.ts';
import { sql } from './workspace/sql.ts';
import type { Workspace } from './workspace/workspace.ts';

/** Facts and rule sessions of an open workspace, kept while nothing they rest on changes. */
export interface Session {
  readonly workspace: Workspace;
  /** Versions in force, with the what-if version in place of its definition's. */
  versions(whatIf?: string): VersionInForce[];
  /** @param whatIf `definition@version` tried in place of what is in force. */
  facts(asOfMs?: number, whatIf?: string): Facts;
  /** A rule read and checked against the fields of the extracts. */
  rule(text: string, subject: Subject | undefined, asOfMs?: number): { rule: Rule; subject: Subject };
  /** Rules over the records of a subject; clauses once evaluated stay. */
  rules(facts: Facts, subject: Subject): RuleSession;
  /** Rules over all records of a subject as of a moment; only handoffs need facts. */
  recordRules(subject: Subject, asOfMs?: number): RuleSession;
  /** Whether the newest extracts hold leads, or contacts that stand for them. */
  hasLeads(): boolean;
  forget(): void;
}

const keptFacts = 4;
const extractCount = sql.selectFrom('extracts').select('id').limit(1);
const sessions = new WeakMap<Workspace, Session>();

export function sessionOf(workspace: Workspace): Session {
  let session = sessions.get(workspace);
  if (!session) {
    session = createSession(workspace);
    sessions.set(workspace, session);
  }
  return session;
}

function createSession(workspace: Workspace): Session {
  const { timeZone, currency } = workspace.settings;
  let base: { key: string; facts: BaseFacts } | undefined;
  const kept = new Map<string, Facts>();
  const recordSessions = new Map<string, RuleSession>();
  const ruleSessions = new WeakMap<Facts, Map<Subject, RuleSession>>();
  const head = () => currentHead(workspace)?.head ?? '';

  const versions = (whatIf?: string): VersionInForce[] => {
    const inForce = versionsInForce(workspace);
    if (whatIf === undefined) return inForce;
    const draft = versionAsWhatIf(workspace, whatIf);
    return [...inForce.filter(({ definitionId }) => definitionId !== draft.definitionId), draft];
  };

  const baseFacts = (asOfMs?: number): BaseFacts => {
    const tables = tablesAsOf(workspace, asOfMs);
    if (base?.key !== tables.key) base = { key: tables.key, facts: readBaseFacts(tables, timeZone, currency) };
    return base.facts;
  };

  const rule: Session['rule'] = (text, subject, asOfMs) => {
    const parsed = parseCriteria(text);
    const tables = workspace.first(extractCount) ? tablesAsOf(workspace, asOfMs) : undefined;
    const checked = requireCriteria(parsed.rule, {
      catalog: ruleCatalog(tables, versions()),
      positions: parsed.positions,
      ...(subject ? { subject } : {}),
    });
    return { rule: checked.rule, subject: checked.subject };
  };

  /** Leads that the qualifying versions admit; undefined where what the CRM stamped decides. */
  const admitted = (facts: BaseFacts, inForce: readonly VersionInForce[], whatIf: string | undefined): Uint8Array | undefined => {
    const draft = whatIf === undefined ? undefined : inForce.at(-1)!;
    const qualifying = (version: VersionInForce) =>
      version.content.kind === 'stage' && version.content.stage === 'qualified' && version.content.criteria !== null;
    const stamped = facts.timeline.status !== undefined || facts.leads.column('qualifiedAt') !== undefined;
    const applied =
      draft && qualifying(draft)
        ? [draft]
        : !stamped
          ? inForce.filter((v) => qualifying(v) && v.fromMs <= facts.asOfMs && facts.asOfMs < v.toMs)
          : [];
    if (applied.length === 0) return undefined;
    const source = recordsOfTables(facts.tables, 'lead', facts.zone, inForce);
    const motion = facts.leads.column('motion');
    const isStampedOnly = draft !== undefined;
    const mask = new Uint8Array(facts.leads.rowCount).fill(isStampedOnly ? 1 : 0);
    for (const { content } of applied) {
      const { rule: criteria } = rule(content.criteria!, 'lead', facts.asOfMs);
      const meets = createRuleSession(source).evaluate(criteria).mask;
      const ofMotion = motionMask(motion, content.motion, mask.length);
      for (let lead = 0; lead < mask.length; lead++) if (ofMotion[lead] === 1) mask[lead] = meets[lead]!;
    }
    return mask;
  };

  const factsOf: Session['facts'] = (asOfMs, whatIf) => {
    const own = baseFacts(asOfMs);
    const key = `${own.tables.key}|${head()}|${whatIf ?? ''}`;
    let facts = kept.get(key);
    if (!facts) {
      const inForce = versions(whatIf);
      facts = withHandoffs(own, policyLine(workspace), admitted(own, inForce, whatIf));
      for (const old of [...kept.keys()].slice(0, Math.max(0, kept.size - keptFacts + 1))) kept.delete(old);
    }
    kept.delete(key);
    kept.set(key, facts);
    return facts;
  };

  const rulesOf: Session['rules'] = (facts, subject) => {
    let bySubject = ruleSessions.get(facts);
    if (!bySubject) {
      bySubject = new Map();
      ruleSessions.set(facts, bySubject);
    }
    let session = bySubject.get(subject);
    if (!session) {
      session = createRuleSession(recordsOfFacts(facts, subject, versions()));
      bySubject.set(subject, session);
    }
    return session;
  };

  return {
    workspace,
    versions,
    facts: factsOf,
    rule,
    rules: rulesOf,
    recordRules: (subject, asOfMs) => {
      if (subject === 'handoff') return rulesOf(factsOf(asOfMs), subject);
      const tables = tablesAsOf(workspace, asOfMs);
      const key = `${tables.key}|${subject}|${head()}`;
      let records = recordSessions.get(key);
      if (!records) {
        records = createRuleSession(recordsOfTables(tables, subject, zoneClock(timeZone), versions()));
        for (const old of [...recordSessions.keys()].slice(0, Math.max(0, recordSessions.size - keptFacts + 1))) recordSessions.delete(old);
        recordSessions.set(key, records);
      }
      return records;
    },
    hasLeads: () => {
      if (!workspace.first(extractCount)) return false;
      const tables = tablesAsOf(workspace);
      return tables.table('leads') !== undefined || tables.table('contacts') !== undefined;
    },
    forget: () => {
      recordSessions.clear();
      base = undefined;
      kept.clear();
    },
  };
}

function motionMask(motion: ReturnType<BaseFacts['leads']['column']>, name: string, length: number): Uint8Array {
  if (motion?.kind !== 'text') return new Uint8Array(length).fill(1);
  const holds = Uint8Array.from({ length: motion.dictionary.size }, (_, code) =>
    motion.dictionary.at(code).trim().toLowerCase() === name.toLowerCase() ? 1 : 0,
  );
  return Uint8Array.from(motion.codes, (code) => holds[code]!);
}
