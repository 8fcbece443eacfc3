import type { ExtractKind, FieldType } from '#domain/canonical-fields.ts';

/** Field → headers that mean it, the preferred one first. Names starting with `custom.` are columns that shaping turns into canonical fields. */
export type FieldAliases = Readonly<Record<string, readonly string[]>>;

/** How one family of CRM exports names things. */
export interface Preset {
  readonly name: 'salesforce' | 'hubspot' | 'zoho' | 'generic';
  /** Headers that only this family uses, by which it is recognised; folded by `foldHeader`. */
  readonly marks: readonly string[];
  /** File names (folded, without digits) → kind. */
  readonly fileNames: Readonly<Record<string, ExtractKind>>;
  readonly aliases: Readonly<Partial<Record<ExtractKind, FieldAliases>>>;
}

/** Columns that shaping consumes: what they hold, and nothing else may be assumed of a custom name. */
export const intermediateTypes: Readonly<Record<string, FieldType>> = {
  'custom.whoId': 'id',
  'custom.whatId': 'id',
  'custom.completedAt': 'time',
  'custom.activityDate': 'time',
  'custom.activityAt': 'time',
  'custom.subtype': 'text',
  'custom.department': 'text',
};

/** Headers compare without case, spaces, underscores and punctuation; Salesforce's custom suffix `__c` is kept apart as a leading `~`. */
export function foldHeader(header: string): string {
  const text = header.normalize('NFC').trim().toLowerCase();
  const custom = text.endsWith('__c');
  const folded = (custom ? text.slice(0, -3) : text).replace(/[^\p{L}\p{N}]+/gu, '');
  return custom ? `~${folded}` : folded;
}
