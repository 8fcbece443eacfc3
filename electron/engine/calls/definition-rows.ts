import { checkCriteria } from '#criteria/check.ts';
import { compileCriteria } from '#criteria/compile/compile.ts';
import { parseCriteria } from '#criteria/parse.ts';
import type { DefinitionContent } from '#domain/definition.ts';
import { zoneClock } from '#domain/time-zone.ts';
import { type DefinitionTableRow, definitionTable } from '../council/publication/definition-table.ts';
import { tablesAsOf } from '../extracts/tables-as-of.ts';
import type { DefinitionRow } from '../packs/definition-rows.ts';
import { ruleCatalog } from '../rules/rule-catalog.ts';
import type { Session } from '../session.ts';

const auditMonths: Record<DefinitionContent['auditCadence'], number> = { monthly: 1, quarterly: 3, halfYearly: 6, yearly: 12 };

/** The table of signed definitions as of a moment, with the rules in English. */
export function publishedDefinitions(session: Session, atMs: number): DefinitionTableRow[] {
  return definitionTable(session.workspace, { atMs, english: (criteria, object) => englishOf(session, criteria, object) });
}

/** The same rows as a document prints them, each marked queryable or a slide. */
export function definitionRows(session: Session, atMs: number): DefinitionRow[] {
  const zone = zoneClock(session.workspace.settings.timeZone);
  return publishedDefinitions(session, atMs).map((row) => {
    const lastSigned = Math.max(...row.signOffs.map(({ signedAt }) => Date.parse(signedAt)));
    const due = Number.isFinite(lastSigned) ? zone.localParts(lastSigned) : undefined;
    const month = due ? due.year * 12 + due.month - 1 + auditMonths[row.auditCadence] : 0;
    return {
      term: row.term,
      motion: row.motion,
      version: row.version,
      state: row.state,
      hash: row.contentHash,
      criteria: row.criteria,
      english: row.english === '' ? null : row.english,
      queryable:
        row.criteria === null
          ? row.content.picklist !== null || row.content.thresholds !== null
          : isQueryable(session, row.criteria, row.content.object),
      owner: row.owner.name,
      ownerTitle: row.owner.title,
      auditCadence: row.auditCadence,
      nextAudit: due
        ? `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}-${String(Math.min(due.day, 28)).padStart(2, '0')}`
        : null,
      inForceFrom: row.effectiveFrom,
      rationale: row.content.rationale,
      ...valuesOf(row.content),
      signoffs: row.signOffs.map(({ name, title, side, signedAt, fingerprint }) => ({
        name,
        title,
        side,
        at: signedAt,
        keyFingerprint: fingerprint,
      })),
    };
  });
}

/** What a list or score model holds instead of a rule. */
function valuesOf({ picklist, thresholds }: DefinitionContent): { values?: string[] } {
  if (picklist) return { values: picklist.filter(({ retired }) => !retired).map(({ label }) => label) };
  if (!thresholds) return {};
  const promise = (rate: number | null) => (rate === null ? '' : `, ${(rate * 100).toFixed(0)}% expected`);
  return { values: thresholds.map(({ score, label, expectedRate }) => `${label} from ${score}${promise(expectedRate)}`) };
}

function englishOf(session: Session, criteria: string, object: DefinitionContent['object']): string {
  const catalog = ruleCatalog(session.hasLeads() ? tablesAsOf(session.workspace) : undefined, session.versions());
  const { rule, positions } = parseCriteria(criteria);
  return compileCriteria(checkCriteria(rule, { catalog, subject: object, positions }), 'english', { catalog }).text;
}

/** Whether every field of a rule is a column of the newest extracts: otherwise the definition is a slide. */
function isQueryable(session: Session, criteria: string, object: DefinitionContent['object']): boolean {
  if (!session.hasLeads()) return false;
  const tables = tablesAsOf(session.workspace);
  const { rule } = parseCriteria(criteria);
  const { issues, fields } = checkCriteria(rule, { catalog: ruleCatalog(tables, session.versions()), subject: object });
  if (issues.some(({ severity }) => severity === 'error')) return false;
  const kinds = {
    lead: ['leads', 'contacts'],
    opportunity: ['opportunities'],
    account: ['accounts'],
    activity: ['activities'],
    touch: ['campaignMembers'],
  } as const;
  return fields.every((field) => {
    const [subject, ...rest] = field.split('.');
    if (!Object.hasOwn(kinds, subject!)) return true;
    const name = rest.join('.') === 'emailDomain' ? 'email' : rest.join('.');
    return kinds[subject as keyof typeof kinds].some((kind) =>
      tables.table(kind)?.columnNames.some((column) => column === name || column === `custom.${name}`),
    );
  });
}
