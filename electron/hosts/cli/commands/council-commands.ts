import { readFileSync } from 'node:fs';
import type { CallName } from '#contract/calls.ts';
import { ParleyError } from '#domain/errors.ts';
import { type Command, type CommandContext, given, json, printJson, textFlag, UsageError } from '../command.ts';
import { textTable } from '../text/text-table.ts';
import { count, safe } from '../text/values.ts';

const by = { type: 'value', placeholder: 'MEMBER', help: 'id of the member who does it' } as const;
const reason = { type: 'value', placeholder: 'TEXT', help: 'why, for the log' } as const;
const file = { type: 'value', placeholder: 'FILE', help: 'JSON file' } as const;
const passphraseFile = {
  type: 'value',
  placeholder: 'FILE',
  help: 'file with the passphrase; without it the first line of standard input',
} as const;

function readJson(path: string | undefined, command: Command): Record<string, unknown> {
  if (path === undefined) throw new UsageError('--file is missing', command);
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    throw new ParleyError('E_NOT_FOUND', `--file ${path}: the file cannot be read.`);
  }
  try {
    const value: unknown = JSON.parse(text);
    if (value !== null && typeof value === 'object' && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch (error) {
    throw new ParleyError('E_JSON', `--file ${path}: expected JSON. ${error instanceof Error ? error.message : ''}`);
  }
  throw new ParleyError('E_JSON', `--file ${path}: expected a JSON object.`);
}

async function passphraseOf({ flags, readStdin, note }: CommandContext): Promise<string> {
  const path = textFlag(flags, 'passphrase-file');
  if (path === undefined) note('Passphrase:');
  const text = path === undefined ? await readStdin() : readFileSync(path, 'utf8');
  const [line] = text.split(/\r?\n/);
  if (!line) throw new ParleyError('E_PASSPHRASE', 'Expected a passphrase on the first line, got none.');
  return line;
}

function refOf(text: string | undefined, command: Command): { definition: string; version: number } {
  const form = /^(.+)@(\d+)$/.exec(text ?? '');
  if (!form) throw new UsageError(`expected a version like mql-inbound@2, got "${text ?? ''}"`, command);
  return { definition: form[1]!, version: Number(form[2]) };
}

function required(context: CommandContext, name: string, command: Command): string {
  const value = textFlag(context.flags, name);
  if (value === undefined) throw new UsageError(`--${name} is missing`, command);
  return value;
}

function show(context: CommandContext, result: unknown, text: () => string): void {
  if (context.flags.json) printJson(context, result);
  else context.print(text());
}

interface Details {
  definitionId: string;
  version: number;
  state: string;
  hash: string;
  content: {
    term: string;
    motion: string;
    kind: string;
    criteria: string | null;
    rationale: string;
    ownerTitle: string;
    auditCadence: string;
  };
  signOffs: { name: string; title: string; side: string; signedAt: string; valid: boolean }[];
  inForceFrom: string | null;
}

function detailsText(result: unknown): string {
  const { definitionId, version, state, hash, content, signOffs, inForceFrom } = result as Details;
  return [
    `${definitionId}@${version}  ${state}${inForceFrom ? ` since ${inForceFrom}` : ''}`,
    `${safe(content.term)} · ${content.motion} · ${content.kind} · audited ${content.auditCadence}${content.ownerTitle ? ` · owner ${safe(content.ownerTitle)}` : ''}`,
    `hash ${hash}`,
    ...(content.criteria ? ['', safe(content.criteria).replaceAll('\\u000a', '\n')] : []),
    ...(content.rationale ? ['', safe(content.rationale)] : []),
    ...signOffs.map(
      (sign) => `signed by ${safe(sign.name)}, ${safe(sign.title)} (${sign.side}) on ${sign.signedAt}${sign.valid ? '' : ': NOT VALID'}`,
    ),
  ].join('\n');
}

const actions = [
  'list',
  'show',
  'defaults',
  'draft',
  'edit',
  'propose',
  'reject',
  'sign',
  'activate',
  'withdraw',
  'diff',
  'impact',
  'history',
];

export const definition: Command = {
  name: 'definition',
  usage: `${actions.join('|')} <workspace> [definition[@version]]`,
  summary: 'Definitions: drafts, proposals, sign-offs, versions.',
  positionals: { least: 2, most: 200 },
  flags: {
    by,
    reason,
    file,
    definition: { type: 'value', placeholder: 'ID', help: 'draft: the definition whose next version this is' },
    member: { type: 'value', placeholder: 'MEMBER', help: 'sign: who signs' },
    'passphrase-file': passphraseFile,
    motions: { type: 'value', placeholder: 'M,…', help: 'defaults: only these motions' },
    'as-of': { type: 'value', placeholder: 'T', help: 'impact: as of then' },
    ...json,
  },
  examples: [
    'parley definition defaults acme.parley',
    'parley definition draft acme.parley --file mql.json',
    'parley definition propose acme.parley inbound-mql@1 --by MEMBER',
    'parley definition sign acme.parley inbound-mql@1 inbound-sql@1 --member MEMBER --passphrase-file secret.txt',
    'parley definition activate acme.parley inbound-mql@1 --by MEMBER',
    'parley definition diff acme.parley inbound-mql@1 inbound-mql@2',
  ],
  run: async (context) => {
    const [action, path, first, second] = context.positionals as [string, string, string?, string?];
    if (!actions.includes(action)) throw new UsageError(`expected one of ${actions.join(', ')}, got "${action}"`, definition);
    if (action !== 'sign' && context.positionals.length > 4) throw new UsageError(`unexpected "${context.positionals[4]}"`, definition);
    const isRead = ['list', 'show', 'diff', 'impact', 'history'].includes(action);
    context.engine.open(path, { readOnly: isRead });
    await definitionActions[action]!(context, first, second);
    return 0;
  },
};

type Action = (context: CommandContext, first: string | undefined, second: string | undefined) => Promise<void>;

function changeAction(call: 'definitions.propose' | 'definitions.reject' | 'definitions.activate' | 'definitions.withdraw'): Action {
  return async (context, first) => {
    const result = await context.engine.call(call, {
      ...refOf(first, definition),
      by: required(context, 'by', definition),
      ...given({ reason: textFlag(context.flags, 'reason') }),
    });
    show(context, result, () => detailsText(result));
  };
}

const definitionActions: Record<string, Action> = {
  list: async (context) => {
    const list = await context.engine.call('definitions.list', {});
    show(context, list, () =>
      list.length === 0
        ? 'No definitions yet. Start from the defaults: parley definition defaults <workspace>'
        : textTable(
            [{ title: 'id' }, { title: 'term' }, { title: 'motion' }, { title: 'kind' }, { title: 'versions' }],
            list.map((row) => {
              const { kind, versions } = row as unknown as { kind: string; versions: { version: number; state: string }[] };
              return [row.id, safe(row.term), row.motion, kind, versions.map(({ version, state }) => `${version} ${state}`).join(', ')];
            }),
          ),
    );
  },
  show: async (context, first) => {
    if (first === undefined) throw new UsageError('which definition?', definition);
    const result = await context.engine.call('definitions.show', { ref: first });
    show(context, result, () => detailsText(result));
  },
  defaults: async (context) => {
    const motions = textFlag(context.flags, 'motions')?.split(',');
    const result = await context.engine.call('definitions.installDefaults', given({ by: textFlag(context.flags, 'by'), motions }));
    show(context, result, () => `Drafted ${count(result.length)} definitions. Read them: parley definition list <workspace>`);
  },
  draft: async (context) => {
    const content = readJson(textFlag(context.flags, 'file'), definition);
    const result = await context.engine.call(
      'definitions.draft',
      given({ content, by: textFlag(context.flags, 'by'), definition: textFlag(context.flags, 'definition') }),
    );
    show(context, result, () => detailsText(result));
  },
  edit: async (context, first) => {
    const content = readJson(textFlag(context.flags, 'file'), definition);
    const result = await context.engine.call('definitions.edit', {
      ...refOf(first, definition),
      content,
      ...given({ by: textFlag(context.flags, 'by') }),
    });
    show(context, result, () => detailsText(result));
  },
  propose: changeAction('definitions.propose'),
  reject: changeAction('definitions.reject'),
  activate: changeAction('definitions.activate'),
  withdraw: changeAction('definitions.withdraw'),
  sign: async (context) => {
    const versions = context.positionals.slice(2).map((ref) => refOf(ref, definition));
    if (versions.length === 0) throw new UsageError('sign which version?', definition);
    const memberId = required(context, 'member', definition);
    const signed = await context.engine.call('definitions.signSet', { versions, memberId, passphrase: await passphraseOf(context) });
    const result = signed.length === 1 ? signed[0] : signed;
    show(context, result, () => signed.map(detailsText).join('\n\n'));
  },
  diff: async (context, before, after) => {
    if (before === undefined || after === undefined) throw new UsageError('diff needs two versions', definition);
    const result = await context.engine.call('definitions.diff', { before, after });
    show(context, result, () => String((result as { text?: string }).text ?? JSON.stringify(result, null, 2)));
  },
  impact: async (context, first) => {
    if (first === undefined) throw new UsageError('impact of which version?', definition);
    const impact = await context.engine.call('definitions.impact', { ref: first, ...given({ asOf: textFlag(context.flags, 'as-of') }) });
    show(context, impact, () =>
      [
        `${impact.after} against ${impact.before ?? 'nothing in force'}, as of ${impact.asOf}: ${count(impact.both)} stay in, ${count(impact.flipIn)} come in, ${count(impact.flipOut)} drop out, ${count(impact.neither)} stay out.`,
        textTable(
          [{ title: 'source' }, { title: 'in', align: 'right' }, { title: 'out', align: 'right' }],
          impact.bySource.map(({ value, flipIn, flipOut }) => [value === null ? '(none)' : safe(value), count(flipIn), count(flipOut)]),
        ),
      ].join('\n'),
    );
  },
  history: async (context, first) => {
    if (first === undefined) throw new UsageError('history of which definition?', definition);
    const events = await context.engine.call('definitions.history', { definition: first });
    show(context, events, () =>
      events
        .map((event) => `${event.at}  v${event.version}  ${event.event}  ${safe(String((event as { why?: string }).why ?? ''))}`)
        .join('\n'),
    );
  },
};

export const member: Command = {
  name: 'member',
  usage: 'add|list <workspace>',
  summary: 'The people of the council.',
  positionals: { least: 2, most: 2 },
  flags: {
    name: { type: 'value', placeholder: 'NAME', help: 'the person’s name' },
    title: { type: 'value', placeholder: 'TITLE', help: 'their title' },
    side: { type: 'value', placeholder: 'SIDE', help: 'marketing, sales, revops or other' },
    function: { type: 'value', placeholder: 'F', help: 'leader, chair, analyst or other' },
    by,
    ...json,
  },
  examples: [
    'parley member add acme.parley --name "Ada Lane" --title "VP Marketing" --side marketing --function leader',
    'parley member list acme.parley',
  ],
  run: async (context) => {
    const [action, path] = context.positionals as [string, string];
    if (action !== 'add' && action !== 'list') throw new UsageError(`expected add or list, got "${action}"`, member);
    context.engine.open(path, { readOnly: action === 'list' });
    if (action === 'list') {
      const list = await context.engine.call('members.list', {});
      show(context, list, () =>
        textTable(
          [{ title: 'id' }, { title: 'name' }, { title: 'title' }, { title: 'side' }, { title: 'function' }, { title: 'key' }],
          list.map((row) => [row.id, safe(row.name), safe(row.title), row.side, row.function, row.fingerprint ? 'yes' : 'none']),
        ),
      );
      return 0;
    }
    const result = await context.engine.call('members.add', {
      name: required(context, 'name', member),
      title: required(context, 'title', member),
      side: required(context, 'side', member) as 'sales',
      ...given({ function: textFlag(context.flags, 'function') as 'leader' | undefined, by: textFlag(context.flags, 'by') }),
    });
    show(context, result, () => `Added ${safe(result.name)} as ${result.id}.`);
    return 0;
  },
};

export const key: Command = {
  name: 'key',
  usage: 'create <workspace>',
  summary: 'Makes a member’s signing key, kept wrapped by a passphrase.',
  positionals: { least: 2, most: 2 },
  flags: { member: { type: 'value', placeholder: 'MEMBER', help: 'whose key' }, 'passphrase-file': passphraseFile, ...json },
  examples: ['parley key create acme.parley --member MEMBER --passphrase-file secret.txt'],
  run: async (context) => {
    const [action, path] = context.positionals as [string, string];
    if (action !== 'create') throw new UsageError(`expected create, got "${action}"`, key);
    const memberId = required(context, 'member', key);
    const passphrase = await passphraseOf(context);
    context.engine.open(path);
    const result = await context.engine.call('keys.create', { memberId, passphrase });
    show(context, result, () => `Key ${result.groups}`);
    return 0;
  },
};

export const policy: Command = {
  name: 'policy',
  usage: 'show|set <workspace>',
  summary: 'Acceptance window, SLA targets, calendars, limits: one versioned object.',
  positionals: { least: 2, most: 2 },
  flags: { file, by, ...json },
  examples: ['parley policy show acme.parley', 'parley policy set acme.parley --file policy.json'],
  run: async (context) => {
    const [action, path] = context.positionals as [string, string];
    if (action !== 'show' && action !== 'set') throw new UsageError(`expected show or set, got "${action}"`, policy);
    context.engine.open(path, { readOnly: action === 'show' });
    const result =
      action === 'show'
        ? await context.engine.call('policy.show', {})
        : await context.engine.call('policy.set', {
            change: readJson(textFlag(context.flags, 'file'), policy),
            ...given({ by: textFlag(context.flags, 'by') }),
          });
    printJson(context, result);
    return 0;
  },
};

export const log: Command = {
  name: 'log',
  usage: '<workspace>',
  summary: 'The decision log; with --verify every hash and signature is recomputed (exit 3 where one does not hold).',
  positionals: { least: 1, most: 1 },
  flags: {
    verify: { type: 'switch', help: 'recompute the log' },
    subject: { type: 'value', placeholder: 'ID', help: 'only entries about this' },
    ...json,
  },
  examples: ['parley log acme.parley', 'parley log acme.parley --verify'],
  run: async (context) => {
    context.engine.open(context.positionals[0]!, { readOnly: true });
    if (context.flags.verify) {
      const result = await context.engine.call('log.verify', {});
      const { firstProblem } = result as { firstProblem?: { message: string } };
      show(context, result, () =>
        result.ok ? `${count(result.entries)} entries, all as they were written.` : `The log does not hold: ${firstProblem?.message ?? ''}`,
      );
      return result.ok ? 0 : 3;
    }
    const entries = await context.engine.call('log.list' satisfies CallName, given({ subject: textFlag(context.flags, 'subject') }));
    show(context, entries, () =>
      entries.length === 0
        ? 'The log is empty.'
        : entries.map((entry) => `${entry.seq}  ${String(entry.at ?? '')}  ${entry.type}  ${entry.id.slice(0, 16)}`).join('\n'),
    );
    return 0;
  },
};
