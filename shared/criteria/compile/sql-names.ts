const reserved = new Set([
  'at',
  'from',
  'to',
  'order',
  'group',
  'user',
  'table',
  'column',
  'select',
  'where',
  'end',
  'when',
  'case',
  'values',
  'check',
]);

/** snake_case of a canonical name: `firstTouchAt` is `first_touch_at`, `campaignMembers` is `campaign_members`. */
export function snakeCase(name: string): string {
  return name
    .replace(/([\p{Ll}\p{N}])(\p{Lu})/gu, '$1_$2')
    .replace(/[^\p{L}\p{N}]+/gu, '_')
    .toLowerCase();
}

/** The column of a field in an exported table: `custom_` stands before a custom field's name. */
export function sqlColumn(name: string, custom: boolean): string {
  return custom ? `custom_${snakeCase(name)}` : snakeCase(name);
}

/** The column beside a text column that holds its `foldText`. */
export function foldColumn(column: string): string {
  return `${column}__fold`;
}

/** An identifier as SQL wants it: in double quotes where it is a keyword or not plain ASCII. */
export function sqlIdentifier(name: string): string {
  return /^[a-z_][a-z0-9_]*$/.test(name) && !reserved.has(name) ? name : `"${name.replaceAll('"', '""')}"`;
}

/** A text as an SQL literal. */
export function sqlText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
