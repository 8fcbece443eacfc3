/** Distinct texts of a column. Code 0 is always the empty text: an empty field. */
export interface TextDictionary {
  /** Number of codes, the empty text included. */
  readonly size: number;
  /** The text behind a code; decoded on first use where the dictionary is stored as bytes. */
  at(code: number): string;
}

/** Text by dictionary code, one code a row. `id` columns compare exactly, all other text without regard to case. */
export interface TextColumn {
  readonly kind: 'text';
  readonly id: boolean;
  readonly codes: Uint32Array;
  readonly dictionary: TextDictionary;
}

/** Decimal numbers; NaN is an empty field. */
export interface NumberColumn {
  readonly kind: 'number';
  readonly values: Float64Array;
}

/** Money as whole units of 10^-scale (scale 2: cents); NaN is an empty field. Exact up to 2^53 units. */
export interface MoneyColumn {
  readonly kind: 'money';
  readonly values: Float64Array;
  readonly scale: number;
}

/**
 * Points in time, milliseconds since 1970-01-01T00:00:00Z; NaN is an empty field.
 * `dateOnly`: the extract gave dates without a time; a value is then the start of that day in the workspace's time zone.
 */
export interface TimeColumn {
  readonly kind: 'time';
  readonly values: Float64Array;
  readonly dateOnly: boolean;
}

/** 0 false, 1 true, 2 an empty field. */
export interface BooleanColumn {
  readonly kind: 'boolean';
  readonly values: Uint8Array;
}

export type Column = TextColumn | NumberColumn | MoneyColumn | TimeColumn | BooleanColumn;
export type ColumnKind = Column['kind'];

/** Rows of one kind as columns. `column` loads lazily and answers undefined for a name that the table does not hold. */
export interface Table {
  readonly rowCount: number;
  readonly columnNames: readonly string[];
  column(name: string): Column | undefined;
}

/** A dictionary over texts in memory; the first must be the empty text. */
export function textDictionary(texts: readonly string[]): TextDictionary {
  return { size: texts.length, at: (code) => texts[code]! };
}

/** Dictionary-codes plain texts, in order of first appearance. Empty texts become code 0. */
export function textColumn(texts: readonly string[], id = false): TextColumn {
  const codeOf = new Map<string, number>([['', 0]]);
  const distinct = [''];
  const codes = new Uint32Array(texts.length);
  texts.forEach((text, row) => {
    let code = codeOf.get(text);
    if (code === undefined) {
      code = distinct.length;
      distinct.push(text);
      codeOf.set(text, code);
    }
    codes[row] = code;
  });
  return { kind: 'text', id, codes, dictionary: textDictionary(distinct) };
}

/** A table over columns in memory; all columns have `rowCount` rows. */
export function memoryTable(rowCount: number, columns: Readonly<Record<string, Column>>): Table {
  const byName = new Map(Object.entries(columns));
  return { rowCount, columnNames: [...byName.keys()], column: (name) => byName.get(name) };
}
