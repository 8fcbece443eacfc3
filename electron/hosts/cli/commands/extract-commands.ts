import { readFileSync } from 'node:fs';
import type { CallOutput } from '#contract/calls.ts';
import { extractKinds } from '#domain/canonical-fields.ts';
import { ParleyError } from '#domain/errors.ts';
import { parseStrictJson } from '#domain/strict-json.ts';
import {
  type Command,
  type CommandContext,
  given,
  json,
  listFlag,
  numberFlag,
  oneOf,
  printJson,
  textFlag,
  UsageError,
} from '../command.ts';
import { textTable } from '../text/text-table.ts';
import { count, percent, safe } from '../text/values.ts';

const right = (title: string) => ({ title, align: 'right' as const });

/** The mapping objects of every `--map` file; a file may hold one mapping or an array of them. */
function mappingsOf({ flags }: CommandContext): Record<string, unknown>[] | undefined {
  const files = listFlag(flags, 'map');
  if (files.length === 0) return undefined;
  return files.flatMap((file) => {
    let value: unknown;
    try {
      value = parseStrictJson(readFileSync(file, 'utf8'));
    } catch (error) {
      const why = error instanceof ParleyError ? error.message : 'It cannot be read; check the path.';
      throw new ParleyError('E_MAPPING', `--map ${file}: ${why}`);
    }
    return Array.isArray(value) ? value : [value as Record<string, unknown>];
  });
}

export const importCommand: Command = {
  name: 'import',
  usage: '<workspace> <file|folder|zip>...',
  summary: 'Imports CRM files as one extract: all of it, or nothing.',
  positionals: { least: 2, most: 1000 },
  flags: {
    kind: { type: 'value', placeholder: 'K', help: 'what the files hold, where neither name nor headers tell' },
    map: { type: 'list', placeholder: 'FILE', help: 'mapping as JSON; may be given several times' },
    'as-of': { type: 'value', placeholder: 'T', help: 'moment the extract was taken; default the newest event in the files' },
    'time-zone': { type: 'value', placeholder: 'Z', help: 'zone of times without one' },
    currency: { type: 'value', placeholder: 'C', help: 'currency of amounts without one' },
    'dry-run': { type: 'switch', help: 'only say what would be imported' },
    ...json,
  },
  examples: [
    'parley import acme.parley exports/2026-11/',
    'parley import acme.parley leads.csv --kind leads --map leads.json --dry-run',
    'parley import acme.parley WE_00D.zip --as-of 2026-11-01T00:00:00Z',
  ],
  run: async (context) => {
    const { flags, positionals, engine, job } = context;
    const [path, ...picked] = positionals as [string, ...string[]];
    const isDryRun = flags['dry-run'] === true;
    const kind = textFlag(flags, 'kind');
    engine.open(path, { readOnly: isDryRun });
    const input = given({
      kind: kind === undefined ? undefined : oneOf(kind, extractKinds, '--kind', importCommand),
      mappings: mappingsOf(context),
      asOf: textFlag(flags, 'as-of'),
      timeZone: textFlag(flags, 'time-zone'),
      currency: textFlag(flags, 'currency'),
    });
    if (isDryRun) {
      const plan = await engine.call('import.plan', input, { job, picked });
      if (flags.json) printJson(context, plan);
      else context.print(planText(plan));
      const [question] = plan.questions;
      if (question) throw new ParleyError('E_ASK', question.message);
      return 0;
    }
    const report = await engine.call('import.run', input, { job, picked });
    if (flags.json) printJson(context, report);
    else context.print(reportText(report));
    return 0;
  },
};

