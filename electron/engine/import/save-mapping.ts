import { hash } from 'node:crypto';
import { canonicalJson } from '#domain/canonical-json.ts';
import type { Mapping } from '#domain/mapping.ts';
import { sql } from '../workspace/sql.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { randomId } from './random-id.ts';

/** SHA-256 (hex) of a mapping's canonical JSON. */
export function mappingHash(mapping: Mapping): string {
  return hash('sha256', canonicalJson(mapping));
}

/** Keeps a mapping as a version under its name; one that is known already gives its id. Call it inside a transaction. */
export function saveMapping(workspace: Workspace, name: string, mapping: Mapping): string {
  const json = canonicalJson(mapping);
  const digest = hash('sha256', json);
  const known = workspace.first(sql.selectFrom('mappings').select('id').where('hash', '=', digest));
  if (known) return known.id;
  const latest = workspace.first(
    sql
      .selectFrom('mappings')
      .select((query) => query.fn.max('version').as('version'))
      .where('name', '=', name),
  );
  const id = randomId(workspace.environment);
  workspace.run(
    sql.insertInto('mappings').values({
      id,
      name,
      version: (latest?.version ?? 0) + 1,
      kind: mapping.kind,
      hash: digest,
      json,
      created_at_ms: workspace.environment.now(),
    }),
  );
  return id;
}
