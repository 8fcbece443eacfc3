import { logCheck } from '#engine/council/log/log-check.ts';
import { restoreWorkspace } from '#engine/workspace/restore-workspace.ts';
import { systemEnvironment } from '../../system-environment.ts';
import { type Command, json, printJson, textFlag } from '../command.ts';
import { safe } from '../text/values.ts';

export const create: Command = {
  name: 'new',
  usage: '<workspace>',
  summary: 'Makes an empty workspace, or one with the sample company in it.',
  positionals: { least: 1, most: 1 },
  flags: {
    sample: { type: 'switch', help: 'import the sample: a year of an invented B2B company' },
    'time-zone': { type: 'value', placeholder: 'Z', help: 'IANA zone of days and months (default UTC)' },
    currency: { type: 'value', placeholder: 'C', help: 'ISO 4217 code (default USD)' },
  },
  examples: ['parley new acme.parley --time-zone Europe/Berlin --currency EUR', 'parley new sample.parley --sample'],
  run: async (context) => {
    const [path] = context.positionals as [string];
    context.engine.create(path, {
      timeZone: textFlag(context.flags, 'time-zone') ?? 'UTC',
      currency: textFlag(context.flags, 'currency') ?? 'USD',
    });
    if (context.flags.sample) {
      const { importSample } = await import('../import-sample.ts');
      await importSample(context.engine, context.job);
    }
    context.print(
      `Made ${safe(path)}${context.flags.sample ? ' with the sample company. Try: parley analyze ' + safe(path) + ' leakage' : '. Next: parley import ' + safe(path) + ' <folder of CRM files>'}`,
    );
    return 0;
  },
};

export const info: Command = {
  name: 'info',
  usage: '<workspace>',
  summary: 'Says what a workspace is and holds.',
  positionals: { least: 1, most: 1 },
  flags: json,
  examples: ['parley info acme.parley'],
  run: async (context) => {
    context.engine.open(context.positionals[0]!, { readOnly: true });
    const result = await context.engine.call('workspace.info', {});
    if (context.flags.json) printJson(context, result);
    else
      context.print(
        Object.entries(result)
          .map(([key, value]) => `${key}: ${safe(String(value ?? 'none'))}`)
          .join('\n'),
      );
    return 0;
  },
};

export const check: Command = {
  name: 'check',
  usage: '<workspace>',
  summary: 'Checks integrity, log chain and references; exit 3 where something does not hold.',
  positionals: { least: 1, most: 1 },
  flags: json,
  examples: ['parley check acme.parley'],
  run: async (context) => {
    context.engine.open(context.positionals[0]!, { readOnly: true });
    const report = await context.engine.call('workspace.check', {}, { job: context.job });
    if (context.flags.json) printJson(context, report);
    else if (report.ok) context.print('Everything holds: pages, references, schema, segments, log.');
    else context.print(report.findings.map(({ area, code, message }) => `${area}: ${code}: ${message}`).join('\n'));
    return report.ok ? 0 : 3;
  },
};

export const backup: Command = {
  name: 'backup',
  usage: '<workspace> <file>',
  summary: 'Writes a verified copy of the workspace.',
  positionals: { least: 2, most: 2 },
  flags: { overwrite: { type: 'switch', help: 'replace an earlier backup of that name' }, ...json },
  examples: ['parley backup acme.parley backups/acme-2026-11.parley'],
  run: async (context) => {
    context.engine.open(context.positionals[0]!, { readOnly: true });
    const result = await context.engine.call(
      'workspace.backup',
      { overwrite: context.flags.overwrite === true },
      { job: context.job, picked: [context.positionals[1]!] },
    );
    if (context.flags.json) printJson(context, result);
    else context.print(`Backed up to ${safe(result.path)} (${result.bytes.toLocaleString('en-US')} bytes, sha256 ${result.sha256}).`);
    return 0;
  },
};

export const restore: Command = {
  name: 'restore',
  usage: '<workspace> <backup>',
  summary: 'Puts a backup in the place of a workspace; what stood there is kept beside it.',
  positionals: { least: 2, most: 2 },
  flags: json,
  examples: ['parley restore acme.parley backups/acme-2026-11.parley'],
  run: async (context) => {
    const [path, source] = context.positionals as [string, string];
    const result = await restoreWorkspace(path, source, systemEnvironment, { job: context.job, checks: [logCheck] });
    if (context.flags.json) printJson(context, result);
    else
      context.print(
        `Restored ${safe(result.path)}${result.original ? `; the file that stood there is kept as ${safe(result.original)}` : ''}.`,
      );
    return 0;
  },
};
