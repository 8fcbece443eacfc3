import { spawnSync } from 'node:child_process';
import { generateKeyPairSync, sign } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { proposeDefinition } from '#engine/council/definitions/change-version.ts';
import { draftDefinition } from '#engine/council/definitions/draft-definition.ts';
import { signDefinition } from '#engine/council/definitions/sign-definition.ts';
import { signatureFiles } from '#engine/council/definitions/signature-files.ts';
import { checkPublicKey } from '#engine/council/keys/check-public-key.ts';
import { checkSignature } from '#engine/council/keys/check-signature.ts';
import { createKey, openKey, registerKey } from '#engine/council/keys/create-key.ts';
import { privateKeyOf, publicKeyBytes } from '#engine/council/keys/ed25519-key-objects.ts';
import { groupOrder, littleEndian } from '#engine/council/keys/ed25519-points.ts';
import { parsePublicKey } from '#engine/council/keys/parse-public-key.ts';
import { unwrapPrivateKey, wrapPrivateKey } from '#engine/council/keys/wrap-private-key.ts';
import { verifyLog } from '#engine/council/log/verify-log.ts';
import { addMember } from '#engine/council/members/add-member.ts';
import { mql, passphraseOf, refusalOf, testCouncil, testLog2N } from '../test-council.ts';
import { testWorkspace } from '../test-workspace.ts';

const bytes = (hex: string) => Buffer.from(hex, 'hex');

/** RFC 8032, section 7.1, TEST 1, 2, 3 and SHA(abc). */
const vectors = [
  {
    secret: '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60',
    publicKey: 'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
    message: '',
    signature:
      'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b',
  },
  {
    secret: '4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb',
    publicKey: '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c',
    message: '72',
    signature:
      '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
  },
  {
    secret: 'c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7',
    publicKey: 'fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025',
    message: 'af82',
    signature:
      '6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a',
  },
  {
    secret: '833fe62409237b9d62ec77587520911e9a759cec1d19755b7da901b96dca3d42',
    publicKey: 'ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf',
    message:
      'ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f',
    signature:
      'dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b58909351fc9ac90b3ecfdfbc7c66431e0303dca179c138ac17ad9bef1177331a704',
  },
];

describe('Ed25519 as RFC 8032 has it', () => {
  test.each(vectors)('vector with the key $publicKey', ({ secret, publicKey, message, signature }) => {
    expect(Buffer.from(publicKeyBytes(privateKeyOf(bytes(secret)))).toString('hex')).toBe(publicKey);
    expect(sign(null, bytes(message), privateKeyOf(bytes(secret))).toString('hex')).toBe(signature);
    expect(() => checkSignature(bytes(publicKey), bytes(message), bytes(signature))).not.toThrow();
  });

  test.each([
    ['another text', { message: '73' }, 'mismatch'],
    ["another vector's key", { publicKey: vectors[0]!.publicKey }, 'mismatch'],
    ['63 bytes', { signature: vectors[1]!.signature.slice(2) }, 'length'],
    ['65 bytes', { signature: `${vectors[1]!.signature}00` }, 'length'],
    ['nothing but zeros', { signature: '00'.repeat(64) }, 'encoding'],
    ['S + L, the same signature spelled otherwise', { signature: plusOrder(vectors[1]!.signature) }, 'malleable'],
  ])('a signature is refused for %s', (_what, change, rule) => {
    const { publicKey, message, signature } = { ...vectors[1]!, ...change };
    expect(refusalOf(() => checkSignature(bytes(publicKey), bytes(message), bytes(signature)))).toMatchObject({
      code: 'E_SIGNATURE',
      data: { rule },
    });
  });
});

function plusOrder(signature: string): string {
  let s = littleEndian(bytes(signature.slice(64))) + groupOrder;
  const tail = Buffer.alloc(32);
  for (let index = 0; index < 32; index++) {
    tail[index] = Number(s & 255n);
    s >>= 8n;
  }
  return signature.slice(0, 64) + tail.toString('hex');
}

