import type { ExtractKind } from '#domain/canonical-fields.ts';
import type { Mapping } from '#domain/mapping.ts';
import { contradictingDates, type DateContradiction } from './contradicting-dates.ts';
import type { ColumnGuess } from './csv/detect-columns.ts';
import { customName } from './custom-name.ts';
import type { ImportQuestion, PlannedColumn } from './import-plan.ts';
import { mostlyReads } from './mostly-reads.ts';
import { dateFormatOf } from './parse-mapping.ts';
import type { ResolvedColumn } from './resolve-columns.ts';

/** How exports of each family write an empty lookup. */
const emptyLookups: Readonly<Record<string, readonly string[]>> = { salesforce: ['000000000000000aaa', '000000000000000'], zoho: ['0'] };

export interface ColumnSettings {
  kind: ExtractKind;
  fileName: string;
  mapping: Mapping | undefined;
  /** Zone of times without one, and of days. */
  timeZone: string;
  dayZone: string;
  /** Name of the preset, by which empty lookups are known. */
  emptyLookups: string;
}

/**
 * Decides each column's type and reading from its field and what its values look like. A canonical field whose values do not fit its type at all becomes a
 * custom text field, with a warning; what can be read two ways is asked, in custom columns kept as text.
 */
export function planColumns(
  resolved: readonly ResolvedColumn[],
  guesses: readonly ColumnGuess[],
  rows: readonly (readonly string[])[],
  settings: ColumnSettings,
): { columns: PlannedColumn[]; questions: ImportQuestion[] } {
  const questions: ImportQuestion[] = [];
  const decimal = settings.mapping?.decimal ?? agreedDecimal(guesses);
  const taken = new Set(resolved.map(({ field }) => field));
  const columns = resolved.map((column): PlannedColumn => {
    const guess = guesses[column.index]!;
    const samples = guess.samples.slice(0, 3);
    const warnings: string[] = [];
    const base = { header: column.header, index: column.index, name: column.field, from: column.from, samples, warnings };
    if (guess.damaged > 0) warnings.push(`${guess.damaged} values such as 1.23E+15 look damaged by a spreadsheet.`);
    if (column.field === 'skip' || column.header.trim() === '')
      return { ...base, name: `skip.${column.index}`, type: 'skip', onMisfit: 'text' };
    const isCustom = column.field.startsWith('custom.') && column.type === undefined;
    const missing = (settings.mapping?.missing?.[column.field] ?? []).map((text) => text.trim().toLowerCase());
    let type = column.type ?? guess.type;
    const given = settings.mapping?.dateFormat;
    if (column.type !== undefined && guess.filled > 0) {
      const values = rows.map((row) => row[column.index] ?? '');
      const reading = mostlyReads(column.type, guess, values, given === undefined ? undefined : dateFormatOf(given), decimal);
      if (reading === undefined && column.from !== 'mapping') {
        warnings.push(
          `The values do not read as ${typeWords[column.type]}${column.type === 'time' && guess.samples.every(isDayNumber) ? " (they look like a spreadsheet's day numbers; export them as dates)" : ''}, so the column is kept as the custom text field custom.${customName(column.header, column.index)}.`,
        );
        taken.delete(column.field);
        return { ...base, name: free(`custom.${customName(column.header, column.index)}`, taken), type: 'text', onMisfit: 'text', missing };
      }
    }
    if (type !== 'text' && type !== 'id') {
      for (const spelling of guess.missing) if (!missing.includes(spelling)) missing.push(spelling);
      if (guess.missing.length > 0)
        warnings.push(`${guess.missing.map((text) => JSON.stringify(text)).join(', ')} is read as an empty field.`);
    }
    if (type === 'id' && column.field !== 'id') missing.push(...(emptyLookups[settings.emptyLookups] ?? []));
    const planned: PlannedColumn = { ...base, type, onMisfit: isCustom ? 'text' : 'reject' };
    if (missing.length > 0) planned.missing = missing;
    if (type === 'time') {
      const decided = given === undefined ? undefined : dateFormatOf(given);
      planned.dateFormat = bestDateFormat(guess, decided, rows, column.index);
      planned.timeZone = settings.timeZone;
      planned.dayZone = settings.dayZone;
      if (guess.midnightIsDate) planned.midnightIsDate = true;
      if (guess.ambiguous?.kind === 'date' && decided === undefined) {
        if (isCustom) type = 'text';
        else questions.push(ambiguous(settings.fileName, guess, 'dateFormat'));
      } else if (!isCustom && decided === undefined) {
        const contradiction = contradictingDates(rows.map((row) => row[column.index] ?? ''));
        if (contradiction) questions.push(contradictionQuestion(settings.fileName, column.header, contradiction));
      }
    }
    if (type === 'number' || type === 'money') {
      planned.decimal =
        guess.ambiguous?.kind === 'decimal' ? (decimal ?? '.') : (settings.mapping?.decimal ?? guess.decimal ?? decimal ?? '.');
      if (guess.ambiguous?.kind === 'decimal') {
        if (decimal !== undefined)
          warnings.push(`Read with the decimal ${decimal === ',' ? 'comma' : 'point'} that the file's other columns show.`);
        else if (isCustom) type = 'text';
        else questions.push(ambiguous(settings.fileName, guess, 'decimal'));
      }
    }
    if (type === 'text' && planned.type !== 'text') {
      warnings.push(`Kept as text: ${JSON.stringify(guess.ambiguous!.example)} can be read two ways.`);
      return { ...base, type: 'text', onMisfit: 'text', ...(missing.length > 0 ? { missing } : {}) };
    }
    return planned;
  });
  return { columns, questions };
}

