import type { FieldType } from '#domain/canonical-fields.ts';
import type { ColumnGuess } from './csv/detect-columns.ts';
import { misfit } from './csv/misfit.ts';
import { readBoolean } from './csv/read-boolean.ts';
import { moneyReader } from './csv/read-money.ts';
import { numberReader } from './csv/read-number.ts';
import { timeReader } from './csv/read-time.ts';
import type { DateFormat } from './parsed-file.ts';

const formats: readonly DateFormat[] = ['iso', 'yearFirstSlash', 'dayMonthName', 'dayFirst', 'monthFirst', 'epochMs', 'epochSeconds'];
/** Any number reads as an epoch; only those of our time are taken for one unasked. */
const epochDigits: Partial<Record<DateFormat, RegExp>> = { epochMs: /^\s*\d{12,13}\s*$/, epochSeconds: /^\s*1\d{9}\s*$/ };
const encoder = new TextEncoder();

/**
 * The reading under which at least half of a column's values fit a type, so that a few bad ones are rejected rather than the column given up;
 * undefined where there is none.
 */
export function mostlyReads(
  type: FieldType,
  guess: ColumnGuess,
  values: readonly string[],
  dateFormat: DateFormat | undefined,
  decimal: '.' | ',' | undefined,
): { dateFormat?: DateFormat; decimal?: '.' | ',' } | undefined {
  if (type === 'id' || type === 'text') return {};
  if (guess.type === type && guess.filled > 0) return { dateFormat: guess.dateFormat, decimal: guess.decimal };
  const told = values.filter((value) => value.trim() !== '' && !guess.missing.includes(value.trim().toLowerCase()));
  if (told.length === 0) return {};
  const share = (fits: (bytes: Uint8Array, start: number, end: number) => boolean) =>
    told.filter((value) => {
      const bytes = encoder.encode(value);
      return fits(bytes, 0, bytes.length);
    }).length / told.length;
  if (type === 'boolean') return share((bytes, start, end) => readBoolean(bytes, start, end) !== 3) >= 0.5 ? {} : undefined;
  if (type === 'time') {
    const ranked = (dateFormat ? [dateFormat] : formats)
      .map((format) => {
        const digits = dateFormat ? undefined : epochDigits[format];
        const { read } = timeReader(format);
        return {
          format,
          share: digits ? told.filter((value) => digits.test(value)).length / told.length : share((...field) => read(...field) !== misfit),
        };
      })
      .sort((a, b) => b.share - a.share);
    return ranked[0]!.share >= 0.5 ? { dateFormat: ranked[0]!.format } : undefined;
  }
  const ranked = (decimal ? [decimal] : (['.', ','] as const))
    .map((mark) => {
      const read = type === 'number' ? numberReader(mark) : moneyReader(mark).read;
      return { mark, share: share((...field) => read(...field) !== misfit) };
    })
    .sort((a, b) => b.share - a.share);
  return ranked[0]!.share >= 0.5 ? { decimal: ranked[0]!.mark } : undefined;
}
