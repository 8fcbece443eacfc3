import { formatDate } from '#figures/formats.ts';
import { wordsOf } from '#figures/words.ts';
import type { DefinitionRow } from './definition-rows.ts';
import type { Block, TableBlock, TableCell } from './pdf/blocks.ts';
import { type } from './pdf/palette.ts';

const cadences: Record<DefinitionRow['auditCadence'], string> = {
  monthly: 'monthly',
  quarterly: 'quarterly',
  halfYearly: 'every six months',
  yearly: 'yearly',
};

function termCell(row: DefinitionRow): TableCell {
  return {
    spans: [
      { text: `${row.term} v${row.version}`, style: type.cellStrong },
      {
        text: `\n${row.motion} · ${wordsOf(row.state).toLowerCase()}${row.inForceFrom ? ` since ${formatDate(row.inForceFrom)}` : ''}`,
        style: type.small,
      },
      { text: `\n${row.hash.slice(0, 16)}`, style: type.monoSoft },
    ],
  };
}

function ruleCell(row: DefinitionRow): TableCell {
  if (row.criteria === null && row.values && row.values.length > 0) return { text: row.values.join(' · '), style: type.cell };
  if (row.criteria === null && row.queryable) return { text: 'A governed list, kept in the workspace.', style: type.cellSoft };
  if (row.criteria === null) return { text: 'No rule: a slide, not a definition.', style: type.cellAlarm };
  return {
    spans: [
      { text: row.english?.trim() ?? '', style: type.cell },
      { text: `${row.english ? '\n' : ''}${row.criteria}`, style: type.mono },
      ...(row.queryable ? [] : [{ text: '\nNot queryable on every field: a slide, not a definition.', style: type.cellAlarm }]),
    ],
  };
}

function signCell(row: DefinitionRow): TableCell {
  if (row.signoffs.length === 0) return { text: 'not signed', style: type.cellSoft };
  return {
    spans: row.signoffs.flatMap((sign, index) => [
      { text: `${index > 0 ? '\n' : ''}${sign.name}`, style: type.smallStrong },
      { text: `, ${sign.side}, ${formatDate(sign.at)}`, style: type.small },
      { text: ` ${sign.keyFingerprint.replaceAll(' ', '').slice(0, 8)}`, style: type.monoSoft },
    ]),
  };
}

/** The definition table: term, rule, owner with cadence, sign-offs. */
export function definitionTable(rows: readonly DefinitionRow[]): TableBlock {
  return {
    kind: 'table',
    summary: 'Definitions with their rule, owner, audit cadence and sign-offs',
    empty: 'No definition is signed yet.',
    columns: [
      { label: 'Term', width: 118 },
      { label: 'Rule', weight: 1 },
      { label: 'Owner', width: 104 },
      { label: 'Signed by', width: 128 },
    ],
    rows: rows.map((row) => [
      termCell(row),
      ruleCell(row),
      {
        spans: [
          { text: row.owner === '' ? 'no owner' : row.owner, style: row.owner === '' ? type.cellAlarm : type.cell },
          ...(row.ownerTitle === '' ? [] : [{ text: `\n${row.ownerTitle}`, style: type.small }]),
          { text: `\naudit ${cadences[row.auditCadence]}${row.nextAudit ? `, next ${formatDate(row.nextAudit)}` : ''}`, style: type.small },
        ],
      },
      signCell(row),
    ]),
  };
}

/** Why each version says what it says, for those that give a reason. */
export function rationaleBlocks(rows: readonly DefinitionRow[]): Block[] {
  const given = rows.filter((row) => row.rationale !== '');
  if (given.length === 0) return [];
  return [
    { kind: 'heading', level: 3, text: 'Why', bookmark: 'Why' },
    ...given.map(
      (row): Block => ({
        kind: 'paragraph',
        text: [
          { text: `${row.term} v${row.version} (${row.motion})  `, style: type.strong },
          { text: row.rationale, style: type.body },
        ],
      }),
    ),
  ];
}

/** `3 of 4 definitions are in force and signed by both sides.` */
export function definitionsMessage(rows: readonly DefinitionRow[]): string {
  const agreed = rows.filter((row) => ['marketing', 'sales'].every((side) => row.signoffs.some((sign) => sign.side === side)));
  if (rows.length === 0) return 'No definition is signed yet.';
  const slides = rows.filter((row) => !row.queryable).length;
  const tail = slides === 0 ? 'and every rule can be queried' : `and ${slides} cannot be queried`;
  return `${agreed.length} of ${rows.length} definitions are signed by marketing and sales, ${tail}.`;
}
