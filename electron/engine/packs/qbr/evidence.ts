import type { Coordinates } from '#domain/coordinates.ts';
import { formatDate, formatMoment } from '#figures/formats.ts';
import type { ParagraphBlock } from '../pdf/blocks.ts';
import { type } from '../pdf/palette.ts';
import type { Span } from '../pdf/text-layout.ts';

const shortHash = (hash: string) => hash.slice(0, 8);

const dayMs = 86_400_000;

/** The last day of a cohort that ends before `to`: the day before, where `to` is a day's start. */
function lastDay(to: string): string {
  const day = to.slice(0, 10);
  const isDayStart = to.length === 10 || to.slice(11, 16) === '00:00';
  return isDayStart ? new Date(Date.parse(`${day}T00:00:00Z`) - dayMs).toISOString().slice(0, 10) : day;
}

/** `qualified 1 Apr 2026 to 30 Jun 2026`; an open end is named. */
export function cohortText(cohort: Coordinates['cohort']): string {
  if (cohort.from === null && cohort.to === null) return 'all handoffs';
  const from = cohort.from === null ? 'from the beginning' : formatDate(cohort.from);
  const to = cohort.to === null ? 'the as-of' : formatDate(lastDay(cohort.to));
  return `qualified ${from} to ${to}`;
}

const firstTerms = ['MQL', 'SAL', 'SQL', 'Sourced', 'Influenced'];
const firstKinds = ['leads', 'contacts', 'leadHistory', 'opportunities', 'opportunityHistory', 'activities'];

/** Those that matter most to a reader first, the rest in their order. */
function ranked<T>(values: readonly T[], nameOf: (value: T) => string, first: readonly string[]): T[] {
  const rank = (value: T) => (first.includes(nameOf(value)) ? first.indexOf(nameOf(value)) : first.length);
  return values.toSorted((a, b) => rank(a) - rank(b));
}

const definitionsText = (definitions: Coordinates['definitions'], most: number): string => {
  if (definitions.length === 0) return 'no definition in force';
  const named = ranked(definitions, (each) => each.term, firstTerms)
    .slice(0, most)
    .map((each) => `${each.term} v${each.version} (${shortHash(each.hash)})`);
  return named.join(', ') + (definitions.length > most ? ` and ${definitions.length - most} more` : '');
};

const policiesText = (policies: Coordinates['policies']): string =>
  policies.map((policy) => `${policy.name} v${policy.version}`).join(', ');

function extractsText(extracts: Coordinates['extracts'], most: number): string {
  if (extracts.length === 0) return 'no extract';
  const named = ranked(extracts, (each) => each.kind, firstKinds)
    .slice(0, most)
    .map((each) => `${each.kind} ${shortHash(each.fileSha256)}`);
  return `extract ${named.join(', ')}${extracts.length > most ? ` and ${extracts.length - most} more` : ''}`;
}

/** The line under a figure: its id, sample size, cohort, and the four coordinates. */
export function evidenceLine(figureId: string, n: string, result: Coordinates): ParagraphBlock {
  const parts = [
    n,
    cohortText(result.cohort),
    ...(result.motion ? [result.motion] : []),
    ...(result.filter ? [`filter ${result.filter}`] : []),
    definitionsText(result.definitions, 2),
    policiesText(result.policies),
    `as of ${formatMoment(result.asOf)}`,
    extractsText(result.extracts, 2),
    `engine ${result.engine}`,
  ].filter((part) => part !== '');
  const spans: Span[] = [
    { text: `${figureId}  `, style: type.monoSoft },
    { text: parts.join(' · '), style: type.small },
  ];
  return { kind: 'paragraph', text: spans, before: 2, after: 8 };
}

/** What a result warns about, one line each. */
export function warningLines(result: Coordinates): ParagraphBlock[] {
  return result.warnings.map((warning) => ({ kind: 'paragraph', text: `Note: ${warning}`, style: type.small, after: 2 }));
}

/** The foot of every page: the coordinates of the document. */
export function footerText(title: string, result: Coordinates): string {
  return [
    title,
    `as of ${formatMoment(result.asOf)} (${result.timeZone})`,
    definitionsText(result.definitions, 4),
    policiesText(result.policies),
    extractsText(result.extracts, 3),
    `Parley ${result.engine}`,
  ]
    .filter((part) => part !== '')
    .join(' · ');
}
