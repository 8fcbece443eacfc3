import { canonicalFields, type ExtractKind, extractKinds } from '#domain/canonical-fields.ts';
import { ParleyError } from '#domain/errors.ts';
import type { Mapping } from '#domain/mapping.ts';
import { mappedStages } from '#domain/stages.ts';
import { parseStrictJson } from '#domain/strict-json.ts';
import { zoneClock } from '#domain/time-zone.ts';
import { intermediateTypes } from './presets/preset.ts';

const keys = [
  'kind',
  'columns',
  'constants',
  'dateFormat',
  'timeZone',
  'currency',
  'delimiter',
  'encoding',
  'decimal',
  'stages',
  'missing',
  'functions',
  'stageDates',
] as const satisfies readonly (keyof Mapping)[];
const delimiters = [',', ';', '\t', '|'];
const encodings = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252', 'iso-8859-1'];
const historyKinds: readonly ExtractKind[] = ['leads', 'contacts', 'opportunities'];

/**
 * Reads a mapping file: one mapping, or an array of several for the files of one extract.
 * Throws E_MAPPING with the JSON pointer of the place, E_JSON for text that is no JSON.
 */
export function parseMappings(text: string): Mapping[] {
  const value = parseStrictJson(text);
  const list = Array.isArray(value) ? value : [value];
  if (list.length === 0) throw refusal('', 'a mapping or an array of mappings', 'an empty array');
  return list.map((item, index) => checkMapping(item, Array.isArray(value) ? `/${index}` : ''));
}

/** Checks one mapping that came as a value. Throws E_MAPPING with the JSON pointer of the place. */
export function checkMapping(value: unknown, pointer = ''): Mapping {
  const mapping = objectAt(value, pointer);
  for (const key of Object.keys(mapping))
    if (!(keys as readonly string[]).includes(key))
      throw refusal(`${pointer}/${key}`, `one of the keys ${keys.join(', ')}`, JSON.stringify(key));
  const kind = oneOf(mapping.kind, extractKinds, `${pointer}/kind`);
  const fields: Record<string, string> = canonicalFields[kind];
  const isField = (field: string) =>
    Object.hasOwn(fields, field) || Object.hasOwn(intermediateTypes, field) || /^custom\.[\p{L}_][\p{L}\p{N}_]*$/u.test(field);
  const checkField = (field: string, place: string) => {
    if (!isField(field))
      throw refusal(place, `a field of ${kind} (${Object.keys(fields).join(', ')}) or custom.name`, JSON.stringify(field));
  };
  for (const [header, field] of Object.entries(textsAt(mapping.columns ?? {}, `${pointer}/columns`)))
    if (field !== 'skip') checkField(field, `${pointer}/columns/${pointerToken(header)}`);
  for (const [field, constant] of Object.entries(objectAt(mapping.constants ?? {}, `${pointer}/constants`))) {
    checkField(field, `${pointer}/constants/${pointerToken(field)}`);
    if (!['string', 'number', 'boolean'].includes(typeof constant))
      throw refusal(`${pointer}/constants/${pointerToken(field)}`, 'a text, a number, true or false', shown(constant));
  }
  for (const [stage, place] of Object.entries(textsAt(mapping.stages ?? {}, `${pointer}/stages`)).map(([value, stage]) => [
    stage,
    `${pointer}/stages/${pointerToken(value)}`,
  ]))
    oneOf(stage, mappedStages, place!);
  for (const [field, spellings] of Object.entries(objectAt(mapping.missing ?? {}, `${pointer}/missing`))) {
    checkField(field, `${pointer}/missing/${pointerToken(field)}`);
    if (!Array.isArray(spellings) || spellings.some((spelling) => typeof spelling !== 'string'))
      throw refusal(`${pointer}/missing/${pointerToken(field)}`, 'an array of texts', shown(spellings));
  }
  textsAt(mapping.functions ?? {}, `${pointer}/functions`);
  if (Object.keys(textsAt(mapping.stageDates ?? {}, `${pointer}/stageDates`)).length > 0 && !historyKinds.includes(kind))
    throw refusal(`${pointer}/stageDates`, `no stageDates for kind ${kind}: only ${historyKinds.join(', ')} have stages`, 'some');
  if (mapping.delimiter !== undefined) oneOf(mapping.delimiter, delimiters, `${pointer}/delimiter`);
  if (mapping.encoding !== undefined) oneOf(mapping.encoding, encodings, `${pointer}/encoding`);
  if (mapping.decimal !== undefined) oneOf(mapping.decimal, ['.', ','], `${pointer}/decimal`);
  if (mapping.dateFormat !== undefined) dateFormatOf(text(mapping.dateFormat, `${pointer}/dateFormat`), `${pointer}/dateFormat`);
  if (mapping.timeZone !== undefined) checkZone(text(mapping.timeZone, `${pointer}/timeZone`), `${pointer}/timeZone`);
  if (mapping.currency !== undefined && !/^[A-Z]{3}$/.test(text(mapping.currency, `${pointer}/currency`)))
    throw refusal(`${pointer}/currency`, 'an ISO 4217 code such as USD', shown(mapping.currency));
  return { ...mapping, kind, columns: mapping.columns ?? {} } as Mapping;
}

