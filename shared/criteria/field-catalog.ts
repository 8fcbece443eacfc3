import type { FieldType } from '#domain/canonical-fields.ts';
import type { FieldRef } from './tree.ts';

export const objectNames = ['lead', 'handoff', 'opportunity', 'account', 'touch', 'activity', 'stageChange'] as const;
export type ObjectName = (typeof objectNames)[number];

/** A field that rules may name. */
export interface CatalogField {
  /** Canonical name, or the custom field's own. */
  name: string;
  custom: boolean;
  type: FieldType;
  label?: string;
  /** The CRM's own name: `NumberOfEmployees`, `Lead_Score__c`. */
  apiName?: string;
  /** Picklist values of a text field, where they are known to be all. */
  values?: readonly string[];
  /** Share of records in which the field is filled, 0…1. */
  fillRate?: number;
  /** The CRM keeps a date without a time. */
  dateOnly?: boolean;
  /** The CRM keeps long text, which its own queries can't filter. */
  longText?: boolean;
  /** Canonical field from which Parley derives this one. */
  derivedFrom?: string;
}

/** The fields and picklists that rules may name, as plain data: it crosses to the editor as JSON. */
export interface FieldCatalog {
  objects: Readonly<Record<ObjectName, readonly CatalogField[]>>;
  /** Governed picklists by the name that stands after `@`. */
  picklists: Readonly<Record<string, readonly string[]>>;
}

/** Whether a text names one of the objects that rules speak of. */
export function isObjectName(name: string): name is ObjectName {
  return (objectNames as readonly string[]).includes(name);
}

/**
 * The field behind a reference: `lead.x` is the canonical field x, else the custom field of that name; `lead.custom.x` only the latter.
 * @returns undefined where the catalog has none.
 */
export function findField(catalog: FieldCatalog, ref: FieldRef): CatalogField | undefined {
  if (!isObjectName(ref.object)) return undefined;
  const fields = catalog.objects[ref.object].filter((field) => field.name === ref.name);
  return (ref.custom ? undefined : fields.find((field) => !field.custom)) ?? fields.find((field) => field.custom);
}

/** The values of a picklist, undefined where none has that name. */
export function findPicklist(catalog: FieldCatalog, name: string): readonly string[] | undefined {
  return Object.hasOwn(catalog.picklists, name) ? catalog.picklists[name] : undefined;
}
