import { hash } from 'node:crypto';
import { canonicalJson } from '#domain/canonical-json.ts';

/** What makes two imports the same: files by content, as which kind, under which mapping; their order and names do not matter. */
export function contentDigest(files: readonly { kind: string; sha256: string; mapping: string }[]): string {
  const sorted = files.map(({ kind, sha256, mapping }) => [kind, sha256, mapping]).sort((a, b) => (a.join() < b.join() ? -1 : 1));
  return hash('sha256', canonicalJson(sorted));
}
