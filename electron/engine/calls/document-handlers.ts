import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { calls, isCallName } from '#contract/calls.ts';
import type { documentCalls } from '#contract/document-calls.ts';
import { ParleyError } from '#domain/errors.ts';
import { formatIsoUtc, parseIsoTime } from '#domain/iso-time.ts';
import { currentHead } from '../council/log/current-head.ts';
import { definitionsCsv } from '../council/publication/definitions-csv.ts';
import { definitionsJson } from '../council/publication/definitions-json.ts';
import { definitionsMarkdown } from '../council/publication/definitions-markdown.ts';
import { verifyDefinitionsFile } from '../council/publication/verify-definitions-file.ts';
import { sha256Hex } from '../council/sha256-hex.ts';
import { compareManifest } from '../packs/compare-manifest.ts';
import { definitionsPdf } from '../packs/definitions-pdf.ts';
import { readManifest } from '../packs/manifest.ts';
import { checkSeal } from '../packs/pdf/seal.ts';
import { qbrPack } from '../packs/qbr/qbr-pack.ts';
import { engineVersion } from '../version.ts';
import { analysisHandlers } from './analysis-handlers.ts';
import { definitionRows, publishedDefinitions } from './definition-rows.ts';
import { evidenceFiles } from './evidence-files.ts';
import type { CallScope, Handlers } from './handler.ts';
import { qbrInput } from './qbr-input.ts';
import { writeDocument } from './write-document.ts';

type WriteInput = Parameters<Handlers['pack.write']>[0];
interface Document {
  name: string;
  bytes: Uint8Array;
  warnings: string[];
}

async function qbr(input: WriteInput, { session }: CallScope): Promise<Document[]> {
  if (input.format !== 'pdf')
    throw new ParleyError('E_ARGS', `The QBR pack is a PDF; its tables as ${input.format} are the evidence pack.`, { path: 'format' });
  const { bytes, missingCodePoints } = await qbrPack(qbrInput(session, input));
  return [{ name: '', bytes, warnings: glyphWarnings(missingCodePoints) }];
}

function glyphWarnings(missing: readonly number[]): string[] {
  return missing.length === 0
    ? []
    : [
        `The fonts have no glyphs for ${missing.length} characters: ${missing
          .slice(0, 12)
          .map((code) => `U+${code.toString(16).toUpperCase().padStart(4, '0')}`)
          .join(' ')}. They are shown as boxes, their text is kept.`,
      ];
}

async function definitions(input: WriteInput, { session, workspace, environment }: CallScope): Promise<Document[]> {
  const atMs =
    input.asOf === undefined
      ? session.hasLeads()
        ? Math.max(session.facts().asOfMs, environment.now())
        : environment.now()
      : parseIsoTime(input.asOf, workspace.settings.timeZone);
  const text = (value: string) => [{ name: '', bytes: new TextEncoder().encode(value), warnings: [] }];
  const { workspaceId, timeZone } = workspace.settings;
  const head = currentHead(workspace);
  if (input.format === 'json') return text(definitionsJson(workspaceId, head ?? null, publishedDefinitions(session, atMs)));
  if (input.format === 'csv') return text(definitionsCsv(publishedDefinitions(session, atMs)));
  if (input.format === 'md') return text(definitionsMarkdown(publishedDefinitions(session, atMs)));
  const { bytes, missingCodePoints } = await definitionsPdf({
    paper: input.paper ?? 'A4',
    workspace: { id: workspaceId, name: basename(workspace.path).replace(/\.parley$/i, '') },
    logHead: head?.head ?? null,
    asOf: formatIsoUtc(session.hasLeads() ? session.facts(input.asOf === undefined ? undefined : atMs).asOfMs : atMs),
    timeZone,
    engine: engineVersion,
    definitions: definitionRows(session, atMs),
  });
  return [{ name: '', bytes, warnings: glyphWarnings(missingCodePoints) }];
}

