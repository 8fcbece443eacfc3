import type { FieldType } from '#domain/canonical-fields.ts';
import { type Column, textDictionary } from '#domain/columns.ts';
import { ParleyError } from '#domain/errors.ts';
import { parseIsoTime } from '#domain/iso-time.ts';
import { parseMinor } from '#domain/money-text.ts';

/** A column that says the same in every row. Throws E_MAPPING where the value does not fit the field's type. */
export function constantColumn(
  field: string,
  type: FieldType,
  value: string | number | boolean,
  rowCount: number,
  dayZone: string,
): Column {
  if (type === 'id' || type === 'text') {
    const text = String(value);
    const codes = new Uint32Array(rowCount).fill(text === '' ? 0 : 1);
    return { kind: 'text', id: type === 'id', codes, dictionary: textDictionary(text === '' ? [''] : ['', text]) };
  }
  if (type === 'boolean') {
    if (typeof value !== 'boolean') throw misfit(field, 'true or false', value);
    return { kind: 'boolean', values: new Uint8Array(rowCount).fill(value ? 1 : 0) };
  }
  const values = new Float64Array(rowCount);
  if (type === 'time') {
    try {
      values.fill(parseIsoTime(String(value), dayZone));
    } catch {
      throw misfit(field, 'a date like 2026-03-31 or a time like 2026-03-31T09:00:00Z', value);
    }
    return { kind: 'time', values, dateOnly: /^\d{4}-\d\d-\d\d$/.test(String(value)) };
  }
  if (type === 'money') {
    try {
      values.fill(Number(parseMinor(String(value), 2)));
    } catch {
      throw misfit(field, 'an amount with at most two decimals', value);
    }
    return { kind: 'money', values, scale: 2 };
  }
  if (typeof value !== 'number') throw misfit(field, 'a number', value);
  return { kind: 'number', values: values.fill(value) };
}

function misfit(field: string, expected: string, value: unknown): ParleyError {
  return new ParleyError('E_MAPPING', `Mapping, constant ${field}: expected ${expected}, got ${JSON.stringify(value)}.`, {
    path: `/constants/${field}`,
  });
}
