import { readFileSync } from 'node:fs';
import { ParleyError } from '#domain/errors.ts';
import { type Command, type FlagValues, given, json, printJson, textFlag, UsageError } from '../command.ts';
import { count, percent, safe } from '../text/values.ts';

const criteriaFlag = { type: 'value', placeholder: 'TEXT|@FILE', help: 'the rule, or @ and the file that holds it' } as const;
const objectFlag = { type: 'value', placeholder: 'O', help: 'lead, handoff, opportunity or account; default what the rule names' } as const;
const asOfFlag = { type: 'value', placeholder: 'T', help: 'as of then; default the newest extract' } as const;
type Subject = 'lead' | 'handoff' | 'opportunity' | 'account';

function criteriaOf(flags: FlagValues, command: Command): string {
  const text = textFlag(flags, 'criteria');
  if (text === undefined) throw new UsageError('--criteria is missing', command);
  if (!text.startsWith('@')) return text;
  try {
    return readFileSync(text.slice(1), 'utf8');
  } catch {
    throw new ParleyError('E_NOT_FOUND', `--criteria ${text}: the file cannot be read.`);
  }
}

const objectOf = (flags: FlagValues) => textFlag(flags, 'object') as Subject | undefined;

export const evaluate: Command = {
  name: 'evaluate',
  usage: '<workspace>',
  summary: 'Counts the records that meet a rule.',
  positionals: { least: 1, most: 1 },
  flags: { criteria: criteriaFlag, object: objectFlag, ids: { type: 'switch', help: 'list the ids too' }, 'as-of': asOfFlag, ...json },
  examples: [
    'parley evaluate acme.parley --criteria \'lead.score >= 65 and lead.country in ("US", "CA")\'',
    'parley evaluate acme.parley --criteria @mql.rule --ids --json',
  ],
  run: async (context) => {
    const { flags } = context;
    const criteria = criteriaOf(flags, evaluate);
    context.engine.open(context.positionals[0]!, { readOnly: true });
    const result = await context.engine.call(
      'criteria.evaluate',
      given({ criteria, object: objectOf(flags), ids: flags.ids === true ? true : undefined, asOf: textFlag(flags, 'as-of') }),
    );
    if (flags.json) printJson(context, result);
    else {
      context.print(
        `${count(result.count)} of ${count(result.total)} ${result.object} records meet the rule (${percent(result.total === 0 ? null : result.count / result.total)}).`,
      );
      if (result.ids) context.print(result.ids.map(safe).join('\n'));
    }
    return 0;
  },
};

interface ExplainedClause {
  clause: string;
  met: boolean;
  values?: { field: string; value: string | null }[];
}

export const explain: Command = {
  name: 'explain',
  usage: '<workspace>',
  summary: 'Says clause by clause why one record meets a rule or not.',
  positionals: { least: 1, most: 1 },
  flags: {
    criteria: criteriaFlag,
    id: { type: 'value', placeholder: 'ID', help: 'the record' },
    object: objectFlag,
    'as-of': asOfFlag,
    ...json,
  },
  examples: ['parley explain acme.parley --criteria @mql.rule --id 00Q5g00000ABCDeEAF'],
  run: async (context) => {
    const { flags } = context;
    const criteria = criteriaOf(flags, explain);
    const id = textFlag(flags, 'id');
    if (id === undefined) throw new UsageError('--id is missing', explain);
    context.engine.open(context.positionals[0]!, { readOnly: true });
    const result = await context.engine.call(
      'criteria.explain',
      given({ criteria, id, object: objectOf(flags), asOf: textFlag(flags, 'as-of') }),
    );
    if (flags.json) printJson(context, result);
    else {
      const clauses = (result.clauses ?? []) as ExplainedClause[];
      context.print(`${result.object} ${safe(result.id)} ${result.met ? 'meets' : 'does not meet'} the rule.`);
      for (const { clause, met, values } of clauses)
        context.print(
          `${met ? '  met      ' : '  not met  '}${safe(clause)}${values?.length ? `   (${values.map(({ field, value }) => `${field} = ${value === null || value === '' ? 'empty' : safe(String(value))}`).join(', ')})` : ''}`,
        );
    }
    return 0;
  },
};

const targets = ['sqlite', 'postgres', 'dbt', 'soql', 'hubspot', 'english'];

export const compile: Command = {
  name: 'compile',
  usage: '[workspace]',
  summary: 'Writes a rule for another place, and lists what that place cannot say.',
  positionals: { least: 0, most: 1 },
  flags: { criteria: criteriaFlag, target: { type: 'value', placeholder: 'T', help: targets.join(', ') }, object: objectFlag, ...json },
  examples: ["parley compile --criteria 'lead.score >= 65' --target soql", 'parley compile acme.parley --criteria @mql.rule --target dbt'],
  run: async (context) => {
    const { flags } = context;
    const criteria = criteriaOf(flags, compile);
    const target = textFlag(flags, 'target');
    if (target === undefined || !targets.includes(target)) throw new UsageError(`--target expects one of ${targets.join(', ')}`, compile);
    if (context.positionals[0] !== undefined) context.engine.open(context.positionals[0], { readOnly: true });
    const result = await context.engine.call('criteria.compile', given({ criteria, target: target as 'sqlite', object: objectOf(flags) }));
    if (flags.json) printJson(context, result);
    else {
      context.print(result.text);
      for (const { clause, reason } of result.unsupported) context.note(`${target} cannot say: ${clause}: ${reason}`);
    }
    return 0;
  },
};