const makers: Record<WriteInput['pack'], (input: WriteInput, scope: CallScope) => Promise<Document[]>> = {
  qbr,
  definitions,
  evidence: async (input, { session }) => evidenceFiles(session, input).map((file) => ({ ...file, warnings: [] })),
};

export const documentHandlers: Handlers<keyof typeof documentCalls> = {
  'pack.write': async (input, scope) => {
    scope.job.report({ phase: 'compose', done: 0, total: 2, unit: 'steps' });
    const documents = await makers[input.pack](input, scope);
    scope.job.report({ phase: 'write', done: 1, total: 2, unit: 'steps' });
    const target = scope.picked[0]!;
    const files = documents.map(({ name, bytes }) => {
      const path = name === '' ? target : join(target, name);
      writeDocument(path, bytes);
      return { path, bytes: bytes.length, sha256: sha256Hex(bytes) };
    });
    return { files, warnings: documents.flatMap(({ warnings }) => warnings) };
  },
  'pack.verify': async (_input, scope) => {
    const [path] = scope.picked as [string];
    if (!existsSync(path))
      throw new ParleyError('E_NOT_FOUND', `Expected a document at ${basename(path)} in ${dirname(path)}, and nothing stands there.`);
    const bytes = readFileSync(path);
    if (bytes.subarray(0, 5).toString('latin1') !== '%PDF-') {
      const result = verifyDefinitionsFile(bytes.toString('utf8'), scope.hasWorkspace ? scope.workspace : undefined);
      const { ok, definitions: count, signatures } = result;
      return {
        ...result,
        checked: count,
        message: ok
          ? `${count} definitions and ${signatures} signatures hold${result.againstWorkspace ? ', and the workspace says the same' : ''}.`
          : (result.firstProblem?.message ?? 'The file does not hold.'),
      };
    }
    return verifyPack(bytes, scope);
  },
};

async function verifyPack(bytes: Uint8Array, scope: CallScope) {
  const seal = checkSeal(bytes);
  if (!seal.ok)
    return {
      ok: false,
      checked: 0,
      message: `The file is not byte for byte what Parley wrote (seal ${seal.expected.slice(0, 12)}…, bytes ${seal.actual.slice(0, 12)}…).`,
    };
  const manifest = readManifest(bytes);
  if (!scope.hasWorkspace) {
    return {
      ok: true,
      checked: 0,
      figures: manifest.figures.length,
      message: `The manifest is whole: ${manifest.figures.length} figures as of ${manifest.asOf}. Give --workspace to recompute them.`,
    };
  }
  const { workspaceId } = scope.workspace.settings;
  if (manifest.workspaceId !== workspaceId) {
    return {
      ok: false,
      checked: 0,
      message: `This document was made from another workspace (${manifest.workspaceId.slice(0, 12)}…, not ${workspaceId.slice(0, 12)}…).`,
    };
  }
  const comparison = await compareManifest(manifest, async (analysis, request) => {
    const name = `${analysis}.run`;
    if (!isCallName(name) || !Object.hasOwn(analysisHandlers, name))
      throw new ParleyError('E_MANIFEST', `The manifest names an analysis "${analysis}" that this engine does not have.`);
    const asked = { ...(request as object), asOf: manifest.asOf };
    return (analysisHandlers[name as keyof typeof analysisHandlers] as (input: unknown, scope: CallScope) => unknown)(
      calls[name].input.parse(asked),
      scope,
    );
  });
  const { ok, checked, firstDifference } = comparison;
  const message = ok
    ? `All ${checked} figures are recomputed from the workspace and agree.`
    : `Figure ${firstDifference!.figure} differs at ${firstDifference!.path || '/'}: printed ${JSON.stringify(firstDifference!.printed)}, recomputed ${JSON.stringify(firstDifference!.recomputed)}.`;
  return { ...comparison, message };
}
