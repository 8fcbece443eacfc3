import { z } from 'zod';
import { contentShape } from '../definitions/content-shape.ts';
import { hex32 } from '../log/payload-schemas.ts';

const signOff = z.strictObject({
  name: z.string(),
  title: z.string(),
  side: z.enum(['marketing', 'sales']),
  signedAt: z.string(),
  fingerprint: z.string(),
  publicKey: hex32,
  message: z.string(),
  signature: z.string().regex(/^[0-9a-f]{128}$/, 'expected 128 lower-case hexadecimal digits'),
});

const row = z.strictObject({
  id: z.string(),
  term: z.string(),
  motion: z.string(),
  version: z.number().int().min(1),
  state: z.enum(['signed', 'inForce', 'superseded', 'withdrawn']),
  criteria: z.string().nullable(),
  english: z.string(),
  owner: z.strictObject({ name: z.string(), title: z.string() }),
  auditCadence: contentShape.shape.auditCadence,
  effectiveFrom: z.string().nullable(),
  effectiveTo: z.string().nullable(),
  contentHash: hex32,
  content: contentShape,
  signOffs: z.array(signOff),
});

/** The exact shape of a published definitions.json. */
export const definitionsFileShape = z.strictObject({
  format: z.string(),
  workspace: z.string(),
  log: z.strictObject({ head: hex32, seq: z.number().int() }).nullable(),
  definitions: z.array(row),
  manifest: z.strictObject({
    rows: z.array(z.strictObject({ id: z.string(), version: z.number(), contentHash: hex32, rowHash: hex32 })),
    digest: hex32,
  }),
});
