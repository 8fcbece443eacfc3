import { canonicalJson } from '#domain/canonical-json.ts';
import { type Manifest, valueAt } from './manifest.ts';

export interface ManifestDifference {
  /** Id of the figure. */
  figure: string;
  /** JSON pointer of the first value that differs, within the result. */
  path: string;
  printed: unknown;
  recomputed: unknown;
}
export interface ManifestComparison {
  ok: boolean;
  /** Figures compared. */
  checked: number;
  firstDifference?: ManifestDifference;
}

/** Where two JSON values first differ, in the order of keys; null where they are equal. */
function firstDifference(printed: unknown, recomputed: unknown, path: string): Omit<ManifestDifference, 'figure'> | null {
  if (Array.isArray(printed) && Array.isArray(recomputed)) {
    for (let index = 0; index < Math.max(printed.length, recomputed.length); index++) {
      const found = firstDifference(printed[index], recomputed[index], `${path}/${index}`);
      if (found) return found;
    }
    return null;
  }
  if (isRecord(printed) && isRecord(recomputed)) {
    for (const key of [...new Set([...Object.keys(printed), ...Object.keys(recomputed)])].sort()) {
      const found = firstDifference(printed[key], recomputed[key], `${path}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`);
      if (found) return found;
    }
    return null;
  }
  return Object.is(printed, recomputed) || (printed === 0 && recomputed === 0) ? null : { path, printed, recomputed };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Recomputes every figure of a manifest and compares it, value by value.
 * @param recompute runs an analysis as the manifest asks; it is called once for each distinct analysis and request.
 */
export async function compareManifest(
  manifest: Manifest,
  recompute: (analysis: string, request: unknown) => Promise<unknown>,
): Promise<ManifestComparison> {
  const results = new Map<string, unknown>();
  let checked = 0;
  for (const figure of manifest.figures) {
    const key = canonicalJson([figure.analysis, figure.request]);
    if (!results.has(key)) results.set(key, await recompute(figure.analysis, figure.request));
    const difference = firstDifference(figure.value, valueAt(results.get(key), figure.path), figure.path);
    checked++;
    if (difference) return { ok: false, checked, firstDifference: { figure: figure.id, ...difference } };
  }
  return { ok: true, checked };
}
