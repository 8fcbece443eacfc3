import { sha256Hex } from '../sha256-hex.ts';

/** A readable id for a term of a motion: `inbound-mql`. Terms without Latin letters or digits get a short digest instead. */
export function definitionId(motion: string, term: string): string {
  return `${slug(motion)}-${slug(term)}`;
}

function slug(text: string): string {
  const plain = text.normalize('NFKD').toLowerCase().replace(/\p{M}/gu, '');
  const kept = plain.replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '');
  const lost = [...plain].some((character) => /[\p{L}\p{N}]/u.test(character) && !/[a-z0-9]/.test(character));
  if (!lost && kept !== '') return kept;
  return [kept, sha256Hex(plain).slice(0, 8)].filter(Boolean).join('-');
}
