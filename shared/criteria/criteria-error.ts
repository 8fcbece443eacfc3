import { ParleyError } from '#domain/errors.ts';

/** A place in a rule's text, both from 1. */
export interface Position {
  line: number;
  column: number;
}

/**
 * The error of a rule that can't be read or doesn't fit the fields: E_CRITERIA with `data` {line, column, found, expected}.
 * @param message what is wrong, without the place.
 */
export function criteriaError(message: string, position: Position | undefined, found: string, expected: string): ParleyError {
  const place = position === undefined ? '' : `line ${position.line}, column ${position.column}: `;
  return new ParleyError('E_CRITERIA', place + message, {
    path: position === undefined ? undefined : `criteria:${position.line}:${position.column}`,
    data: { line: position?.line ?? null, column: position?.column ?? null, found, expected },
  });
}
