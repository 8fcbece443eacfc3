import { formatMoment } from '#figures/formats.ts';
import type { DefinitionRow } from './definition-rows.ts';
import { definitionsMessage, definitionTable, rationaleBlocks } from './definition-table.ts';
import { type Manifest, manifestBytes, manifestName } from './manifest.ts';
import { manifestBlocks } from './manifest-blocks.ts';
import { type ComposedDocument, composeDocument } from './pdf/compose.ts';
import { type } from './pdf/palette.ts';
import type { Paper } from './pdf/sheets.ts';

export interface DefinitionsPdfInput {
  paper: Paper;
  workspace: { id: string; name: string };
  logHead: string | null;
  /** ISO-8601 UTC. */
  asOf: string;
  timeZone: string;
  engine: string;
  /** From signed versions only. */
  definitions: DefinitionRow[];
}

/** The definition table as a PDF of its own, with its manifest. */
export async function definitionsPdf(input: DefinitionsPdfInput): Promise<ComposedDocument & { manifest: Manifest }> {
  const title = `Definition table – ${input.workspace.name}`;
  const manifest: Manifest = {
    format: 'parley-manifest/1',
    document: 'definitions',
    title,
    asOf: input.asOf,
    timeZone: input.timeZone,
    engine: input.engine,
    workspaceId: input.workspace.id,
    logHead: input.logHead,
    definitions: input.definitions.map(({ term, motion, version, hash }) => ({ term, motion, version, hash })),
    policies: [],
    extracts: [],
    figures: [],
  };
  const bytes = manifestBytes(manifest);
  const versions = input.definitions.map((row) => `${row.term} v${row.version} (${row.hash.slice(0, 8)})`);
  const composed = await composeDocument({
    title,
    shortTitle: title,
    paper: input.paper,
    lang: 'en',
    asOf: input.asOf,
    producer: `Parley ${input.engine}`,
    footer: [`As of ${formatMoment(input.asOf)}`, ...versions.slice(0, 8), `Parley ${input.engine}`].join(' · '),
    sections: [
      {
        name: 'Definitions',
        blocks: [
          { kind: 'heading', level: 1, text: definitionsMessage(input.definitions), bookmark: 'Definitions' },
          { kind: 'paragraph', text: `${input.workspace.name} · as of ${formatMoment(input.asOf)}`, style: type.small },
          definitionTable(input.definitions),
          ...rationaleBlocks(input.definitions).map((block) => (block.kind === 'heading' ? { ...block, level: 2 as const } : block)),
        ],
      },
      {
        name: 'Manifest',
        blocks: [
          { kind: 'heading', level: 2, text: 'What this table was made from', bookmark: 'Manifest' },
          ...manifestBlocks(manifest, bytes),
        ],
      },
    ],
    attachments: [
      { name: manifestName, type: 'application/json', description: 'Definition versions and hashes of this table', data: bytes },
    ],
  });
  return { ...composed, manifest };
}
