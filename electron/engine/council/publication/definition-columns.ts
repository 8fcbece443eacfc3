import type { DefinitionTableRow } from './definition-table.ts';

/** The columns of the definition table as people read it, in CSV and Markdown alike. */
export const definitionColumns: readonly [header: string, text: (row: DefinitionTableRow) => string][] = [
  ['Term', (row) => row.term],
  ['Motion', (row) => row.motion],
  ['Version', (row) => `${row.version}`],
  ['State', (row) => (row.state === 'signed' ? 'signed, not yet in force' : 'in force')],
  ['Criteria', (row) => row.criteria ?? valuesOf(row)],
  ['In words', (row) => row.english],
  ['Owner', (row) => (row.owner.name === '' ? row.owner.title : `${row.owner.name}, ${row.owner.title}`)],
  ['Audit', (row) => cadences[row.auditCadence]],
  ['Effective', (row) => effective(row)],
  ['Signed by', (row) => row.signOffs.map((one) => `${one.name}, ${one.title} (${one.side}), ${one.signedAt.slice(0, 10)}`).join('; ')],
  ['Key fingerprints', (row) => row.signOffs.map((one) => one.fingerprint).join('; ')],
  ['Content SHA-256', (row) => row.contentHash],
];

const cadences = { monthly: 'every month', quarterly: 'every quarter', halfYearly: 'every half-year', yearly: 'every year' };

function effective({ state, effectiveFrom, effectiveTo }: DefinitionTableRow): string {
  const from = effectiveFrom ?? (state === 'signed' ? 'from its activation' : 'from the beginning');
  return effectiveTo === null ? from : `${from} until ${effectiveTo}`;
}

function valuesOf({ content }: DefinitionTableRow): string {
  if (content.picklist !== null) return content.picklist.map(({ code, retired }) => (retired ? `${code} (retired)` : code)).join('; ');
  return (content.thresholds ?? [])
    .map(({ score, label, expectedRate }) => `${score} ${label}${expectedRate === null ? '' : ` (expected ${expectedRate})`}`)
    .join('; ');
}
