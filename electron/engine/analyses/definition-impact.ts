import type { CallOutput } from '#contract/calls.ts';
import { createRuleSession } from '#criteria/evaluate.ts';
import type { Column } from '#domain/columns.ts';
import { ParleyError } from '#domain/errors.ts';
import { formatIsoUtc, parseIsoTime } from '#domain/iso-time.ts';
import { zoneClock } from '#domain/time-zone.ts';
import { tablesAsOf } from '../extracts/tables-as-of.ts';
import { recordsOfTables } from '../rules/rule-records.ts';
import type { Session } from '../session.ts';
import { versionAsWhatIf } from './versions-in-force.ts';

type Impact = CallOutput<'definitions.impact'>;

/** Which records a version admits that the version in force does not, and the reverse; every record stands in exactly one of the four counts. */
export function definitionImpact(session: Session, ref: string, asOf: string | undefined): Impact {
  const { workspace } = session;
  const { timeZone } = workspace.settings;
  const after = versionAsWhatIf(workspace, ref);
  const object = after.content.object;
  if (after.content.criteria === null)
    throw new ParleyError('E_ARGS', `${ref} has no criteria: there is nothing to evaluate.`, { path: 'ref' });
  if (object === 'handoff')
    throw new ParleyError('E_ARGS', `${ref} is a rule over handoffs; use analyze with --definition ${ref} instead.`, { path: 'ref' });
  const asOfMs = asOf === undefined ? undefined : parseIsoTime(asOf, timeZone);
  const tables = tablesAsOf(workspace, asOfMs);
  const before = session
    .versions()
    .findLast(({ definitionId, fromMs, toMs }) => definitionId === after.definitionId && fromMs <= tables.asOfMs && tables.asOfMs < toMs);
  const source = recordsOfTables(tables, object, zoneClock(timeZone), session.versions());
  const rules = createRuleSession(source);
  const now = rules.evaluate(session.rule(after.content.criteria, object, tables.asOfMs).rule).mask;
  const then = before?.content.criteria
    ? rules.evaluate(session.rule(before.content.criteria, object, tables.asOfMs).rule).mask
    : new Uint8Array(now.length);
  const ids = source.field({ object, name: 'id', custom: false });
  const sources = object === 'account' ? undefined : source.field({ object, name: 'source', custom: false });
  const impact: Impact = {
    before: before ? `${before.definitionId}@${before.version}` : null,
    after: ref,
    asOf: formatIsoUtc(tables.asOfMs),
    total: 0,
    both: 0,
    flipIn: 0,
    flipOut: 0,
    neither: 0,
    bySource: [],
    flipInIds: [],
    flipOutIds: [],
  };
  const bySource = new Map<string, { flipIn: number; flipOut: number }>();
  for (let row = 0; row < now.length; row++) {
    if (source.excluded?.[row] === 1) continue;
    impact.total++;
    if (now[row] === then[row]) {
      if (now[row] === 1) impact.both++;
      else impact.neither++;
      continue;
    }
    const direction = now[row] === 1 ? 'flipIn' : 'flipOut';
    impact[direction]++;
    impact[`${direction}Ids`].push(textAt(ids, row));
    const value = textAt(sources, row);
    const counts = bySource.get(value) ?? { flipIn: 0, flipOut: 0 };
    counts[direction]++;
    bySource.set(value, counts);
  }
  impact.bySource = [...bySource]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([value, counts]) => ({ value: value === '' ? null : value, ...counts }));
  return impact;
}

function textAt(column: Column | undefined, row: number): string {
  return column?.kind === 'text' ? column.dictionary.at(column.codes[row]!) : '';
}
