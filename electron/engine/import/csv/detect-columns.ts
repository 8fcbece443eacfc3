import type { JobContext } from '#engine/job.ts';
import type { DateFormat, ParseRequest } from '../parsed-file.ts';
import { type ColumnGuess, guessColumn } from './guess-column.ts';
import { parseFile } from './parse-file.ts';

/** Proposes type, date format and decimal mark of every column from the rows of a sample. */
export function detectColumns(headers: readonly string[], rows: readonly (readonly string[])[]): ColumnGuess[] {
  return headers.map((header, index) =>
    guessColumn(
      header,
      index,
      rows.map((row) => row[index] ?? ''),
    ),
  );
}

/**
 * Judges columns again by every value of the file: the second look at those whose sample can be read two ways.
 * A guess that is still ambiguous then can only be decided by someone.
 */
export async function detectWholeColumns(
  request: Pick<ParseRequest, 'path' | 'encoding' | 'delimiter' | 'headerCount' | 'skipRecords' | 'workers'>,
  guesses: readonly ColumnGuess[],
  job: JobContext,
): Promise<ColumnGuess[]> {
  const plan = guesses.map(({ header, index }) => ({
    header,
    index,
    name: String(index),
    type: 'text' as const,
    onMisfit: 'reject' as const,
  }));
  const parsed = await parseFile({ ...request, columns: plan }, job);
  return guesses.map((guess) => {
    const column = parsed.columns.get(String(guess.index));
    if (column?.kind !== 'text') return guess;
    const texts = Array.from({ length: column.dictionary.size - 1 }, (_, code) => column.dictionary.at(code + 1));
    const whole = guessColumn(guess.header, guess.index, texts);
    const filled = column.codes.reduce((count, code) => count + (code === 0 ? 0 : 1), 0);
    return { ...whole, filled, rows: column.codes.length };
  });
}

/** Columns whose guess a second look may change. */
export function needsWholeColumn(guess: ColumnGuess): boolean {
  return guess.ambiguous !== undefined;
}

export type { ColumnGuess, DateFormat };
