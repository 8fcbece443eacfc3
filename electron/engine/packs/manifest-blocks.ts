import { createHash } from 'node:crypto';
import { canonicalJson } from '#domain/canonical-json.ts';
import { formatMoment, plural } from '#figures/formats.ts';
import type { Manifest } from './manifest.ts';
import type { Block, TableCell } from './pdf/blocks.ts';
import { type } from './pdf/palette.ts';

const mono = (text: string) => ({ text, style: type.monoSoft });
export const sha256 = (data: string | Uint8Array) => createHash('sha256').update(data).digest('hex');

/** Two figures side by side in a row, read downwards first. */
function inPairs(cells: TableCell[][]): TableCell[][] {
  const half = Math.ceil(cells.length / 2);
  return cells.slice(0, half).map((row, index) => [...row, ...(cells[half + index] ?? ['', ''])]);
}

/** The manifest in print: versions, extracts with their hashes, and the id and hash of every figure. */
export function manifestBlocks(manifest: Manifest, bytes: Uint8Array): Block[] {
  return [
    {
      kind: 'table',
      summary: 'What this document was made from',
      empty: '',
      columns: [
        { label: 'Made from', width: 130 },
        { label: '', weight: 1 },
      ],
      rows: [
        ['As of', `${formatMoment(manifest.asOf)}, time zone ${manifest.timeZone}`],
        ['Engine', `Parley ${manifest.engine}`],
        ['Workspace', mono(manifest.workspaceId)],
        ['Head of the decision log', manifest.logHead === null ? 'the log is empty' : mono(manifest.logHead)],
        ['Policies', manifest.policies.map((policy) => `${policy.name} v${policy.version}`).join(', ') || 'none'],
        ['SHA-256 of manifest.json', mono(sha256(bytes))],
      ],
    },
    { kind: 'heading', level: 3, text: 'Definitions', bookmark: 'Manifest: definitions' },
    {
      kind: 'table',
      summary: 'Definition versions that the figures used, with the hash of their content',
      empty: 'No definition was in force.',
      columns: [
        { label: 'Term' },
        { label: 'Motion' },
        { label: 'Version', align: 'right' },
        { label: 'SHA-256 of the content', weight: 1 },
      ],
      rows: manifest.definitions.map((each) => [each.term, each.motion, String(each.version), mono(each.hash)]),
    },
    { kind: 'heading', level: 3, text: 'Extracts', bookmark: 'Manifest: extracts' },
    {
      kind: 'table',
      summary: 'Extract files that the figures used, with their hashes',
      empty: 'No extract was used.',
      columns: [{ label: 'Kind' }, { label: 'Id' }, { label: 'SHA-256 of the file', weight: 1 }],
      rows: manifest.extracts.map((each) => [each.kind, mono(each.id.slice(0, 12)), mono(each.fileSha256)]),
    },
    { kind: 'heading', level: 3, text: plural(manifest.figures.length, 'figure'), bookmark: 'Manifest: figures' },
    {
      kind: 'table',
      summary: 'Every figure by its id, with the hash of its value',
      empty: 'No figure is printed.',
      columns: [
        { label: 'Figure', weight: 1 },
        { label: 'SHA-256, first 16' },
        { label: 'Figure', weight: 1 },
        { label: 'SHA-256, first 16' },
      ],
      rows: inPairs(manifest.figures.map((figure) => [mono(figure.id), mono(sha256(canonicalJson(figure.value)).slice(0, 16))])),
    },
  ];
}
