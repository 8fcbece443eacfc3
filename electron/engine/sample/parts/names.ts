import type { Random } from '#stats/random.ts';

const openings = ['Ba', 'Ce', 'Do', 'Fa', 'Ge', 'Ho', 'Ka', 'Le', 'Mi', 'No', 'Pe', 'Ra', 'So', 'Ta', 'Ve', 'Zo'];
const middles = ['la', 'ri', 'no', 've', 'mi', 'do', 'ka', 'se', 'tu', 'ra'];
const firstEndings = ['n', 'l', 'ra', 'ne', 'la', 'ro', 'ko', 'mi'];
const lastEndings = ['dal', 'vek', 'rin', 'mot', 'sen', 'lar', 'quin', 'tov', 'nam', 'bek'];
const companyEndings = ['dyn', 'tex', 'mark', 'work', 'data', 'flow', 'stead', 'line', 'core', 'port'];
const companyForms = ['Systems', 'Group', 'Labs', 'Logistics', 'Industries', 'Software', 'Partners', 'Works', 'Health', 'Retail'];

function pick<T>(random: Random, values: readonly T[]): T {
  return values[random.nextInt(values.length)]!;
}

/** An invented given name, made of syllables. */
export function givenName(random: Random): string {
  return pick(random, openings) + pick(random, middles) + pick(random, firstEndings);
}

/** An invented family name, made of syllables. */
export function familyName(random: Random): string {
  return pick(random, openings) + pick(random, middles) + pick(random, lastEndings);
}

/** An invented company name such as `Velodyn Systems`. */
export function companyName(random: Random): string {
  return `${pick(random, openings)}${pick(random, middles)}${pick(random, middles)}${pick(random, companyEndings)} ${pick(random, companyForms)}`;
}
