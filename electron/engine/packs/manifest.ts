import { canonicalJson } from '#domain/canonical-json.ts';
import type { Coordinates } from '#domain/coordinates.ts';
import { ParleyError } from '#domain/errors.ts';
import { parseStrictJson } from '#domain/strict-json.ts';
import { readPdfAttachment } from './pdf/read-pdf-attachment.ts';

/** A printed value: `path` is a JSON pointer into the result of `analysis` asked with `request`. */
export interface ManifestFigure {
  id: string;
  analysis: string;
  request: unknown;
  path: string;
  value: unknown;
}

/** What a document was made from, enough to recompute every number in it. */
export interface Manifest {
  format: 'parley-manifest/1';
  document: string;
  title: string;
  asOf: string;
  timeZone: string;
  engine: string;
  workspaceId: string;
  /** Hash of the newest entry of the decision log, null for an empty log. */
  logHead: string | null;
  definitions: Coordinates['definitions'];
  policies: Coordinates['policies'];
  extracts: Coordinates['extracts'];
  figures: ManifestFigure[];
}

export const manifestName = 'manifest.json';

/** Each value once, ordered by the texts that `order` gives. */
function distinct<T>(values: readonly T[], order: (value: T) => string[]): T[] {
  const keyed = new Map(values.map((value) => [canonicalJson([...order(value), value]), value]));
  return [...keyed].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, value]) => value);
}

/** Joins the coordinates of all results of a document into one sorted list each. */
export function mergeCoordinates(
  all: readonly Pick<Coordinates, 'definitions' | 'policies' | 'extracts'>[],
): Pick<Manifest, 'definitions' | 'policies' | 'extracts'> {
  return {
    definitions: distinct(
      all.flatMap((each) => each.definitions),
      (each) => [each.motion, each.term],
    ),
    policies: distinct(
      all.flatMap((each) => each.policies),
      (each) => [each.name],
    ),
    extracts: distinct(
      all.flatMap((each) => each.extracts),
      (each) => [each.kind, each.id],
    ),
  };
}

/** The value at a JSON pointer, undefined where there is none. */
export function valueAt(root: unknown, pointer: string): unknown {
  let value = root;
  for (const part of pointer.split('/').slice(1)) {
    const key = part.replaceAll('~1', '/').replaceAll('~0', '~');
    if (value === null || typeof value !== 'object' || !Object.hasOwn(value, key)) return undefined;
    value = (value as Record<string, unknown>)[key];
  }
  return value;
}

/** The manifest as the bytes that are embedded: canonical JSON. */
export function manifestBytes(manifest: Manifest): Uint8Array {
  return new TextEncoder().encode(canonicalJson(manifest));
}

const isText = (value: unknown): value is string => typeof value === 'string';

/** Reads a manifest from its JSON text. @throws ParleyError E_MANIFEST for anything that is none. */
export function parseManifest(text: string): Manifest {
  const value = parseStrictJson(text) as unknown as Partial<Manifest> | null;
  const lists = [value?.definitions, value?.policies, value?.extracts, value?.figures];
  const texts = [value?.asOf, value?.engine, value?.workspaceId];
  if (value?.format !== 'parley-manifest/1' || !texts.every(isText) || !lists.every(Array.isArray))
    throw new ParleyError(
      'E_MANIFEST',
      'Expected a manifest of format parley-manifest/1 with its definitions, extracts and figures, got other JSON.',
    );
  for (const [index, figure] of value.figures!.entries()) {
    if (!figure || !isText(figure.id) || !isText(figure.analysis) || !isText(figure.path))
      throw new ParleyError('E_MANIFEST', `Expected figure ${index + 1} of the manifest to name its id, analysis and path.`);
  }
  return value as Manifest;
}

/** The manifest embedded in a PDF that Parley wrote. @throws ParleyError E_NOT_PACK, E_MANIFEST. */
export function readManifest(pdf: Uint8Array): Manifest {
  return parseManifest(new TextDecoder('utf-8', { fatal: true }).decode(readPdfAttachment(pdf, manifestName)));
}
