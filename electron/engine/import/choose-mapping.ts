import type { ExtractKind } from '#domain/canonical-fields.ts';
import { ParleyError } from '#domain/errors.ts';
import type { Mapping } from '#domain/mapping.ts';
import { foldHeader } from './presets/preset.ts';

/**
 * The mapping meant for a file: the one all of whose headers the file has (most headers first), else one without headers for the file's kind.
 * @param kindByName kind that the file would have without a mapping.
 */
export function chooseMapping(
  mappings: readonly Mapping[],
  headers: readonly string[],
  kindByName: ExtractKind | undefined,
): Mapping | undefined {
  const folded = new Set(headers.map(foldHeader));
  const fitting = mappings
    .filter((mapping) => {
      const wanted = wantedHeaders(mapping);
      return wanted.length === 0 ? mapping.kind === kindByName : wanted.every((header) => folded.has(foldHeader(header)));
    })
    .filter((mapping) => kindByName === undefined || wantedHeaders(mapping).length > 0 || mapping.kind === kindByName)
    .sort((a, b) => Number(b.kind === kindByName) - Number(a.kind === kindByName) || wantedHeaders(b).length - wantedHeaders(a).length);
  return fitting[0];
}

/** A mapping that no file took is a mistake: throws E_MAPPING naming the headers that no file has. */
export function requireAllUsed(
  mappings: readonly Mapping[],
  used: ReadonlySet<Mapping>,
  files: readonly { fileName: string; headers: readonly string[] }[],
): void {
  mappings.forEach((mapping, index) => {
    if (used.has(mapping)) return;
    const wanted = wantedHeaders(mapping);
    const nearest = files
      .map(({ fileName, headers }) => {
        const folded = new Set(headers.map(foldHeader));
        return { fileName, lacks: wanted.filter((header) => !folded.has(foldHeader(header))) };
      })
      .sort((a, b) => a.lacks.length - b.lacks.length)[0];
    throw new ParleyError(
      'E_MAPPING',
      `The mapping for ${mapping.kind}${mappings.length > 1 ? ` (number ${index + 1})` : ''} fits no file${
        nearest && nearest.lacks.length > 0
          ? `: ${nearest.fileName} has no column ${nearest.lacks.map((header) => JSON.stringify(header)).join(', ')}`
          : ''
      }. Correct its headers, or leave it out.`,
      { path: mappings.length > 1 ? `/${index}` : '' },
    );
  });
}

/** The headers that a mapping names; the empty one stands for an unnamed last column. */
function wantedHeaders(mapping: Mapping): string[] {
  return Object.keys(mapping.columns).filter((header) => header !== '');
}
