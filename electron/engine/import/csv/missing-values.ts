import { misfit } from './misfit.ts';
import type { ValueReader } from './read-number.ts';

const encoder = new TextEncoder();

/** Values of those `missing` spellings that could also be read as values, so that `0` can mean "none". */
export function missingValues(spellings: readonly string[] | undefined, read: ValueReader): ReadonlySet<number> | undefined {
  const values = new Set<number>();
  for (const spelling of spellings ?? []) {
    const bytes = encoder.encode(spelling);
    const value = read(bytes, 0, bytes.length);
    if (value !== misfit && !Number.isNaN(value)) values.add(value);
  }
  return values.size === 0 ? undefined : values;
}
