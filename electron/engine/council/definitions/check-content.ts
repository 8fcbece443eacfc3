import type { DefinitionContent } from '#domain/definition.ts';
import { ParleyError } from '#domain/errors.ts';
import { formatIsoUtc, parseIsoTime } from '#domain/iso-time.ts';
import { canonicalCriteria } from '../canonical-criteria.ts';
import { requireShape } from '../require-shape.ts';
import { contentShape } from './content-shape.ts';

/**
 * Checks what a draft says and gives it in the form that is stored and hashed: texts trimmed and in Unicode NFC, criteria in canonical text,
 * thresholds by score, `effectiveFrom` in UTC. Parts may still be missing. Throws E_DEFINITION or E_CRITERIA naming the place.
 */
export function checkContent(value: unknown, timeZone: string): DefinitionContent {
  const content: DefinitionContent = requireShape(contentShape, normalTexts(value), 'E_DEFINITION', 'Definition');
  for (const key of ['term', 'motion'] as const)
    if (/\p{Cc}/u.test(content[key])) throw refused(`/${key}`, 'one line without control characters', 'control characters');
  return {
    ...content,
    criteria: content.criteria === null || content.criteria === '' ? null : canonicalCriteria(content.criteria),
    effectiveFrom: content.effectiveFrom === null ? null : canonicalTime(content.effectiveFrom, timeZone),
    picklist: content.picklist === null ? null : distinctCodes(content.picklist),
    thresholds: content.thresholds === null ? null : byScore(content.thresholds),
  };
}

function normalTexts(value: unknown): unknown {
  if (typeof value === 'string') return value.normalize('NFC').trim();
  if (Array.isArray(value)) return value.map(normalTexts);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, normalTexts(inner)]));
}

function distinctCodes(picklist: NonNullable<DefinitionContent['picklist']>): DefinitionContent['picklist'] {
  const seen = new Set<string>();
  picklist.forEach(({ code }, index) => {
    const folded = code.toLowerCase();
    if (seen.has(folded)) throw refused(`/picklist/${index}/code`, 'each code once, whatever its case', 'one for the second time');
    seen.add(folded);
  });
  return picklist;
}

function byScore(thresholds: NonNullable<DefinitionContent['thresholds']>): DefinitionContent['thresholds'] {
  const sorted = thresholds.toSorted((left, right) => left.score - right.score);
  sorted.forEach(({ score }, index) => {
    if (index > 0 && sorted[index - 1]!.score === score) throw refused('/thresholds', 'each score once', `${score} twice`);
  });
  return sorted;
}

function canonicalTime(text: string, timeZone: string): string {
  try {
    return formatIsoUtc(parseIsoTime(text, timeZone));
  } catch (error) {
    if (!(error instanceof ParleyError)) throw error;
    throw new ParleyError('E_DEFINITION', `Definition at /effectiveFrom: ${error.message}`, { path: '/effectiveFrom' });
  }
}

function refused(path: string, expected: string, got: string): ParleyError {
  return new ParleyError('E_DEFINITION', `Definition at ${path}: expected ${expected}, got ${got}.`, { path });
}
