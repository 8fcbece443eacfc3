import { randomBytes } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Engine } from '#engine/dispatch.ts';
import type { JobContext } from '#engine/job.ts';
import { sampleRejectionReasons, sampleSources } from '#engine/sample/sample-picklists.ts';
import { type Command, type CommandContext, textFlag } from '../command.ts';
import { importSample } from '../import-sample.ts';
import { demoText } from '../text/demo-text.ts';

const council = [
  { name: 'Mara Lindqvist', title: 'VP Marketing', side: 'marketing', function: 'leader' },
  { name: 'Tomas Okafor', title: 'VP Sales', side: 'sales', function: 'leader' },
  { name: 'Ines Halvorsen', title: 'Director of RevOps', side: 'revops', function: 'chair' },
] as const;

const documents = [
  ['qbr', 'pdf', 'qbr-pack.pdf'],
  ['definitions', 'pdf', 'definitions.pdf'],
  ['definitions', 'csv', 'definitions.csv'],
  ['definitions', 'md', 'definitions.md'],
  ['definitions', 'json', 'definitions.json'],
] as const;

/** The sample company's own lists, as its CRM administrator would bring them. */
const samplePicklists: Record<string, { code: string; label: string; retired: boolean }[]> = {
  'Lead sources': sampleSources.map(asEntry),
  'Rejection reasons': sampleRejectionReasons.map(asEntry),
};

function asEntry(label: string): { code: string; label: string; retired: boolean } {
  const [first, ...rest] = label.split(' ');
  return { code: [first!.toLowerCase(), ...rest].join(''), label, retired: false };
}

export const demo: Command = {
  name: 'demo',
  usage: '',
  summary: 'Runs the main job end to end on the sample company and writes the documents.',
  positionals: { least: 0, most: 0 },
  flags: { out: { type: 'value', placeholder: 'DIR', help: 'folder to write into (default out)' } },
  examples: ['parley demo', 'parley demo --out /media/usb/demo'],
  run: async (context) => {
    const out = resolve(textFlag(context.flags, 'out') ?? 'out');
    const { engine, job, print } = context;
    mkdirSync(out, { recursive: true });
    const workspacePath = join(out, 'sample.parley');
    for (const left of [workspacePath, `${workspacePath}-journal`, `${workspacePath}.parley-head`, join(out, 'sample')])
      rmSync(left, { recursive: true, force: true });
    engine.create(workspacePath, { timeZone: 'UTC', currency: 'USD' });
    const report = await importSample(engine, job, join(out, 'sample'));
    const signed = await signDefaultSet(engine);
    const [leakage, rejections, sla, calibration, hygiene, scorecard] = await Promise.all([
      engine.call('leakage.run', {}),
      engine.call('rejections.run', {}),
      engine.call('sla.run', { groupBy: ['team'] }),
      engine.call('calibration.run', { outcome: 'won' }),
      engine.call('hygiene.run', {}),
      engine.call('scorecard.run', {}),
    ]);
    const written = await writeDocuments(engine, job, out, context);
    print(demoText({ report, signed, leakage, rejections, sla, calibration, hygiene, scorecard, written, workspacePath }));
    return 0;
  },
};

/** Adds the sample's council, and has both sides sign the inbound definitions. @returns how many are in force. */
async function signDefaultSet(engine: Engine): Promise<number> {
  const [marketing, sales, chair] = await Promise.all(council.map((person) => engine.call('members.add', person)));
  const passphrase = randomBytes(24).toString('base64url');
  for (const leader of [marketing!, sales!]) await engine.call('keys.create', { memberId: leader.id, passphrase });
  const drafts = await engine.call('definitions.installDefaults', { by: chair!.id });
  const inbound = drafts.filter((draft) => (draft.content as { motion: string }).motion === 'inbound');
  const versions = inbound.map(({ definitionId: definition, version }) => ({ definition, version }));
  for (const [index, version] of versions.entries()) {
    const { term } = inbound[index]!.content as { term: string };
    await engine.call('definitions.edit', {
      ...version,
      content: { ownerId: chair!.id, ownerTitle: chair!.title, ...(samplePicklists[term] ? { picklist: samplePicklists[term] } : {}) },
      by: chair!.id,
    });
    await engine.call('definitions.propose', { ...version, by: chair!.id, reason: 'first set for the sample company' });
  }
  for (const leader of [marketing!, sales!]) await engine.call('definitions.signSet', { versions, memberId: leader.id, passphrase });
  for (const version of versions) await engine.call('definitions.activate', { ...version, by: chair!.id });
  return inbound.length;
}

async function writeDocuments(engine: Engine, job: JobContext, out: string, { note }: CommandContext): Promise<string[]> {
  const written: string[] = [];
  for (const [pack, format, name] of documents) {
    const { files, warnings } = await engine.call('pack.write', { pack, format }, { job, picked: [join(out, name)] });
    written.push(...files.map(({ path }) => path));
    for (const warning of warnings) note(`note: ${warning}`);
  }
  return written;
}
