import { defaultCatalog } from '#criteria/catalog-defaults.ts';
import type { CatalogField, FieldCatalog, ObjectName } from '#criteria/field-catalog.ts';
import type { ExtractKind, FieldType } from '#domain/canonical-fields.ts';
import type { Column } from '#domain/columns.ts';
import type { VersionInForce } from '../analyses/context.ts';
import type { AsOfTables } from '../extracts/as-of-tables.ts';

const kindsOfObjects: [ObjectName, ExtractKind[]][] = [
  ['lead', ['leads', 'contacts']],
  ['opportunity', ['opportunities']],
  ['account', ['accounts']],
  ['activity', ['activities']],
  ['touch', ['campaignMembers']],
];

/** Free mail providers, for rules that exclude personal addresses. */
const freeMailDomains = [
  'gmail.com',
  'googlemail.com',
  'yahoo.com',
  'hotmail.com',
  'outlook.com',
  'live.com',
  'icloud.com',
  'aol.com',
  'gmx.de',
  'gmx.net',
  'web.de',
  'proton.me',
  'protonmail.com',
  'mail.com',
  'yandex.ru',
  'mail.ru',
  'qq.com',
  '163.com',
];

/** Governed picklists by the name that rules use: the term in camel case. Retired codes are left out. */
export function governedPicklists(versions: readonly VersionInForce[]): Record<string, readonly string[]> {
  const picklists: Record<string, readonly string[]> = { freeMailDomains };
  for (const { content } of versions) {
    if (content.kind !== 'picklist' || content.picklist === null) continue;
    picklists[camelCase(content.term)] = content.picklist.filter(({ retired }) => !retired).map(({ label }) => label);
  }
  return picklists;
}

function camelCase(term: string): string {
  const words = term.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
  return words.map((word, index) => (index === 0 ? word.toLowerCase() : word[0]!.toUpperCase() + word.slice(1).toLowerCase())).join('');
}

function typeOf(column: Column): FieldType {
  return column.kind === 'text' ? (column.id ? 'id' : 'text') : column.kind;
}

const catalogs = new WeakMap<AsOfTables, FieldCatalog>();

/** The fields that rules may name in a workspace: the canonical ones and the custom ones of its extracts. */
export function ruleCatalog(tables: AsOfTables | undefined, versions: readonly VersionInForce[]): FieldCatalog {
  const picklists = governedPicklists(versions);
  if (!tables) return defaultCatalog(picklists);
  const known = catalogs.get(tables);
  if (known) return { ...known, picklists };
  const base = defaultCatalog();
  const objects = { ...base.objects };
  for (const [object, kinds] of kindsOfObjects) {
    const custom = new Map<string, CatalogField>();
    for (const kind of kinds) {
      const table = tables.table(kind);
      for (const name of table?.columnNames ?? []) {
        if (!name.startsWith('custom.') || custom.has(name)) continue;
        custom.set(name, { name: name.slice('custom.'.length), custom: true, type: typeOf(table!.column(name)!) });
      }
    }
    objects[object] = [...base.objects[object], ...custom.values()];
  }
  const catalog = { ...base, objects };
  catalogs.set(tables, catalog);
  return { ...catalog, picklists };
}
