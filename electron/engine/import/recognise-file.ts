import { canonicalFieldType, type ExtractKind } from '#domain/canonical-fields.ts';
import { foldHeader, type Preset } from './presets/preset.ts';
import { presets } from './presets/presets.ts';
import { matchAliases } from './resolve-columns.ts';

export type Recognised =
  | { kind: ExtractKind; preset: Preset; confidence: number; by: 'asked' | 'name' | 'headers' }
  | { skip: string }
  | { unknown: true; preset: Preset };

/** Objects of a Salesforce Data Export that no analysis reads, by the start of their folded names. */
const notNeeded =
  /^(case|feed|fieldhistory|entityhistory|asset|contract|order|product|pricebook|opportunitylineitem|quote|solution|attachment|note|content|document|linkedin|email|group|profile|userrole|recordtype|folder|reports?$|dashboard|individual|partner|opportunitypartner|opportunitycompetitor|opportunityshare|leadshare|accountshare|accounthistory|contacthistory|setup|login|knowledge|topic|vote|idea)/;

/** The kind that a file's whole name stands for in any preset. */
export function kindOfFileName(fileName: string): ExtractKind | undefined {
  const base = foldFileName(fileName);
  for (const preset of presets) if (preset.fileNames[base]) return preset.fileNames[base];
  return undefined;
}

/** Whether a file was written by our own export: all its headers are canonical fields or `custom.` ones. */
export function isOwnExport(kind: ExtractKind, headers: readonly string[]): boolean {
  return headers.every((header) => canonicalFieldType(kind, header) !== undefined || /^custom\.[\p{L}_][\p{L}\p{N}_]*$/u.test(header));
}

/** Whether a folded file name is that of a Salesforce object that no analysis reads. */
export function isNotNeeded(base: string): boolean {
  return notNeeded.test(base);
}

/** Fields without which a kind is of no use. */
export const requiredFields: Readonly<Record<ExtractKind, readonly (readonly string[])[]>> = {
  leads: [['id']],
  contacts: [['id']],
  accounts: [['id']],
  opportunities: [['id', 'leadId', 'name']],
  leadHistory: [['recordId'], ['at'], ['to']],
  opportunityHistory: [['recordId'], ['at'], ['to']],
  activities: [['at', 'custom.completedAt', 'custom.activityAt', 'custom.activityDate', 'createdAt']],
  campaigns: [['id']],
  campaignMembers: [['campaignId']],
  users: [['id', 'name']],
  opportunityContactRoles: [['contactId'], ['opportunityId']],
  reportedPipeline: [['amount'], ['reporter']],
};

/** A file name as letters only: `Lead_2.csv` → `lead`. */
export function foldFileName(fileName: string): string {
  return fileName
    .replace(/\.[a-z]{3}$/i, '')
    .toLowerCase()
    .replace(/[^\p{L}]+/gu, '');
}

/**
 * Which family of exports and which kind of rows a file is, by its name and headers.
 * @param setPreset the preset that most files of the same folder have, for files whose headers tell nothing.
 */
export function recogniseFile(
  fileName: string,
  headers: readonly string[],
  asked: ExtractKind | undefined,
  setPreset?: Preset,
): Recognised {
  const base = foldFileName(fileName);
  const own = generic().fileNames[base];
  if (own && (asked ?? own) === own && isOwnExport(own, headers)) return { kind: own, preset: generic(), confidence: 1, by: 'name' };
  const preset = presetOf(headers, base, setPreset);
  if (asked)
    return { kind: asked, preset: aliasesKnow(preset, asked) ? preset : generic(), confidence: share(preset, asked, headers), by: 'asked' };
  const byName = preset.fileNames[base] ?? generic().fileNames[base];
  const folded = new Set(headers.map(foldHeader));
  if (byName) {
    const known = aliasesKnow(preset, byName) ? preset : generic();
    return { kind: byName, preset: known, confidence: share(known, byName, headers), by: 'name' };
  }
  if (preset.name === 'salesforce' && isNotNeeded(base)) return { skip: `${fileName} holds an object that no analysis reads.` };
  const byToken = kindInName(fileName, preset);
  if (byToken && isUsable(preset, byToken, headers) && share(preset, byToken, headers) >= 0.3)
    return { kind: byToken, preset, confidence: share(preset, byToken, headers), by: 'name' };
  if (folded.has('systemmodstamp')) return { skip: `${fileName} holds a Salesforce object that no analysis reads.` };
  const ranked = (Object.keys(requiredFields) as ExtractKind[])
    .filter((kind) => isUsable(preset, kind, headers))
    .map((kind) => ({ kind, share: share(preset, kind, headers) }))
    .sort((a, b) => b.share - a.share);
  const [first, second] = ranked;
  if (first && first.share >= 0.5 && (!second || first.share - second.share >= 0.15))
    return { kind: first.kind, preset, confidence: first.share, by: 'headers' };
  return { unknown: true, preset };
}

/**
 * The preset that fits best: half a point for each header that only this family uses, and the share of headers that it knows for the kind
 * that the file's name says (for any kind where the name says none). The set's preset wins ties.
 */
export function presetOf(headers: readonly string[], base: string, setPreset?: Preset): Preset {
  const folded = new Set(headers.map(foldHeader));
  const ranked = (setPreset ? [setPreset, ...presets.filter((preset) => preset !== setPreset)] : presets).map((preset) => {
    const named = preset.fileNames[base];
    const kinds = named ? [named] : (Object.keys(preset.aliases) as ExtractKind[]);
    const hits = preset.marks.filter((mark) => folded.has(mark)).length;
    return { preset, score: hits / 2 + Math.max(...kinds.map((kind) => share(preset, kind, headers))) + (named ? 0.25 : 0) };
  });
  const best = ranked.reduce((most, next) => (next.score > most.score ? next : most));
  return best.score > 0 ? best.preset : (setPreset ?? generic());
}

function generic(): Preset {
  return presets.at(-1)!;
}

function aliasesKnow(preset: Preset, kind: ExtractKind): boolean {
  return preset.aliases[kind] !== undefined;
}

function share(preset: Preset, kind: ExtractKind, headers: readonly string[]): number {
  const aliases = preset.aliases[kind];
  return aliases && headers.length > 0 ? matchAliases(aliases, headers).size / headers.length : 0;
}

function isUsable(preset: Preset, kind: ExtractKind, headers: readonly string[]): boolean {
  const aliases = preset.aliases[kind];
  if (!aliases) return false;
  const fields = new Set(matchAliases(aliases, headers).values());
  return requiredFields[kind].every((choice) => choice.some((field) => fields.has(field)));
}

function kindInName(fileName: string, preset: Preset): ExtractKind | undefined {
  const tokens = fileName
    .replace(/\.[a-z]{3}$/i, '')
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}]+/u)
    .filter((token) => token !== '');
  const names = { ...generic().fileNames, ...preset.fileNames };
  for (let length = Math.min(3, tokens.length); length >= 1; length--) {
    for (let start = 0; start + length <= tokens.length; start++) {
      const kind = names[tokens.slice(start, start + length).join('')];
      if (kind) return kind;
    }
  }
  return undefined;
}