function planText(plan: CallOutput<'import.plan'>): string {
  const files = plan.files.map((file) => {
    const { fileName, kind, preset, confidence, encoding, delimiter, columns, stageValues } = file as unknown as PlannedText;
    const table = textTable(
      [{ title: 'header' }, { title: 'becomes' }, { title: 'type' }, { title: 'by' }, { title: 'samples' }, { title: 'warning' }],
      columns.map((column) => [
        safe(column.header),
        safe(column.name),
        column.dateFormat ? `${column.type} ${column.dateFormat}` : column.type,
        column.from,
        safe(column.samples.slice(0, 3).join(' | ').slice(0, 48)),
        safe(column.warnings.join(' ')),
      ]),
    );
    const stages = stageValues?.length
      ? [
          '',
          textTable(
            [{ title: 'status value' }, right('rows'), { title: 'stage' }],
            stageValues.map(({ value, count: n, stage }) => [safe(value), count(n), stage || '(not mapped)']),
          ),
          '',
        ]
      : [];
    const mark = delimiter === '\t' ? 'tab' : delimiter;
    return [
      `${safe(fileName)}: ${kind}, ${preset} preset (knows ${percent(confidence, 0)} of the headers), ${encoding}, delimiter ${mark}`,
      table,
      ...stages,
    ].join('\n');
  });
  return [
    ...files,
    ...plan.skipped.map(({ fileName, reason }) => `skipped ${safe(fileName)}: ${safe(reason)}`),
    ...plan.warnings.map((warning) => `note: ${safe(warning)}`),
    ...plan.questions.map(({ message }) => `question: ${safe(message)}`),
    plan.questions.length === 0 ? 'Ready to import: leave out --dry-run.' : 'Not ready: answer the questions first.',
  ].join('\n\n');
}

interface PlannedText {
  fileName: string;
  kind: string;
  preset: string;
  confidence: number;
  encoding: string;
  delimiter: string;
  columns: { header: string; name: string; type: string; dateFormat?: string; from: string; samples: string[]; warnings: string[] }[];
  stageValues?: { value: string; count: number; stage: string }[];
}

/** What an import did, in a table and the sentences that matter. */
export function reportText(report: CallOutput<'import.run'>): string {
  const files = textTable(
    [{ title: 'file' }, { title: 'kind' }, right('read'), right('accepted'), right('rejected'), right('duplicates'), right('deleted')],
    report.files.map((file) => [
      safe(file.fileName),
      file.kind,
      count(file.rowsRead),
      count(file.accepted),
      count(file.rejected),
      count(file.duplicates),
      count(file.deleted),
    ]),
  );
  const unmapped = report.files.flatMap(({ stageValues }) => stageValues).filter(({ stage }) => stage === '');
  return [
    report.outcome === 'unchanged'
      ? `Nothing changed: extract ${report.extractId} already holds these files.`
      : `Imported extract ${report.extractId}, as of ${report.asOf}${report.asOfOrigin === 'newestEvent' ? ' (the newest event in the files; --as-of decides otherwise)' : ''}.`,
    files,
    ...report.differences.map((difference) => {
      const { kind, ...counts } = difference;
      return `${kind}: ${Object.entries(counts)
        .flatMap(([name, value]) => (typeof value === 'number' ? [`${count(value)} ${name}`] : []))
        .join(', ')} against the extract before.`;
    }),
    ...report.skipped.map(({ fileName, reason }) => `skipped ${safe(fileName)}: ${safe(reason)}`),
    ...(unmapped.length > 0
      ? [`Status values that no mapping knows: ${unmapped.map(({ value, count: n }) => `"${safe(value)}" (${count(n)})`).join(', ')}.`]
      : []),
    ...report.warnings.map((warning) => `note: ${safe(warning)}`),
    ...(report.files.some(({ rejected }) => rejected > 0)
      ? ['Line, column and reason of each rejected row: parley rejects <workspace>']
      : []),
  ].join('\n');
}

export const extracts: Command = {
  name: 'extracts',
  usage: '<workspace>',
  summary: 'Lists the extracts with their files and counts.',
  positionals: { least: 1, most: 1 },
  flags: json,
  examples: ['parley extracts acme.parley'],
  run: async (context) => {
    context.engine.open(context.positionals[0]!, { readOnly: true });
    const list = await context.engine.call('extracts.list', {});
    if (context.flags.json) printJson(context, list);
    else if (list.length === 0) context.print('No extracts yet. Import CRM files: parley import <workspace> <folder>');
    else
      context.print(
        list
          .map((extract) => {
            const files = (extract.files ?? []) as {
              fileName: string;
              kind: string;
              accepted: number;
              rejected: number;
              duplicates: number;
            }[];
            return `${extract.id}  as of ${extract.asOf}\n${textTable(
              [{ title: 'file' }, { title: 'kind' }, right('accepted'), right('rejected'), right('duplicates')],
              files.map((file) => [safe(file.fileName), file.kind, count(file.accepted), count(file.rejected), count(file.duplicates)]),
            )}`;
          })
          .join('\n\n'),
      );
    return 0;
  },
};

