import { z } from 'zod';
import { defineCall } from './call.ts';

const side = z.enum(['marketing', 'sales', 'revops', 'other']);
const memberSchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  title: z.string(),
  side,
  function: z.enum(['leader', 'chair', 'analyst', 'other']),
  active: z.boolean(),
  fingerprint: z.string().nullable(),
});
const keySchema = z.strictObject({ fingerprint: z.string(), groups: z.string(), publicKey: z.string() });
const versionRef = { definition: z.string(), version: z.number().int().positive() };
const change = { ...versionRef, by: z.string(), reason: z.string().optional(), expectedHash: z.string().optional() };
/** Content of a definition; checked field by field where it is drafted. */
const content = z.record(z.string(), z.unknown());
const details = z.looseObject({ definitionId: z.string(), version: z.number(), state: z.string(), hash: z.string() });

export const councilCalls = {
  'members.list': defineCall({
    kind: 'read',
    summary: 'The members of the council.',
    input: z.strictObject({}),
    output: z.array(memberSchema),
  }),
  'members.add': defineCall({
    kind: 'write',
    summary: 'Adds a person to the council.',
    input: z.strictObject({
      name: z.string(),
      title: z.string(),
      side,
      function: z.enum(['leader', 'chair', 'analyst', 'other']).optional(),
      by: z.string().nullable().optional(),
    }),
    output: memberSchema,
  }),
  'keys.create': defineCall({
    kind: 'write',
    summary: 'Makes a member’s signing key, wrapped by a passphrase.',
    input: z.strictObject({ memberId: z.string(), passphrase: z.string() }),
    output: keySchema,
  }),
  'definitions.list': defineCall({
    kind: 'read',
    summary: 'All definitions with their versions and states.',
    input: z.strictObject({}),
    output: z.array(z.looseObject({ id: z.string(), term: z.string(), motion: z.string() })),
  }),
  'definitions.show': defineCall({
    kind: 'read',
    summary: 'One version, whole.',
    input: z.strictObject({ ref: z.string() }),
    output: details,
  }),
  'definitions.draft': defineCall({
    kind: 'write',
    summary: 'Drafts a definition, or the next version of one.',
    input: z.strictObject({ definition: z.string().optional(), content, by: z.string().nullable().optional() }),
    output: details,
  }),
  'definitions.edit': defineCall({
    kind: 'write',
    summary: 'Changes a draft.',
    input: z.strictObject({ ...versionRef, content, by: z.string().nullable().optional(), expectedHash: z.string().optional() }),
    output: details,
  }),
  'definitions.propose': defineCall({
    kind: 'write',
    summary: 'Puts a draft before both sides.',
    input: z.strictObject(change),
    output: details,
  }),
  'definitions.reject': defineCall({
    kind: 'write',
    summary: 'Sends a proposal back to draft.',
    input: z.strictObject(change),
    output: details,
  }),
  'definitions.sign': defineCall({
    kind: 'write',
    summary: 'Signs one exact version for one side.',
    input: z.strictObject({ ...versionRef, memberId: z.string(), passphrase: z.string(), expectedHash: z.string().optional() }),
    output: details,
  }),
  'definitions.signSet': defineCall({
    kind: 'write',
    summary: 'Signs several exact versions in one sitting: all of them, or none.',
    input: z.strictObject({
      versions: z.array(z.strictObject({ ...versionRef, expectedHash: z.string().optional() })).min(1),
      memberId: z.string(),
      passphrase: z.string(),
    }),
    output: z.array(details),
  }),
  'definitions.activate': defineCall({
    kind: 'write',
    summary: 'Puts a signed version in force.',
    input: z.strictObject(change),
    output: details,
  }),
  'definitions.withdraw': defineCall({ kind: 'write', summary: 'Withdraws a version.', input: z.strictObject(change), output: details }),
  'definitions.diff': defineCall({
    kind: 'read',
    summary: 'What changed between two versions.',
    input: z.strictObject({ before: z.string(), after: z.string() }),
    output: z.looseObject({}),
  }),
  'definitions.history': defineCall({
    kind: 'read',
    summary: 'Who changed a definition, when and why.',
    input: z.strictObject({ definition: z.string() }),
    output: z.array(z.looseObject({ entryId: z.string(), version: z.number(), event: z.string(), at: z.string() })),
  }),
  'definitions.impact': defineCall({
    kind: 'read',
    summary: 'Which leads a version admits that the one in force does not, and the reverse.',
    input: z.strictObject({ ref: z.string(), asOf: z.string().optional() }),
    output: z.strictObject({
      before: z.string().nullable(),
      after: z.string(),
      asOf: z.string(),
      total: z.number(),
      both: z.number(),
      flipIn: z.number(),
      flipOut: z.number(),
      neither: z.number(),
      bySource: z.array(z.strictObject({ value: z.string().nullable(), flipIn: z.number(), flipOut: z.number() })),
      flipInIds: z.array(z.string()),
      flipOutIds: z.array(z.string()),
    }),
  }),
  'definitions.installDefaults': defineCall({
    kind: 'write',
    summary: 'Drafts Parley’s default definition set, for reading and changing; never signed.',
    input: z.strictObject({ by: z.string().nullable().optional(), motions: z.array(z.string()).optional() }),
    output: z.array(details),
  }),
  'policy.show': defineCall({
    kind: 'read',
    summary: 'The newest policy version.',
    input: z.strictObject({}),
    output: z.looseObject({ version: z.number() }),
  }),
  'policy.set': defineCall({
    kind: 'write',
    summary: 'Sets the next policy version; names only what changes.',
    input: z.strictObject({ change: z.record(z.string(), z.unknown()), by: z.string().nullable().optional() }),
    output: z.looseObject({ version: z.number(), changed: z.boolean() }),
  }),
  'log.list': defineCall({
    kind: 'read',
    summary: 'Entries of the decision log.',
    input: z.strictObject({
      subject: z.string().optional(),
      afterSeq: z.number().int().optional(),
      limit: z.number().int().positive().optional(),
    }),
    output: z.array(z.looseObject({ id: z.string(), seq: z.number(), type: z.string() })),
  }),
  'log.verify': defineCall({
    kind: 'read',
    summary: 'Recomputes every hash, parent and signature of the log.',
    input: z.strictObject({}),
    output: z.looseObject({ ok: z.boolean(), entries: z.number() }),
  }),
};
