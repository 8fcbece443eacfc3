import type { criteriaCalls } from '#contract/criteria-calls.ts';
import { requireCriteria } from '#criteria/check.ts';
import { compileCriteria } from '#criteria/compile/compile.ts';
import { explainRecord } from '#criteria/explain.ts';
import { parseCriteria } from '#criteria/parse.ts';
import type { RecordSource } from '#criteria/record-source.ts';
import type { TextColumn } from '#domain/columns.ts';
import { ParleyError } from '#domain/errors.ts';
import { parseIsoTime } from '#domain/iso-time.ts';
import { zoneClock } from '#domain/time-zone.ts';
import { sha256Hex } from '../council/sha256-hex.ts';
import { tablesAsOf } from '../extracts/tables-as-of.ts';
import { indexIds } from '../facts/join-ids.ts';
import { ruleCatalog } from '../rules/rule-catalog.ts';
import type { CallScope, Handlers } from './handler.ts';

function asOfMsOf(asOf: string | undefined, { workspace }: CallScope): number | undefined {
  return asOf === undefined ? undefined : parseIsoTime(asOf, workspace.settings.timeZone);
}

function idsOf(source: RecordSource): TextColumn {
  const ids = source.field({ object: source.subject, name: 'id', custom: false });
  if (ids?.kind !== 'text') throw new ParleyError('E_NOT_MEASURABLE', `The extract holds no ids of the ${source.subject} records.`);
  return ids;
}

export const criteriaHandlers: Handlers<keyof typeof criteriaCalls> = {
  'criteria.evaluate': ({ criteria, object, ids, asOf }, scope) => {
    const asOfMs = asOfMsOf(asOf, scope);
    const { rule, subject } = scope.session.rule(criteria, object, asOfMs);
    const rules = scope.session.recordRules(subject, asOfMs);
    const { mask, count, total } = rules.evaluate(rule);
    if (!ids) return { object: subject, total, count };
    const column = idsOf(rules.source);
    const found: string[] = [];
    for (let row = 0; row < mask.length; row++) if (mask[row] === 1) found.push(column.dictionary.at(column.codes[row]!));
    return { object: subject, total, count, ids: found };
  },
  'criteria.explain': ({ criteria, id, object, asOf }, scope) => {
    const asOfMs = asOfMsOf(asOf, scope);
    const { rule, subject } = scope.session.rule(criteria, object, asOfMs);
    const { source } = scope.session.recordRules(subject, asOfMs);
    const row = indexIds(idsOf(source)).rowOf(id);
    if (row < 0) throw new ParleyError('E_ARGS', `No ${subject} has the id "${id}" in the extracts as of that time.`, { path: 'id' });
    const whole = explainRecord(rule, source, row);
    return { object: subject, id, met: whole.met, clauses: rule.kind === 'and' ? whole.parts : [whole] };
  },
  'criteria.compile': ({ criteria, target, object }, scope) => {
    const parsed = parseCriteria(criteria);
    const versions = scope.hasWorkspace ? scope.session.versions() : [];
    const tables = scope.hasWorkspace && scope.session.hasLeads() ? tablesAsOf(scope.workspace) : undefined;
    const catalog = ruleCatalog(tables, versions);
    const checked = requireCriteria(parsed.rule, { catalog, positions: parsed.positions, ...(object ? { subject: object } : {}) });
    const { canonical, ...compiled } = compileCriteria(checked, target, {
      catalog,
      ...(tables
        ? {
            asOfMs: tables.asOfMs,
            clock: zoneClock(scope.workspace.settings.timeZone),
            leadKind: tables.table('leads') ? ('leads' as const) : ('contacts' as const),
          }
        : {}),
    });
    return { ...compiled, unsupported: compiled.unsupported.map((clause) => ({ ...clause })), treeHash: sha256Hex(canonical) };
  },
};