/** The eight points of low order in canonical form, and the spellings with y ≥ p or a negative zero that stand for such points. */
const lowOrder = [
  '0100000000000000000000000000000000000000000000000000000000000000',
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  '0000000000000000000000000000000000000000000000000000000000000000',
  '0000000000000000000000000000000000000000000000000000000000000080',
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa',
];
const notCanonical = [
  '0100000000000000000000000000000000000000000000000000000000000080',
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff',
  'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff',
  'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff',
  'f0ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
];

describe('a public key is refused', () => {
  test.each(lowOrder)('at registration and verification for low order: %s', (hex) => {
    const { workspace, chair } = testCouncil();
    const refusal = { code: 'E_KEY', data: { rule: 'lowOrder' } };
    expect(refusalOf(() => registerKey(workspace, chair.id, hex))).toMatchObject(refusal);
    expect(refusalOf(() => checkSignature(bytes(hex), bytes(''), bytes(vectors[0]!.signature)))).toMatchObject(refusal);
    workspace.close();
  });

  test.each(notCanonical)('for a spelling that is not canonical: %s', (hex) => {
    expect(refusalOf(() => checkPublicKey(bytes(hex)))).toMatchObject({ code: 'E_KEY', data: { rule: 'notCanonical' } });
  });

  test('for an honest key with a point of order two mixed in', () => {
    const mixed = bytes(vectors[1]!.publicKey);
    const y = (1n << 255n) - 19n - (littleEndian(mixed) & ((1n << 255n) - 1n));
    for (let index = 0, rest = y; index < 32; index++, rest >>= 8n) mixed[index] = Number(rest & 255n);
    mixed[31]! ^= 0x80 ^ (bytes(vectors[1]!.publicKey)[31]! & 0x80);
    expect(refusalOf(() => checkPublicKey(mixed))).toMatchObject({ code: 'E_KEY', data: { rule: 'mixedOrder' } });
  });

  test('for a y that no point has', () => {
    expect(refusalOf(() => checkPublicKey(bytes(`02${'00'.repeat(31)}`)))).toMatchObject({ data: { rule: 'notOnCurve' } });
  });

  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const ed = generateKeyPairSync('ed25519');
  test.each([
    ['31 bytes', 'ab'.repeat(31), 'length'],
    ['33 bytes', 'ab'.repeat(33), 'length'],
    ['half a byte', 'abc', 'length'],
    ['an RSA key', rsa.publicKey.export({ format: 'pem', type: 'spki' }).toString(), 'type'],
    ['a private key', ed.privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(), 'privateKey'],
    ['base64 with junk', '-----BEGIN PUBLIC KEY-----\n$$$$\n-----END PUBLIC KEY-----', 'form'],
    ['prose', 'my key', 'form'],
  ])('for %s', (_what, text, rule) => {
    const refusal = refusalOf(() => parsePublicKey(text));
    expect(refusal).toMatchObject({ code: 'E_KEY', data: { rule } });
    expect(JSON.stringify(refusal)).not.toContain(text.slice(30, 60) || text);
  });

  test('for belonging to someone already, or for a member who has one', () => {
    const { workspace, chair, analyst, marketing } = testCouncil();
    const pem = ed.publicKey.export({ format: 'pem', type: 'spki' }).toString();
    expect(registerKey(workspace, chair.id, pem).groups).toMatch(/^([0-9a-f]{4} ){7}[0-9a-f]{4}$/);
    expect(refusalOf(() => registerKey(workspace, analyst.id, pem))).toMatchObject({ code: 'E_KEY' });
    expect(refusalOf(() => createKey(workspace, marketing.id, 'another passphrase', testLog2N))).toMatchObject({ code: 'E_KEY' });
    workspace.close();
  });
});

