/** Where the search for fields stands in a range. */
export interface FieldCursor {
  /** The next record's start. */
  at: number;
  /** Line breaks and blank lines passed. */
  lines: number;
  blanks: number;
  /** Where fields without their doubled quotes are put: behind the data. */
  scratch: number;
  /** Bounds of the last such field, and the line breaks in it. */
  start: number;
  end: number;
  breaks: number;
}

export function fieldCursor(at: number): FieldCursor {
  return { at, lines: 0, blanks: 0, scratch: 0, start: 0, end: 0, breaks: 0 };
}
