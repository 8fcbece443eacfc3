import { type ExtractKind, extractKinds } from '#domain/canonical-fields.ts';
import { ParleyError } from '#domain/errors.ts';
import type { Delimiter, Encoding, Mapping } from '#domain/mapping.ts';
import { type JobContext, quietJob } from '../job.ts';
import { requireSettings } from '../workspace/settings.ts';
import { chooseMapping, requireAllUsed } from './choose-mapping.ts';
import { detectColumns, detectWholeColumns, needsWholeColumn } from './csv/detect-columns.ts';
import { type SniffedFile, sniffFile } from './csv/sniff.ts';
import { delimiterQuestion, encodingQuestion } from './file-questions.ts';
import { type GatheredFile, gatherFiles } from './gather-files.ts';
import type { ImportPlan, ImportQuestion, PlannedFile } from './import-plan.ts';
import { inFile } from './in-file.ts';
import { planColumns } from './plan-columns.ts';
import { foldHeader, type Preset } from './presets/preset.ts';
import {
  foldFileName,
  isNotNeeded,
  isOwnExport,
  kindOfFileName,
  presetOf,
  type Recognised,
  recogniseFile,
  requiredFields,
} from './recognise-file.ts';
import { resolveColumns } from './resolve-columns.ts';
import { stageDatesOf } from './stage-dates.ts';

export interface PlanOptions {
  /** What every file holds, where the user says so. */
  kind?: ExtractKind;
  mappings?: readonly Mapping[];
  asOfMs?: number;
  /** The workspace's zone: of days, and of times without a zone unless the preset or mapping knows better. */
  timeZone: string;
  /** ISO 4217; the workspace's, unless the extract's amounts are in another. */
  currency: string;
  job?: JobContext;
}

interface SniffedSource {
  source: GatheredFile;
  sniffed: SniffedFile;
}

/**
 * Looks at files, a folder or a .zip and says how each would be imported, without writing anything: kind, preset, encoding, delimiter, every column's field and
 * type, what is skipped, and the questions that only the user can answer.
 * @throws ParleyError for what refuses a file, and E_MAPPING for a mapping that fits none. Call `dispose` when done with the plan.
 */
export async function planImport(paths: readonly string[], options: PlanOptions): Promise<ImportPlan> {
  requireSettings(options.timeZone, options.currency);
  const gathered = await gatherFiles(paths);
  try {
    const skipped = [...gathered.skipped];
    const sources: SniffedSource[] = [];
    for (const source of gathered.files) {
      if (!source.named && options.kind === undefined && isNotNeeded(foldFileName(source.fileName)) && !mayBeMapped(options)) {
        skipped.push({ fileName: source.fileName, reason: `${source.fileName} holds an object that no analysis reads.` });
        continue;
      }
      const sniffed = await sniffOrSkip(source, options, skipped);
      if (sniffed) sources.push({ source, sniffed });
    }
    const setPreset = commonPreset(sources);
    const plan: ImportPlan = {
      files: [],
      skipped,
      questions: [],
      warnings: [],
      asOfMs: options.asOfMs,
      timeZone: options.timeZone,
      currency: options.currency,
      dispose: gathered.dispose,
    };
    const used = new Set<Mapping>();
    for (const { source, sniffed } of sources) await planFile(plan, source, sniffed, setPreset, options, used);
    requireAllUsed(
      options.mappings ?? [],
      used,
      sources.map(({ source, sniffed }) => ({ fileName: source.fileName, headers: sniffed.headers })),
    );
    return plan;
  } catch (error) {
    gathered.dispose();
    throw error;
  }
}

/** A file that was not named itself and whose name says nothing may be no table at all: it is skipped rather than refusing the whole folder. */
async function sniffOrSkip(source: GatheredFile, options: PlanOptions, skipped: ImportPlan['skipped']): Promise<SniffedFile | undefined> {
  const mayBeOther = !source.named && options.kind === undefined && kindOfFileName(source.fileName) === undefined;
  try {
    const sniffed = await sniffNamed(source, options);
    if (!mayBeOther || sniffed.headers.length > 1) return sniffed;
    skipped.push({ fileName: source.fileName, reason: 'It has a single column.' });
  } catch (error) {
    if (!mayBeOther || !(error instanceof ParleyError)) throw error;
    skipped.push({ fileName: source.fileName, reason: error.message });
  }
  return undefined;
}