export const fields: Command = {
  name: 'fields',
  usage: '<workspace>',
  summary: 'The field dictionary: type, fill rate and picklist values of every field.',
  positionals: { least: 1, most: 1 },
  flags: { 'as-of': { type: 'value', placeholder: 'T', help: 'as of then; default the newest extract' }, ...json },
  examples: ['parley fields acme.parley'],
  run: async (context) => {
    context.engine.open(context.positionals[0]!, { readOnly: true });
    const list = await context.engine.call('fields.list', given({ asOf: textFlag(context.flags, 'as-of') }), { job: context.job });
    if (context.flags.json) printJson(context, list);
    else
      context.print(
        textTable(
          [{ title: 'kind' }, { title: 'field' }, { title: 'type' }, right('filled'), right('distinct'), { title: 'values' }],
          list.map((field) => {
            const { fillRate, distinct, picklist } = field as unknown as {
              fillRate: number | null;
              distinct: number;
              picklist: { value: string }[] | null;
            };
            return [
              field.kind,
              safe(field.field),
              field.type,
              percent(fillRate),
              count(distinct),
              safe(
                (picklist ?? [])
                  .slice(0, 6)
                  .map(({ value }) => value)
                  .join(' | ')
                  .slice(0, 60),
              ),
            ];
          }),
        ),
      );
    return 0;
  },
};

export const rejects: Command = {
  name: 'rejects',
  usage: '<workspace>',
  summary: 'Rejected rows with file, line, column and reason.',
  positionals: { least: 1, most: 1 },
  flags: {
    extract: { type: 'value', placeholder: 'E', help: 'only this extract' },
    limit: { type: 'value', placeholder: 'N', help: 'at most so many rows (default all with --json, else 50)' },
    raw: { type: 'switch', help: 'show the raw text of each row, which may hold personal data' },
    ...json,
  },
  examples: ['parley rejects acme.parley', 'parley rejects acme.parley --json > rejects.json'],
  run: async (context) => {
    context.engine.open(context.positionals[0]!, { readOnly: true });
    const limit = numberFlag(context.flags, 'limit') ?? (context.flags.json ? undefined : 50);
    const { total, rejects: list } = await context.engine.call(
      'rejects.list',
      given({ extract: textFlag(context.flags, 'extract'), limit }),
    );
    if (context.flags.json) printJson(context, { total, rejects: list });
    else if (list.length === 0) context.print('No row was rejected.');
    else
      context.print(
        textTable(
          [
            { title: 'file' },
            right('line'),
            { title: 'column' },
            { title: 'code' },
            { title: 'reason' },
            ...(context.flags.raw ? [{ title: 'raw' }] : []),
          ],
          list.map((row) => {
            const { column, header, raw } = row as unknown as { column: number; header: string; raw: string };
            return [
              safe(row.fileName),
              String(row.line),
              column > 0 ? `${column} ${safe(header ?? '')}` : '',
              row.code,
              safe(row.reason),
              ...(context.flags.raw ? [safe(raw)] : []),
            ];
          }),
        ),
      );
    return 0;
  },
};

export const exportCommand: Command = {
  name: 'export',
  usage: '<workspace>',
  summary: 'Gives the accepted rows back as open tables.',
  positionals: { least: 1, most: 1 },
  flags: {
    extract: { type: 'value', placeholder: 'E', help: 'one extract; default the union as of the newest' },
    format: { type: 'value', placeholder: 'F', help: 'csv (default) or sqlite' },
    out: { type: 'value', placeholder: 'DIR', help: 'folder to write into' },
    ...json,
  },
  examples: ['parley export acme.parley --format csv --out tables/', 'parley export acme.parley --format sqlite --out acme.sqlite'],
  run: async (context) => {
    const format = oneOf(textFlag(context.flags, 'format') ?? 'csv', ['csv', 'sqlite'] as const, '--format', exportCommand);
    const out = textFlag(context.flags, 'out');
    if (out === undefined) throw new UsageError('--out is missing: the folder to write the tables into', exportCommand);
    context.engine.open(context.positionals[0]!, { readOnly: true });
    const result = await context.engine.call('export.run', given({ extract: textFlag(context.flags, 'extract'), format }), {
      job: context.job,
      picked: [out],
    });
    if (context.flags.json) printJson(context, result);
    else
      context.print(
        result.files
          .map(({ path, tables }) => `${safe(path)}  ${tables.map(({ name, rows }) => `${name} ${count(rows)}`).join(', ')}`)
          .join('\n'),
      );
    return 0;
  },
};