/** The reading that a Unicode date pattern asks for. Throws E_MAPPING for one that Parley does not read. */
export function dateFormatOf(
  pattern: string,
  pointer = '/dateFormat',
): 'iso' | 'dayFirst' | 'monthFirst' | 'dayMonthName' | 'yearFirstSlash' | 'epochMs' | 'epochSeconds' {
  if (pattern === 'epochMs' || pattern === 'epochSeconds') return pattern;
  const order = pattern
    .replace(/'[^']*'/g, '')
    .replace(/[^yMd]/g, '')
    .replace(/(.)\1*/g, '$1');
  if (order === 'yMd') return pattern.includes('/') ? 'yearFirstSlash' : 'iso';
  if (order === 'dMy') return /MMM/.test(pattern) ? 'dayMonthName' : 'dayFirst';
  if (order === 'Mdy' && !/MMM/.test(pattern)) return 'monthFirst';
  throw refusal(
    pointer,
    'a pattern such as yyyy-MM-dd, dd/MM/yyyy, MM/dd/yyyy, dd.MM.yyyy, dd MMM, yyyy, epochMs or epochSeconds',
    JSON.stringify(pattern),
  );
}

function checkZone(zone: string, pointer: string): void {
  try {
    zoneClock(zone);
  } catch {
    throw refusal(pointer, 'an IANA time zone such as Europe/Berlin', JSON.stringify(zone));
  }
}

function objectAt(value: unknown, pointer: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw refusal(pointer, 'an object', shown(value));
  return value as Record<string, unknown>;
}

function textsAt(value: unknown, pointer: string): Record<string, string> {
  for (const [key, item] of Object.entries(objectAt(value, pointer))) text(item, `${pointer}/${pointerToken(key)}`);
  return value as Record<string, string>;
}

function text(value: unknown, pointer: string): string {
  if (typeof value !== 'string') throw refusal(pointer, 'a text', shown(value));
  return value;
}

function oneOf<Item extends string>(value: unknown, items: readonly Item[], pointer: string): Item {
  if (!items.includes(value as Item))
    throw refusal(pointer, `one of ${items.map((item) => JSON.stringify(item)).join(', ')}`, shown(value));
  return value as Item;
}

function shown(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (typeof value === 'string') return JSON.stringify(value.slice(0, 60));
  return typeof value === 'object' ? (Array.isArray(value) ? 'an array' : value === null ? 'null' : 'an object') : String(value);
}

function pointerToken(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1');
}

function refusal(pointer: string, expected: string, got: string): ParleyError {
  return new ParleyError('E_MAPPING', `Mapping, at ${pointer || 'the top'}: expected ${expected}, got ${got}.`, { path: pointer });
}
