import { z } from 'zod';
import type { LogPayloads } from '#domain/log-entry.ts';
import { contentShape } from '../definitions/content-shape.ts';
import { policyShape } from '../policies/policy-shape.ts';

export const hex32 = z.string().regex(/^[0-9a-f]{64}$/, 'expected 64 lower-case hexadecimal digits');
const signature = z.string().regex(/^[0-9a-f]{128}$/, 'expected 128 lower-case hexadecimal digits');
const versionNumber = z.number().int().min(1);
const ref = { definition: z.string().min(1), version: versionNumber };
const reason = z.string();

const member = z.strictObject({
  member: z.string().regex(/^[0-9a-f]{32}$/),
  title: z.string(),
  side: z.enum(['marketing', 'sales', 'revops', 'other']),
  function: z.enum(['leader', 'chair', 'analyst', 'other']),
  active: z.boolean(),
  nameCommitment: hex32,
});

/** The exact shape of what a signer signs. */
export const signOffMessageShape = z.strictObject({
  format: z.literal('parley.signOff.1'),
  workspace: z.string(),
  ...ref,
  contentHash: hex32,
  signer: z.string(),
  side: z.enum(['marketing', 'sales']),
  role: z.string(),
  parents: z.array(hex32),
});

/** The exact shape of what each type of entry carries; unknown keys are refused. */
export const payloadSchemas: { [Type in keyof LogPayloads]: z.ZodType<LogPayloads[Type]> } = {
  memberAdded: member,
  memberChanged: member,
  keyRegistered: z.strictObject({ member: z.string(), publicKey: hex32, fingerprint: hex32 }),
  keyRevoked: z.strictObject({ fingerprint: hex32, reason }),
  definitionDrafted: z.strictObject({ ...ref, content: contentShape, reason }),
  draftEdited: z.strictObject({ ...ref, content: contentShape, reason }),
  definitionProposed: z.strictObject({ ...ref, contentHash: hex32, reason }),
  proposalRejected: z.strictObject({ ...ref, contentHash: hex32, reason }),
  definitionSigned: z.strictObject({ ...ref, message: signOffMessageShape, fingerprint: hex32, signature }),
  definitionActivated: z.strictObject({ ...ref, contentHash: hex32, from: z.string().nullable() }),
  definitionWithdrawn: z.strictObject({ ...ref, reason }),
  policySet: z.strictObject({ version: versionNumber, policy: policyShape }),
};

/** The frame around every payload. */
export const entryFrame = z.strictObject({
  type: z.enum(Object.keys(payloadSchemas) as [keyof LogPayloads, ...(keyof LogPayloads)[]]),
  workspace: z.string(),
  parents: z.array(hex32),
  at: z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
  by: z.string().nullable(),
  payload: z.unknown(),
});
