import { canonicalFieldType, type ExtractKind, type FieldType } from '#domain/canonical-fields.ts';
import { ParleyError } from '#domain/errors.ts';
import type { Mapping } from '#domain/mapping.ts';
import { customName } from './custom-name.ts';
import { type FieldAliases, foldHeader, intermediateTypes, type Preset } from './presets/preset.ts';

/** How our own exports head a custom field. */
const ownCustom = /^custom\.[\p{L}_][\p{L}\p{N}_]*$/u;

/** What a header becomes, and who said so. */
export interface ResolvedColumn {
  header: string;
  index: number;
  /** Canonical field, `custom.name` or `skip`. */
  field: string;
  /** Known for canonical fields and for columns that shaping consumes. */
  type: FieldType | undefined;
  from: 'mapping' | 'preset' | 'custom';
}

/** Field of each header by a preset's aliases: for each field the first alias that the file has. */
export function matchAliases(aliases: FieldAliases, headers: readonly string[]): Map<number, string> {
  const places = new Map<string, number>();
  headers.forEach((header, index) => {
    const folded = foldHeader(header);
    if (!places.has(folded)) places.set(folded, index);
  });
  const fields = new Map<number, string>();
  for (const [field, names] of Object.entries(aliases)) {
    for (const name of names) {
      const index = places.get(foldHeader(name));
      if (index !== undefined && !fields.has(index)) {
        fields.set(index, field);
        break;
      }
    }
  }
  return fields;
}

/**
 * Gives every header its field. The mapping's columns come first; a preset fills in the fields that it leaves open (the generic one only where
 * the mapping names no columns); everything else becomes a custom field.
 */
export function resolveColumns(
  kind: ExtractKind,
  headers: readonly string[],
  preset: Preset,
  mapping: Mapping | undefined,
  fileName: string,
): ResolvedColumn[] {
  const taken = new Map<string, string>();
  const fields: (string | undefined)[] = headers.map(() => undefined);
  const origins: ResolvedColumn['from'][] = headers.map(() => 'custom');
  const mapped = Object.entries(mapping?.columns ?? {});
  for (const [header, field] of mapped) {
    const index = findHeader(headers, header);
    if (index === -1)
      throw new ParleyError(
        'E_MAPPING',
        `The mapping names a column that ${fileName} does not have: expected one of ${headers.map((h) => JSON.stringify(h)).join(', ')}, got ${JSON.stringify(header)}. Correct the header in the mapping.`,
        { path: `/columns/${header.replaceAll('~', '~0').replaceAll('/', '~1')}` },
      );
    if (field !== 'skip') {
      const other = taken.get(field);
      if (other !== undefined)
        throw new ParleyError(
          'E_MAPPING',
          `The mapping gives ${field} two columns, ${JSON.stringify(other)} and ${JSON.stringify(header)}. Keep one and make the other a custom field or skip.`,
          { path: `/columns/${header.replaceAll('~', '~0').replaceAll('/', '~1')}` },
        );
      taken.set(field, header);
    }
    fields[index] = field;
    origins[index] = 'mapping';
  }
  for (const field of Object.keys(mapping?.constants ?? {})) taken.set(field, 'a constant');
  const aliases = preset.aliases[kind];
  if (aliases && (preset.name !== 'generic' || mapped.length === 0)) {
    for (const [index, field] of matchAliases(aliases, headers)) {
      if (fields[index] !== undefined || taken.has(field)) continue;
      fields[index] = field;
      origins[index] = 'preset';
      taken.set(field, headers[index]!);
    }
  }
  return headers.map((header, index) => {
    const field = fields[index] ?? freeName(ownCustom.test(header) ? header : `custom.${customName(header, index)}`, taken);
    taken.set(field, header);
    return { header, index, field, type: intermediateTypes[field] ?? canonicalFieldType(kind, field), from: origins[index]! };
  });
}

/** The header itself, else the only one that differs in case, spaces or punctuation. */
function findHeader(headers: readonly string[], wanted: string): number {
  const exact = headers.indexOf(wanted);
  if (exact !== -1) return exact;
  const folded = headers.flatMap((header, index) => (foldHeader(header) === foldHeader(wanted) ? [index] : []));
  return folded.length === 1 ? folded[0]! : -1;
}

function freeName(name: string, taken: ReadonlyMap<string, string>): string {
  if (!taken.has(name)) return name;
  let number = 2;
  while (taken.has(`${name}${number}`)) number++;
  return `${name}${number}`;
}