describe('a private key', () => {
  const random = (length: number) => new Uint8Array(length).fill(7);

  test('is kept under N = 2^17 unless told otherwise, and opens with its passphrase alone', () => {
    const seed = bytes(vectors[0]!.secret);
    const wrapping = wrapPrivateKey(seed, 'correct horse battery', 'here', random);
    expect(JSON.parse(wrapping)).toMatchObject({ kdf: 'scrypt', log2N: 17, r: 8, p: 1, cipher: 'aes-256-gcm' });
    expect(Buffer.from(unwrapPrivateKey(wrapping, 'correct horse battery', 'here'))).toEqual(seed);
    expect(refusalOf(() => unwrapPrivateKey(wrapping, 'correct horse batterx', 'here'))).toMatchObject({ code: 'E_PASSPHRASE' });
    expect(refusalOf(() => unwrapPrivateKey(wrapping, 'correct horse battery', 'there'))).toMatchObject({ code: 'E_PASSPHRASE' });
  });

  test('is not wrapped under a short passphrase, nor opened from a damaged or greedy wrapping', () => {
    expect(refusalOf(() => wrapPrivateKey(random(32), 'short', 'here', random, testLog2N))).toMatchObject({ code: 'E_PASSPHRASE' });
    const wrapping = JSON.parse(wrapPrivateKey(random(32), 'long enough it is', 'here', random, testLog2N));
    for (const change of [{ log2N: 31 }, { log2N: 1 }, { p: 9 }, { salt: '00' }, { kdf: 'none' }])
      expect(refusalOf(() => unwrapPrivateKey(JSON.stringify({ ...wrapping, ...change }), 'long enough it is', 'here'))).toMatchObject({
        code: 'E_DAMAGED',
      });
  });

  test('stands nowhere in the file but wrapped', () => {
    const drawn: Uint8Array[] = [];
    const { workspace } = testWorkspace('canary');
    const { randomBytes } = workspace.environment;
    workspace.environment.randomBytes = (length) => {
      drawn.push(randomBytes(length));
      return drawn.at(-1)!.slice();
    };
    const leader = addMember(workspace, { name: 'Mara Lind', title: 'CMO', side: 'marketing' }, null);
    drawn.length = 0;
    createKey(workspace, leader.id, 'correct horse battery', testLog2N);
    const seed = drawn[0]!;
    expect(seed).toHaveLength(32);
    expect(openKey(workspace, leader.id, 'correct horse battery').seed).toEqual(Buffer.from(seed));
    workspace.close();
    const file = readFileSync(workspace.path);
    expect(file.includes(Buffer.from(seed))).toBe(false);
    expect(file.includes(Buffer.from(seed).toString('hex'))).toBe(false);
    expect(file.includes(Buffer.from(seed).toString('base64').slice(0, 40))).toBe(false);
    expect(file.includes('correct horse battery')).toBe(false);
  });
});

const openssl = spawnSync('openssl', ['version']).status === 0;

describe.skipIf(!openssl)('openssl (skipped where it is not installed)', () => {
  test('verifies a sign-off from its three files, and refuses it with one changed character', () => {
    const { workspace, chair, marketing } = testCouncil();
    draftDefinition(workspace, mql(chair.id), null);
    const ref = { definition: 'inbound-mql', version: 1 };
    proposeDefinition(workspace, ref, chair.id);
    const { signOffs } = signDefinition(workspace, { ...ref, memberId: marketing.id, passphrase: passphraseOf(marketing) });
    expect(verifyLog(workspace).ok).toBe(true);
    workspace.close();
    const { message, signature, publicKeyPem } = signatureFiles(signOffs[0]!);
    expect(JSON.parse(Buffer.from(message).toString())).toMatchObject({ definition: 'inbound-mql', version: 1, side: 'marketing' });
    const folder = mkdtempSync(join(tmpdir(), 'parley-openssl-'));
    const check = (text: Uint8Array) => {
      writeFileSync(join(folder, 'message'), text);
      writeFileSync(join(folder, 'signature'), signature);
      writeFileSync(join(folder, 'key.pem'), publicKeyPem);
      const parts = ['pkeyutl', '-verify', '-pubin', '-inkey', 'key.pem', '-rawin', '-in', 'message', '-sigfile', 'signature'];
      return spawnSync('openssl', parts, { cwd: folder }).status;
    };
    expect(check(message)).toBe(0);
    expect(check(Buffer.from(Buffer.from(message).toString().replace('"version":1', '"version":2')))).not.toBe(0);
    rmSync(folder, { recursive: true });
  });
});
