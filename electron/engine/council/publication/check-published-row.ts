import { canonicalJson } from '#domain/canonical-json.ts';
import { ParleyError } from '#domain/errors.ts';
import { parseStrictJson } from '#domain/strict-json.ts';
import { checkSignature } from '../keys/check-signature.ts';
import { fingerprintGroups, keyFingerprint } from '../keys/key-fingerprint.ts';
import { signOffMessageShape } from '../log/payload-schemas.ts';
import { requireShape } from '../require-shape.ts';
import type { DefinitionTableRow, PublishedSignOff } from './definition-table.ts';

/** Checks that a row says what its signed content says, and that both sides signed exactly that. Returns the signatures checked; throws E_VERIFY or E_SIGNATURE. */
export function checkPublishedRow(row: DefinitionTableRow, workspaceId: string, path: string): number {
  const { content } = row;
  const require = (holds: boolean, place: string, expected: string) => {
    if (!holds)
      throw new ParleyError('E_VERIFY', `At ${path}${place}: expected ${expected}. Don't rely on this file.`, { path: `${path}${place}` });
  };
  for (const key of ['term', 'motion', 'criteria', 'auditCadence'] as const)
    require(row[key] === content[key], `/${key}`, 'what the signed content says');
  require(row.owner.title === content.ownerTitle, '/owner/title', 'what the signed content says');
  require(row.signOffs.length === 2, '/signOffs', 'two sign-offs, one a side');
  const [first, second] = row.signOffs as [PublishedSignOff, PublishedSignOff];
  require(first.side !== second.side && first.publicKey !== second.publicKey, '/signOffs', 'two sign-offs of two sides under two keys');
  const signers = row.signOffs.map((signOff, index) => {
    const place = `/signOffs/${index}`;
    const value = parseStrictJson(signOff.message);
    require(canonicalJson(value) === signOff.message, `${place}/message`, 'canonical JSON');
    const message = requireShape(signOffMessageShape, value, 'E_VERIFY', `At ${path}${place}/message: sign-off`);
    require(message.workspace === workspaceId, `${place}/message`, 'a sign-off made for this workspace');
    require(message.definition === row.id && message.version === row.version, `${place}/message`, 'a sign-off of this very version');
    require(message.contentHash === row.contentHash, `${place}/message`, 'a sign-off of this very content');
    require(message.side === signOff.side && message.role === signOff.title, `${place}/message`, 'the side and title that were signed');
    require(fingerprintGroups(keyFingerprint(signOff.publicKey)) ===
      signOff.fingerprint, `${place}/fingerprint`, 'the fingerprint of the key');
    try {
      checkSignature(Buffer.from(signOff.publicKey, 'hex'), Buffer.from(signOff.message), Buffer.from(signOff.signature, 'hex'));
    } catch (error) {
      require(!(error instanceof ParleyError), `${place}/signature`, 'the signature that this key makes for this message');
      throw error;
    }
    return message.signer;
  });
  require(signers[0] !== signers[1], '/signOffs', 'two sign-offs by two members');
  return signers.length;
}
