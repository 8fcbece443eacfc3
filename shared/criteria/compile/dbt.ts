import type { ExtractKind } from '#domain/canonical-fields.ts';
import type { CheckedCriteria } from '../check.ts';
import { type CatalogField, findField } from '../field-catalog.ts';
import { kindOf, relatedKind } from '../reach.ts';
import type { FieldRef } from '../tree.ts';
import { fieldRefsOf, predicatesOf } from '../walk.ts';
import type { CompiledRule, CompileOptions } from './compiled-rule.ts';
import { compileEnglish } from './english.ts';
import { postgresDialect } from './postgres.ts';
import { snakeCase, sqlColumn } from './sql-names.ts';
import { oneLine, sqlSelect } from './sql-select.ts';

const sourceName = 'crm';

/**
 * Compiles a checked rule to a dbt model: the PostgreSQL text over `source('crm', …)`, and a properties file with the meaning of the rule,
 * a description of each column it reads and accepted-values tests from the picklists.
 * @returns `text` is the model with the properties in a Jinja comment behind it; `files` has the two apart.
 */
export function compileDbt(checked: CheckedCriteria, options: CompileOptions): CompiledRule {
  const model = `parley_${modelName(options.term ?? 'rule')}`;
  const placeholder = (table: string) => `\u0001${table}\u0002`;
  const select = sqlSelect(checked, postgresDialect, options, placeholder);
  const sql = literalInJinja(select.text).replace(/\u0001(\w+)\u0002/g, `{{ source('${sourceName}', '$1') }}`);
  const modelText = `{{ config(materialized='table') }}\n\n${sql}`;
  const properties = literalInJinja(propertiesOf(checked, options, model));
  const text = `${modelText}\n{#\nmodels/${model}.yml\n\n${properties.replaceAll('#}', '# }')}#}\n`;
  const files = [
    { name: `models/${model}.sql`, text: modelText },
    { name: `models/${model}.yml`, text: properties },
  ];
  return { target: 'dbt', ...select, text, files };
}

function modelName(term: string): string {
  const name = snakeCase(term)
    .replace(/[^a-z0-9_]+/g, '')
    .replace(/^_+|_+$/g, '');
  return name === '' ? 'rule' : name;
}

/** Text that holds `{{`, `{%` or `{#`, written so that Jinja passes it through: dbt renders models and properties alike. */
function literalInJinja(sql: string): string {
  return sql.replace(/\{[{%#]/g, (opening) => `{{ '${opening}' }}`);
}

function propertiesOf(checked: CheckedCriteria, options: CompileOptions, model: string): string {
  const sentences = compileEnglish(checked, options).text.trim().split('\n');
  const subject = checked.subject;
  const lines = [
    'version: 2',
    '',
    'models:',
    `  - name: ${model}`,
    `    description: ${yamlText(`The ${subject} records that meet this rule: ${sentences.join(' ')}`)}`,
    '    columns:',
    '      - name: id',
    `        description: ${yamlText(`Id of the ${subject}.`)}`,
    '        data_tests:',
    '          - not_null',
    '          - unique',
    '',
    'sources:',
    `  - name: ${sourceName}`,
    '    tables:',
  ];
  for (const [table, columns] of columnsByTable(checked, options)) {
    lines.push(`      - name: ${table}`, '        columns:');
    for (const [column, field] of columns) lines.push(...columnLines(column, field));
  }
  return `${lines.join('\n')}\n`;
}

function columnLines(column: string, field: CatalogField): string[] {
  const names = [field.label, field.apiName && `CRM field ${field.apiName}`].filter((name) => name !== undefined);
  const lines = [
    `          - name: ${/^[a-z_][a-z0-9_]*$/.test(column) ? column : yamlText(column)}`,
    `            description: ${yamlText(`${names.length > 0 ? names.join(', ') : field.name} (${field.type}).`)}`,
  ];
  if (field.values && field.values.length > 0) {
    lines.push(
      '            data_tests:',
      '              - accepted_values:',
      `                  values: [${field.values.map(yamlText).join(', ')}]`,
    );
    lines.push('                  config:', '                    severity: warn');
  }
  return lines;
}

/** The columns that a rule reads, by the table they stand in; both in order of name. */
function columnsByTable(checked: CheckedCriteria, { catalog, leadKind = 'leads' }: CompileOptions): [string, [string, CatalogField][]][] {
  const tables = new Map<string, Map<string, CatalogField>>();
  const add = (ref: FieldRef): void => {
    const found = findField(catalog, ref);
    const field = found?.derivedFrom === undefined ? found : findField(catalog, { ...ref, name: found.derivedFrom });
    if (field === undefined) return;
    const table = snakeCase(tableOf(ref.object));
    if (!tables.has(table)) tables.set(table, new Map());
    tables.get(table)!.set(sqlColumn(field.name, field.custom), field);
  };
  const tableOf = (object: string): ExtractKind | 'handoffs' => {
    if (object === 'handoff') return 'handoffs';
    if (object === 'lead') return leadKind;
    return object === 'stageChange' ? relatedKind(checked.subject, 'stageChange') : kindOf[object as keyof typeof kindOf];
  };
  add({ object: checked.subject, name: 'id', custom: false });
  for (const predicate of predicatesOf(checked.rule, true)) for (const ref of fieldRefsOf(predicate)) add(ref);
  const byName = (a: [string, unknown], b: [string, unknown]) => (a[0] < b[0] ? -1 : 1);
  return [...tables].map(([table, columns]): [string, [string, CatalogField][]] => [table, [...columns].sort(byName)]).sort(byName);
}

/** A YAML double-quoted scalar; JSON's escapes are YAML's. */
function yamlText(text: string): string {
  return JSON.stringify(oneLine(text));
}