/** A day since 1900 as spreadsheets count, of the years 1954 to 2119. */
function isDayNumber(text: string): boolean {
  return /^\s*[2-7]\d{4}(?:\.\d+)?\s*$/.test(text);
}

const typeWords = {
  id: 'ids',
  text: 'texts',
  number: 'numbers',
  money: 'amounts',
  time: 'dates or times',
  boolean: 'true or false',
} as const;

/** The decimal mark that the file's undoubted columns agree on. */
function agreedDecimal(guesses: readonly ColumnGuess[]): '.' | ',' | undefined {
  const sure = new Set(
    guesses
      .filter((guess) => guess.decimal !== undefined && !guess.ambiguous && guess.samples.some((sample) => /[.,]\d/.test(sample)))
      .map((guess) => guess.decimal!),
  );
  return sure.size === 1 ? [...sure][0] : undefined;
}

function bestDateFormat(
  guess: ColumnGuess,
  decided: PlannedColumn['dateFormat'],
  rows: readonly (readonly string[])[],
  index: number,
): PlannedColumn['dateFormat'] {
  if (guess.type === 'time' && !guess.ambiguous) return guess.dateFormat ?? 'iso';
  if (decided !== undefined) return decided;
  if (guess.type === 'time') return guess.dateFormat ?? 'iso';
  return (
    mostlyReads(
      'time',
      guess,
      rows.map((row) => row[index] ?? ''),
      undefined,
      undefined,
    )?.dateFormat ?? 'iso'
  );
}

function ambiguous(fileName: string, guess: ColumnGuess, key: 'dateFormat' | 'decimal'): ImportQuestion {
  const { example, readings } = guess.ambiguous!;
  const shown = readings.map(
    (reading) => `${reading.shows} (${key === 'dateFormat' ? patterns[reading.dateFormat!] : `decimal "${reading.decimal}"`})`,
  );
  return {
    code: key,
    fileName,
    header: guess.header,
    message: `${fileName}, column ${guess.header}: ${JSON.stringify(example)} can be read as ${shown.join(' or as ')}, and no value of the column decides. Say which with "${key}" in a mapping file: --map.`,
    decideBy: { flag: '--map', key },
    choices: readings.map((reading) => (key === 'dateFormat' ? patterns[reading.dateFormat!] : reading.decimal!)),
  };
}

function contradictionQuestion(fileName: string, header: string, { dayFirst, monthFirst }: DateContradiction): ImportQuestion {
  return {
    code: 'dateFormat',
    fileName,
    header,
    message: `${fileName}, column ${header}: of the dates looked at ${dayFirst} can only be dd/MM/yyyy and ${monthFirst} only MM/dd/yyyy. Say which the column is with "dateFormat" in a mapping file: --map; rows of the other kind are rejected.`,
    decideBy: { flag: '--map', key: 'dateFormat' },
    choices: [patterns.dayFirst, patterns.monthFirst],
  };
}

const patterns = {
  iso: 'yyyy-MM-dd',
  dayFirst: 'dd/MM/yyyy',
  monthFirst: 'MM/dd/yyyy',
  dayMonthName: 'dd MMM yyyy',
  yearFirstSlash: 'yyyy/MM/dd',
  epochMs: 'epochMs',
  epochSeconds: 'epochSeconds',
} as const;

function free(name: string, taken: Set<string>): string {
  let result = name;
  for (let number = 2; taken.has(result); number++) result = `${name}${number}`;
  taken.add(result);
  return result;
}