function mayBeMapped({ mappings }: PlanOptions): boolean {
  return (mappings ?? []).some((mapping) => Object.keys(mapping.columns).length > 0);
}

async function sniffNamed(source: GatheredFile, options: PlanOptions): Promise<SniffedFile> {
  const [only] = options.mappings ?? [];
  const decided = options.mappings?.length === 1 ? { encoding: only!.encoding, delimiter: only!.delimiter } : {};
  return inFile(source.fileName, async () => {
    const first = await sniffFile(source.path, decided);
    const mapping = options.mappings && options.mappings.length > 1 ? chooseMapping(options.mappings, first.headers, undefined) : undefined;
    return mapping && (mapping.encoding || mapping.delimiter)
      ? sniffFile(source.path, { encoding: mapping.encoding, delimiter: mapping.delimiter })
      : first;
  });
}

/** The preset that most files of the set have. */
function commonPreset(sources: readonly SniffedSource[]): Preset | undefined {
  const counts = new Map<Preset, number>();
  for (const { source, sniffed } of sources) {
    const preset = presetOf(sniffed.headers, foldFileName(source.fileName));
    if (preset.name !== 'generic') counts.set(preset, (counts.get(preset) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0];
}

async function planFile(
  plan: ImportPlan,
  source: GatheredFile,
  sniffed: SniffedFile,
  setPreset: Preset | undefined,
  options: PlanOptions,
  used: Set<Mapping>,
): Promise<void> {
  const { fileName } = source;
  const ask = (question: Omit<ImportQuestion, 'fileName'>) => plan.questions.push({ fileName, ...question });
  const byName = recogniseFile(fileName, sniffed.headers, undefined, setPreset);
  const mapping = chooseMapping(options.mappings ?? [], sniffed.headers, options.kind ?? ('kind' in byName ? byName.kind : undefined));
  if (mapping) used.add(mapping);
  const recognised: Recognised =
    options.kind || mapping ? recogniseFile(fileName, sniffed.headers, options.kind ?? mapping!.kind, setPreset) : byName;
  if ('skip' in recognised) {
    plan.skipped.push({ fileName, reason: recognised.skip });
    return;
  }
  if ('unknown' in recognised) {
    if (source.named) {
      if (!sniffed.delimiter.certain) ask(delimiterQuestion(fileName, sniffed));
      else
        ask({
          code: 'kind',
          message: `${fileName}: neither its name nor its columns tell what it holds. Say it with --kind, or give a mapping file with --map.`,
          decideBy: { flag: '--kind' },
          choices: [...extractKinds],
        });
    } else
      plan.skipped.push({
        fileName,
        reason: 'Neither its name nor its columns tell what it holds. To import it, name the file alone with --kind, or map it with --map.',
      });
    return;
  }
  if (mapping && options.kind && mapping.kind !== options.kind)
    throw new ParleyError('E_MAPPING', `The mapping is for ${mapping.kind}, but --kind says ${options.kind}. Leave one of them out.`, {
      path: '/kind',
    });
  const { kind, preset } = recognised;
  if (!sniffed.encoding.certain && mapping?.encoding === undefined) ask(encodingQuestion(fileName, sniffed));
  const trailing = sniffed.rowsEndInDelimiter;
  const headersAgree = sniffed.headers.length > 1 && (recognised.confidence >= 0.5 || mapping !== undefined);
  if (!sniffed.delimiter.certain && !trailing && !headersAgree && mapping?.delimiter === undefined)
    ask(delimiterQuestion(fileName, sniffed));
  if (!sniffed.hasHeader.value)
    ask({
      code: 'header',
      message: `${fileName}: the first row reads like data, not like the names of columns. Add a header row to the file.`,
      decideBy: { flag: '--map', key: 'columns' },
      choices: [],
    });
  if (trailing && mapping?.columns[''] !== 'skip')
    ask({
      code: 'header',
      message: `${fileName}: every row ends in a delimiter that the header does not have. If that column is to be left out, say "columns": {"": "skip"} in a mapping file: --map.`,
      decideBy: { flag: '--map', key: 'columns' },
      choices: ['skip'],
    });
  const headers = trailing ? [...sniffed.headers, ''] : sniffed.headers;
  const timeZone = mapping?.timeZone ?? (isSalesforceApi(preset, sniffed.headers) ? 'UTC' : options.timeZone);
  const layout = {
    path: source.path,
    encoding: sniffed.encoding.value,
    delimiter: sniffed.delimiter.value,
    headerCount: headers.length,
    skipRecords: sniffed.skipRecords,
  };
  const namedMapping =
    mapping && '' in mapping.columns
      ? { ...mapping, columns: Object.fromEntries(Object.entries(mapping.columns).filter(([header]) => header !== '')) }
      : mapping;
  const resolved = resolveColumns(kind, headers, preset, namedMapping, fileName);
  const guesses = detectColumns(headers, sniffed.sample);
  const doubtful = guesses.filter(
    (guess, index) => (trailing || needsWholeColumn(guess)) && resolved[index]!.type !== 'text' && resolved[index]!.type !== 'id',
  );
  if (doubtful.length > 0 && plan.questions.every((question) => question.fileName !== fileName))
    for (const guess of await inFile(fileName, () => detectWholeColumns({ ...layout, workers: 2 }, doubtful, options.job ?? quietJob())))
      guesses[guess.index] = guess;
  const { columns, questions } = planColumns(resolved, guesses, sniffed.sample, {
    kind,
    fileName,
    mapping,
    timeZone,
    dayZone: options.timeZone,
    emptyLookups: preset.name,
  });
  plan.questions.push(...questions);
  const known = new Set([...columns.map(({ name }) => name), ...Object.keys(mapping?.constants ?? {})]);
  for (const choice of requiredFields[kind])
    if (!choice.some((field) => known.has(field))) {
      const asked = plan.questions.some((question) => question.fileName === fileName && question.code === 'delimiter');
      if (!sniffed.delimiter.certain && !trailing && !asked && mapping?.delimiter === undefined) ask(delimiterQuestion(fileName, sniffed));
      ask({
        code: 'requiredField',
        message: `${fileName}: ${kind} need ${choice.filter((field) => !field.startsWith('custom.')).join(' or ')}, and no column means that. Map one of ${sniffed.headers.map((header) => JSON.stringify(header)).join(', ')} in a mapping file: --map.`,
        decideBy: { flag: '--map', key: 'columns' },
        choices: sniffed.headers,
      });
    }
  const warnings: string[] = [];
  if (sniffed.unnamedColumns > 0) warnings.push(`${sniffed.unnamedColumns} unnamed columns at the end of the header are left out.`);
  if (sniffed.sepLine) warnings.push('The first line is a sep= line and no row.');
  if (sniffed.rowsSeen === 0) warnings.push('The file has a header and no rows.');
  else if (sniffed.sample.length === 0)
    warnings.push('No row at the beginning of the file has as many fields as the header. Check the delimiter.');
  const stageDates = stageDatesOf(kind, columns, mapping);
  plan.files.push({
    path: source.path,
    fileName,
    bytes: sniffed.bytes,
    kind,
    kindBy: mapping && !options.kind ? 'mapping' : recognised.by,
    preset: isOwnExport(kind, headers) ? 'parley' : preset.name,
    confidence: recognised.confidence,
    encoding: layout.encoding,
    delimiter: layout.delimiter,
    skipRecords: sniffed.skipRecords,
    columns,
    stageDates,
    mapping: completeMapping(kind, mapping, columns, timeZone, layout, options),
    warnings,
  } satisfies PlannedFile);
}

/** API names stand without blanks and carry UTC; report labels stand in the viewer's zone. */
function isSalesforceApi(preset: Preset, headers: readonly string[]): boolean {
  return (
    preset.name === 'salesforce' &&
    headers.every((header) => !header.trim().includes(' ')) &&
    headers.some((header) => foldHeader(header) === 'id')
  );
}

/** What is saved: every column by name, and everything that decides how the file is read. */
function completeMapping(
  kind: ExtractKind,
  mapping: Mapping | undefined,
  columns: PlannedFile['columns'],
  timeZone: string,
  layout: { encoding: Encoding; delimiter: Delimiter },
  options: PlanOptions,
): Mapping {
  return {
    ...mapping,
    kind,
    columns: Object.fromEntries(columns.map(({ header, name, type }) => [header, type === 'skip' ? 'skip' : name])),
    timeZone,
    encoding: layout.encoding,
    delimiter: layout.delimiter,
    ...(mapping?.currency || kind !== 'opportunities' ? {} : { currency: options.currency }),
  };
}
