import { ParleyError } from '#domain/errors.ts';
import { columnLimit } from './limits.ts';

const dataLike = [
  /^[^\s@]+@[^\s@]+\.[a-z]{2,}$/i,
  /^\d{4}-\d{2}-\d{2}([T ]|$)/,
  /^\d{1,2}[./]\d{1,2}[./]\d{4}/,
  /^[-+$\u20ac\u00a3]?\d[\d.,]*$/,
  /^(true|false)$/i,
  /^(?=.*\d)(?=00|[a-z]0)[a-z0-9]{15}([a-z0-9]{3})?$/i,
];

/** Whether a first row reads like data rather than like the names of columns. */
export function looksLikeData(headers: readonly string[]): boolean {
  const named = headers.filter((header) => header.trim() !== '');
  const like = named.filter((header) => dataLike.some((pattern) => pattern.test(header.trim()))).length;
  return like > 0 && like * 4 >= named.length;
}

/**
 * Refuses headers that can't be told apart; unnamed columns at the end are let through.
 * @returns how many unnamed columns stand at the end.
 * @throws ParleyError E_TOO_WIDE, E_EMPTY_HEADER, E_DUPLICATE_HEADER naming both columns.
 */
export function requireTellableHeaders(headers: readonly string[]): number {
  if (headers.length > columnLimit) {
    throw new ParleyError(
      'E_TOO_WIDE',
      `The header names ${headers.length} columns; at most 20,000 are read. Check the delimiter, or export fewer columns.`,
      {
        data: { columns: headers.length },
      },
    );
  }
  let named = headers.length;
  while (named > 0 && headers[named - 1]!.trim() === '') named--;
  const first = new Map<string, number>();
  for (let index = 0; index < named; index++) {
    const key = headers[index]!.trim().replace(/\s+/g, ' ').toLowerCase();
    if (key === '') {
      throw new ParleyError(
        'E_EMPTY_HEADER',
        `Column ${index + 1} has no name in the header. Name it, or leave the column out of the export.`,
        {
          data: { column: index + 1 },
        },
      );
    }
    const earlier = first.get(key);
    if (earlier !== undefined) {
      throw new ParleyError(
        'E_DUPLICATE_HEADER',
        `Columns ${earlier + 1} ("${headers[earlier]}") and ${index + 1} ("${headers[index]}") have the same name. Rename one of them, or leave it out of the export.`,
        { data: { columns: [earlier + 1, index + 1] } },
      );
    }
    first.set(key, index);
  }
  return headers.length - named;
}
