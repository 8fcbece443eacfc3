import type { ExtractKind } from './canonical-fields.ts';
import type { MappedStage } from './stages.ts';

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252' | 'iso-8859-1';
export type Delimiter = ',' | ';' | '\t' | '|';

/** How one file becomes rows of a kind: a governed object, saved, versioned, reused, exported as JSON. */
export interface Mapping {
  kind: ExtractKind;
  /** Header → canonical field, `custom.name`, or `skip`. */
  columns: Record<string, string>;
  /** Canonical field → the value that every row gets. */
  constants?: Record<string, string | number | boolean>;
  /** A Unicode date pattern for date columns that can be read two ways, such as `dd/MM/yyyy`. */
  dateFormat?: string;
  /** IANA zone of datetimes without a zone. */
  timeZone?: string;
  /** ISO 4217 code of amounts without a currency column. */
  currency?: string;
  delimiter?: Delimiter;
  encoding?: Encoding;
  decimal?: '.' | ',';
  /** CRM status or lifecycle value → stage; for leads, contacts and leadHistory. */
  stages?: Record<string, MappedStage>;
  /** Field → spellings that mean "no value", beside blank. */
  missing?: Record<string, string[]>;
  /** Department or role text → function of a user. */
  functions?: Record<string, string>;
  /** Header of a stage-entered date column → the stage value whose entry it dates (wide history, unpivoted). */
  stageDates?: Record<string, string>;
}
