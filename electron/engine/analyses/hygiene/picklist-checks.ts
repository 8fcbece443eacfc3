import type { ExtractKind } from '#domain/canonical-fields.ts';
import type { Facts } from '../../facts/facts.ts';
import type { VersionInForce } from '../context.ts';
import { type Finding, idsOf, opportunitiesOf, text } from './finding.ts';

const picklistFields: [ExtractKind, string][] = [
  ['leads', 'source'],
  ['leads', 'rejectionReason'],
  ['leads', 'industry'],
  ['leads', 'country'],
  ['leads', 'motion'],
  ['opportunities', 'stage'],
  ['opportunities', 'lossReason'],
  ['opportunities', 'source'],
];

/** The same value in two spellings is a finding, never merged in silence. Case, spaces and punctuation do not tell values apart. */
export function spellingKey(value: string): string {
  return value
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');
}

/** Values in several spellings, and values that a signed picklist does not hold. */
export function picklistChecks(facts: Facts, versions: readonly VersionInForce[]): Finding[] {
  return picklistFields.flatMap(([kind, field]) => {
    const table = kind === 'leads' ? facts.leads : facts.tables.table(kind);
    const column = text(table, field);
    if (!table || !column || column.dictionary.size > 5000) return [];
    const counts = new Int32Array(column.dictionary.size);
    for (let row = 0; row < column.codes.length; row++) counts[column.codes[row]!]!++;
    const object = kind === 'leads' ? 'lead' : 'opportunity';
    const of = table.rowCount - counts[0]!;
    const finding = (check: string, sentence: string, codes: Set<number>): Finding => {
      const rows: number[] = [];
      for (let row = 0; row < column.codes.length; row++) if (codes.has(column.codes[row]!)) rows.push(row);
      return {
        check,
        object,
        finding: sentence,
        ids: idsOf(table, rows),
        of,
        opportunityRows: kind === 'leads' ? opportunitiesOf(facts, rows) : rows,
        distorts: [`figures by ${field}`],
      };
    };
    const found: Finding[] = [];
    const bySpelling = new Map<string, number[]>();
    for (let code = 1; code < column.dictionary.size; code++) {
      if (counts[code] === 0) continue;
      const key = spellingKey(column.dictionary.at(code));
      bySpelling.set(key, [...(bySpelling.get(key) ?? []), code]);
    }
    const variants = [...bySpelling.values()].filter((codes) => codes.length > 1);
    if (variants.length > 0) {
      const minor = new Set(variants.flatMap((codes) => codes.sort((a, b) => counts[b]! - counts[a]!).slice(1)));
      const shown = variants.map((codes) => codes.map((code) => `"${column.dictionary.at(code)}"`).join(' / ')).slice(0, 5);
      found.push(finding('spellingVariants', `${field} values in several spellings: ${shown.join('; ')}`, minor));
    }
    const governed = versions.find(
      ({ content }) => content.kind === 'picklist' && picklistIsFor(content.term, field) && content.picklist !== null,
    );
    if (governed) {
      const allowed = new Set(
        governed.content
          .picklist!.filter(({ retired }) => !retired)
          .flatMap(({ code, label }) => [code.toLowerCase(), label.toLowerCase()]),
      );
      const strange = new Set<number>();
      for (let code = 1; code < column.dictionary.size; code++)
        if (counts[code]! > 0 && !allowed.has(column.dictionary.at(code).trim().toLowerCase())) strange.add(code);
      if (strange.size > 0) {
        found.push(
          finding(
            'picklistViolation',
            `${field} values that the picklist "${governed.content.term}" version ${governed.version} does not hold`,
            strange,
          ),
        );
      }
    }
    return found;
  });
}

function picklistIsFor(term: string, field: string): boolean {
  const key = spellingKey(term);
  const names: Record<string, RegExp> = {
    source: /leadsources?|^sources?$/,
    rejectionReason: /rejection|reasoncodes?/,
    lossReason: /lossreasons?/,
    industry: /industr/,
    country: /countr/,
  };
  return names[field]?.test(key) ?? false;
}
