import { statSync } from 'node:fs';
import { ParleyError } from '#domain/errors.ts';
import { type Command, given, json, oneOf, printJson, textFlag, UsageError } from '../command.ts';
import { requireDocumentPlace } from '../require-document-place.ts';
import { count, safe } from '../text/values.ts';

const packs = ['qbr', 'definitions', 'evidence'] as const;
const formats = ['pdf', 'csv', 'md', 'json'] as const;

export const pack: Command = {
  name: 'pack',
  usage: '<workspace> qbr|definitions|evidence',
  summary: 'Writes a document that names its definition versions and extracts.',
  positionals: { least: 2, most: 2 },
  flags: {
    out: { type: 'value', placeholder: 'FILE', help: 'file to write (evidence: a folder)' },
    quarter: { type: 'value', placeholder: 'Q', help: 'fiscal quarter like 2026-Q3; default the newest one that has mostly passed' },
    format: { type: 'value', placeholder: 'F', help: formats.join(', ') },
    paper: { type: 'value', placeholder: 'P', help: 'A4 (default) or Letter' },
    'as-of': { type: 'value', placeholder: 'T', help: 'as things stood then' },
    motion: { type: 'value', placeholder: 'M', help: 'only this motion' },
    ...json,
  },
  examples: [
    'parley pack acme.parley qbr --out q3.pdf --quarter 2026-Q3',
    'parley pack acme.parley definitions --out definitions.md --format md',
  ],
  run: async (context) => {
    const { flags } = context;
    const [path, name] = context.positionals as [string, string];
    const kind = oneOf(name, packs, 'the document', pack);
    const out = textFlag(flags, 'out');
    if (out === undefined) throw new UsageError('--out is missing', pack);
    const ending = /\.(pdf|csv|md|json)$/i.exec(out)?.[1]?.toLowerCase();
    const format = oneOf(textFlag(flags, 'format') ?? ending ?? (kind === 'evidence' ? 'csv' : 'pdf'), formats, '--format', pack);
    const paper = textFlag(flags, 'paper');
    requireDocumentPlace(out, path, kind === 'evidence' ? 'folder' : 'file');
    context.engine.open(path, { readOnly: true });
    const result = await context.engine.call(
      'pack.write',
      given({
        pack: kind,
        format,
        quarter: textFlag(flags, 'quarter'),
        paper: paper === undefined ? undefined : oneOf(paper, ['A4', 'Letter'] as const, '--paper', pack),
        asOf: textFlag(flags, 'as-of'),
        motion: textFlag(flags, 'motion'),
      }),
      { job: context.job, picked: [out] },
    );
    if (flags.json) printJson(context, result);
    else for (const { path: written, bytes } of result.files) context.print(`${safe(written)}  ${count(bytes)} bytes`);
    for (const warning of result.warnings) context.note(`note: ${safe(warning)}`);
    return 0;
  },
};

export const verify: Command = {
  name: 'verify',
  usage: '<pack.pdf|definitions.json|workspace>',
  summary: 'Recomputes hashes, signatures and, given the workspace, the figures; exit 3 where one differs.',
  positionals: { least: 1, most: 1 },
  flags: { workspace: { type: 'value', placeholder: 'W', help: 'recompute the figures against this workspace' }, ...json },
  examples: ['parley verify q3.pdf --workspace acme.parley', 'parley verify definitions.json', 'parley verify acme.parley'],
  run: async (context) => {
    const [file] = context.positionals as [string];
    const workspace = textFlag(context.flags, 'workspace');
    const there = statSync(file, { throwIfNoEntry: false });
    if (there && !there.isFile())
      throw new ParleyError('E_NOT_REGULAR', 'Expected a document or a workspace, but this is no file. Choose the file itself.');
    if (/\.parley$/i.test(file)) {
      if (workspace !== undefined) throw new ParleyError('E_ARGS', 'Expected a document beside --workspace, got a second workspace.');
      context.engine.open(file, { readOnly: true });
      const report = await context.engine.call('workspace.check', {}, { job: context.job });
      if (context.flags.json) printJson(context, report);
      else
        context.print(
          report.ok
            ? 'The workspace holds: pages, references, segments, log and signatures.'
            : report.findings.map(({ area, message }) => `${area}: ${message}`).join('\n'),
        );
      return report.ok ? 0 : 3;
    }
    if (workspace !== undefined) context.engine.open(workspace, { readOnly: true });
    const result = await context.engine.call('pack.verify', {}, { job: context.job, picked: [file] });
    if (context.flags.json) printJson(context, result);
    else {
      const { message } = result as unknown as { message: string };
      context.print(safe(message));
    }
    return result.ok ? 0 : 3;
  },
};
