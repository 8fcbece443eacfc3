import { generateKeyPairSync, sign } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { canonicalJson } from '#domain/canonical-json.ts';
import type { SignOffMessage } from '#domain/log-entry.ts';
import {
  activateDefinition,
  editDraft,
  proposeDefinition,
  rejectProposal,
  withdrawDefinition,
} from '#engine/council/definitions/change-version.ts';
import { definitionHistory } from '#engine/council/definitions/definition-history.ts';
import { definitionsInForce } from '#engine/council/definitions/definitions-in-force.ts';
import { diffVersions } from '#engine/council/definitions/diff-versions.ts';
import { draftDefinition } from '#engine/council/definitions/draft-definition.ts';
import { listDefinitions, showDefinition } from '#engine/council/definitions/list-definitions.ts';
import { signDefinition, signDefinitions } from '#engine/council/definitions/sign-definition.ts';
import { createKey, registerKey, revokeKey } from '#engine/council/keys/create-key.ts';
import { publicKeyBytes } from '#engine/council/keys/ed25519-key-objects.ts';
import { keyFingerprint } from '#engine/council/keys/key-fingerprint.ts';
import { appendEntry } from '#engine/council/log/append-entry.ts';
import { verifyLog } from '#engine/council/log/verify-log.ts';
import { addMember, changeMember } from '#engine/council/members/add-member.ts';
import { mql, passphraseOf, refusalOf, testCouncil, testLog2N } from '../test-council.ts';

const ref = { definition: 'inbound-mql', version: 1 };

function proposed(seed?: string) {
  const council = testCouncil(seed);
  draftDefinition(council.workspace, mql(council.chair.id), council.analyst.id);
  proposeDefinition(council.workspace, ref, council.analyst.id);
  const signBy = (member: { id: string }, version = 1) =>
    signDefinition(council.workspace, { definition: 'inbound-mql', version, memberId: member.id, passphrase: passphraseOf(member) });
  return { ...council, signBy };
}

describe('a definition becomes the one in force', () => {
  test('draft, propose, both sides sign, activate; the first version holds from the beginning', () => {
    const { workspace, chair, marketing, sales, signBy } = proposed();
    expect(signBy(marketing).state).toBe('proposed');
    const signed = signBy(sales);
    expect(signed.state).toBe('signed');
    expect(signed.signOffs.map(({ name, title, side, valid }) => ({ name, title, side, valid }))).toEqual([
      { name: 'Mara Lind', title: 'Chief Marketing Officer', side: 'marketing', valid: true },
      { name: 'Sam Duarte', title: 'Chief Revenue Officer', side: 'sales', valid: true },
    ]);
    const active = activateDefinition(workspace, ref, chair.id);
    expect(active).toMatchObject({ state: 'inForce', inForceFrom: null, inForceTo: null, activatedBy: chair.id });
    expect(definitionsInForce(workspace, Date.parse('1999-01-01T00:00:00Z'), 'Inbound').map((one) => one.version)).toEqual([1]);
    expect(definitionsInForce(workspace, Date.now(), 'outbound')).toEqual([]);
    expect(verifyLog(workspace)).toMatchObject({ ok: true, signatures: 2 });
    workspace.close();
  });

  test('the next version takes over at its activation, and the history tells who, when and why', () => {
    const { workspace, clock, chair, marketing, sales, analyst, signBy } = proposed();
    signBy(marketing);
    signBy(sales);
    activateDefinition(workspace, ref, chair.id);
    const second = draftDefinition(
      workspace,
      { term: 'mql', motion: 'INBOUND', criteria: 'lead.score>=70', rationale: 'Fewer, better.' },
      null,
    );
    expect(second).toMatchObject({
      definitionId: 'inbound-mql',
      version: 2,
      content: { term: 'MQL', motion: 'inbound', ownerId: chair.id },
    });
    proposeDefinition(workspace, { ...ref, version: 2 }, analyst.id, { reason: 'After the May spike' });
    signBy(sales, 2);
    signBy(marketing, 2);
    clock.nowMs = Date.parse('2026-06-01T00:00:00Z') - 1000;
    activateDefinition(workspace, { ...ref, version: 2 }, chair.id);
    expect(definitionsInForce(workspace, Date.parse('2026-05-31T23:59:59.999Z')).map((one) => one.version)).toEqual([1]);
    expect(definitionsInForce(workspace, Date.parse('2026-06-01T00:00:00Z')).map((one) => one.version)).toEqual([2]);
    expect(listDefinitions(workspace)).toEqual([
      {
        id: 'inbound-mql',
        term: 'MQL',
        motion: 'inbound',
        kind: 'stage',
        versions: [
          { version: 1, state: 'superseded', inForceFrom: null, inForceTo: '2026-06-01T00:00:00Z' },
          { version: 2, state: 'inForce', inForceFrom: '2026-06-01T00:00:00Z', inForceTo: null },
        ],
        inForce: 2,
      },
    ]);
    const history = definitionHistory(workspace, 'inbound-mql').filter((event) => event.version === 2);
    expect(history.map(({ event, by, why }) => [event, by, why])).toEqual([
      ['definitionDrafted', null, 'Fewer, better.'],
      ['definitionProposed', analyst.id, 'After the May spike'],
      ['definitionSigned', sales.id, ''],
      ['definitionSigned', marketing.id, ''],
      ['definitionActivated', chair.id, ''],
    ]);
    expect(diffVersions(workspace, 'inbound-mql@1', 'inbound-mql@2').text).toBe(
      'Criteria: changed lead.score >= 65 to lead.score >= 70\n' +
        'Criteria: removed lead.email is filled\n' +
        'Rationale: changed Sales agreed to work these. to Fewer, better.',
    );
    expect(verifyLog(workspace).ok).toBe(true);
    workspace.close();
  });

  test('a version withdrawn before its date gives the time back to the one before', () => {
    const { workspace, chair, marketing, sales, signBy } = proposed();
    signBy(marketing);
    signBy(sales);
    activateDefinition(workspace, ref, chair.id);
    draftDefinition(workspace, { ...mql(chair.id, 80), effectiveFrom: '2027-01-01' }, chair.id);
    proposeDefinition(workspace, { ...ref, version: 2 }, chair.id);
    signBy(marketing, 2);
    signBy(sales, 2);
    activateDefinition(workspace, { ...ref, version: 2 }, chair.id);
    expect(definitionsInForce(workspace, Date.parse('2027-01-01T00:00:00Z')).map((one) => one.version)).toEqual([2]);
    withdrawDefinition(workspace, { ...ref, version: 2 }, chair.id, { reason: 'The score was re-tuned.' });
    expect(definitionsInForce(workspace, Date.parse('2027-01-01T00:00:00Z')).map((one) => one.version)).toEqual([1]);
    expect(showDefinition(workspace, 'inbound-mql@1')).toMatchObject({ state: 'inForce', inForceTo: null });
    expect(verifyLog(workspace).ok).toBe(true);
    workspace.close();
  });

  test('a version in force that is withdrawn ends at that moment', () => {
    const { workspace, clock, chair, marketing, sales, signBy } = proposed();
    signBy(marketing);
    signBy(sales);
    activateDefinition(workspace, ref, chair.id);
    clock.nowMs = Date.parse('2026-03-01T00:00:00Z') - 1000;
    withdrawDefinition(workspace, ref, chair.id, { reason: 'Replaced by a score model.' });
    expect(definitionsInForce(workspace, Date.parse('2026-02-28T23:59:59Z'))).toHaveLength(1);
    expect(definitionsInForce(workspace, Date.parse('2026-03-01T00:00:00Z'))).toEqual([]);
    expect(verifyLog(workspace).ok).toBe(true);
    workspace.close();
  });

  test('an effective date that is not after the one in force is refused', () => {
    const { workspace, chair, marketing, sales, signBy } = proposed();
    const redo = (version: number, effectiveFrom: string) => {
      draftDefinition(workspace, { ...mql(chair.id, 60 + version), effectiveFrom }, chair.id);
      proposeDefinition(workspace, { ...ref, version }, chair.id);
      signBy(marketing, version);
      signBy(sales, version);
      return activateDefinition(workspace, { ...ref, version }, chair.id);
    };
    redo(2, '2025-06-01');
    expect(refusalOf(() => redo(3, '2025-06-01'))).toMatchObject({ code: 'E_EFFECTIVE' });
    workspace.close();
  });
});

describe('several versions signed in one sitting', () => {
  test('are all signed, or none where one of them may not be', () => {
    const { workspace, chair, marketing } = proposed();
    draftDefinition(workspace, { ...mql(chair.id), term: 'SAL', stage: 'accepted' }, null);
    const sal = { definition: 'inbound-sal', version: 1 };
    const sitting = { memberId: marketing.id, passphrase: passphraseOf(marketing), versions: [ref, sal] };
    expect(refusalOf(() => signDefinitions(workspace, sitting))).toMatchObject({ code: 'E_STATE' });
    expect(showDefinition(workspace, 'inbound-mql@1').signOffs).toEqual([]);
    proposeDefinition(workspace, sal, chair.id);
    expect(signDefinitions(workspace, sitting).map(({ signOffs }) => signOffs.length)).toEqual([1, 1]);
    expect(verifyLog(workspace)).toMatchObject({ ok: true, signatures: 2 });
    workspace.close();
  });
});

describe('a version that a later one has overtaken', () => {
  test('can neither be proposed nor come into force', () => {
    const { workspace, chair, marketing, sales, signBy } = proposed();
    draftDefinition(workspace, mql(chair.id, 60), null);
    draftDefinition(workspace, mql(chair.id, 70), null);
    const third = { ...ref, version: 3 };
    proposeDefinition(workspace, third, chair.id);
    for (const [leader, version] of [
      [marketing, 1],
      [sales, 1],
      [marketing, 3],
      [sales, 3],
    ] as const)
      signBy(leader, version);
    activateDefinition(workspace, third, chair.id);
    expect(refusalOf(() => proposeDefinition(workspace, { ...ref, version: 2 }, chair.id))).toMatchObject({ code: 'E_STATE' });
    expect(refusalOf(() => activateDefinition(workspace, ref, chair.id))).toMatchObject({ code: 'E_STATE' });
    expect(showDefinition(workspace, 'inbound-mql')).toMatchObject({ version: 3, state: 'inForce', inForceFrom: null });
    workspace.close();
  });
});

describe('an edit voids what was signed', () => {
  test('editing a proposal makes it a draft again, and the old sign-off is void', () => {
    const { workspace, chair, marketing, sales, signBy } = proposed();
    signBy(marketing);
    const edited = editDraft(workspace, ref, { criteria: 'lead.score >= 66' }, chair.id);
    expect(edited.state).toBe('draft');
    expect(edited.signOffs.map((signOff) => signOff.valid)).toEqual([false]);
    proposeDefinition(workspace, ref, chair.id);
    expect(signBy(sales).state).toBe('proposed');
    expect(signBy(marketing).state).toBe('signed');
    expect(verifyLog(workspace)).toMatchObject({ ok: true, signatures: 3 });
    workspace.close();
  });

  test('a rejected proposal is a draft again, which leaders and the chair may do', () => {
    const { workspace, sales, analyst, signBy, marketing } = proposed();
    signBy(marketing);
    expect(refusalOf(() => rejectProposal(workspace, ref, analyst.id))).toMatchObject({ code: 'E_MEMBER' });
    const rejected = rejectProposal(workspace, ref, sales.id, { reason: 'The threshold is too low.' });
    expect(rejected).toMatchObject({ state: 'draft', proposedBy: null });
    expect(rejected.signOffs[0]!.valid).toBe(false);
    workspace.close();
  });

  test('whoever read an older content is told', () => {
    const { workspace, chair, marketing } = proposed();
    const read = showDefinition(workspace, 'inbound-mql@1').hash;
    editDraft(workspace, ref, { criteria: 'lead.score >= 66' }, chair.id, { expectedHash: read });
    const stale = refusalOf(() => editDraft(workspace, ref, { criteria: 'lead.score >= 67' }, chair.id, { expectedHash: read }));
    expect(stale).toMatchObject({ code: 'E_STALE', data: { expected: read } });
    proposeDefinition(workspace, ref, chair.id);
    expect(
      refusalOf(() =>
        signDefinition(workspace, { ...ref, memberId: marketing.id, passphrase: passphraseOf(marketing), expectedHash: read }),
      ),
    ).toMatchObject({ code: 'E_STALE' });
    workspace.close();
  });

  test('what is signed by both cannot be edited', () => {
    const { workspace, chair, marketing, sales, signBy } = proposed();
    signBy(marketing);
    signBy(sales);
    expect(refusalOf(() => editDraft(workspace, ref, { criteria: 'lead.score >= 1' }, chair.id))).toMatchObject({ code: 'E_STATE' });
    workspace.close();
  });
});

describe('a sign-off is refused, naming the rule, when', () => {
  const rule = (name: string) => ({ code: 'E_SIGNATURE', data: { rule: name } });

  test('someone signs who is no leader', () => {
    const { workspace, chair, signBy } = proposed();
    createKey(workspace, chair.id, passphraseOf(chair), testLog2N);
    expect(refusalOf(() => signBy(chair))).toMatchObject(rule('notLeader'));
    workspace.close();
  });

  test('the same person signs again, also after changing sides', () => {
    const { workspace, marketing, signBy } = proposed();
    signBy(marketing);
    expect(refusalOf(() => signBy(marketing))).toMatchObject(rule('sameSigner'));
    changeMember(workspace, marketing.id, { side: 'sales' }, null);
    expect(refusalOf(() => signBy(marketing))).toMatchObject(rule('sameSigner'));
    workspace.close();
  });

  test('a second leader of the same side signs', () => {
    const { workspace, marketing, signBy } = proposed();
    const other = addMember(workspace, { name: 'Noor Haddad', title: 'VP Marketing', side: 'marketing' }, null);
    createKey(workspace, other.id, passphraseOf(other), testLog2N);
    signBy(marketing);
    expect(refusalOf(() => signBy(other))).toMatchObject(rule('sameSide'));
    workspace.close();
  });

  test('a member who has left signs', () => {
    const { workspace, marketing, signBy } = proposed();
    changeMember(workspace, marketing.id, { active: false }, null);
    expect(refusalOf(() => signBy(marketing))).toMatchObject(rule('notActive'));
    workspace.close();
  });

  test('the passphrase is another, or the key is revoked or was never made', () => {
    const { workspace, marketing, sales, chair, signBy } = proposed();
    expect(refusalOf(() => signDefinition(workspace, { ...ref, memberId: sales.id, passphrase: 'something else' }))).toMatchObject({
      code: 'E_PASSPHRASE',
    });
    const { publicKey } = signBy(marketing).signOffs[0]!;
    revokeKey(workspace, keyFingerprint(publicKey), 'Laptop lost', chair.id);
    expect(refusalOf(() => signBy(marketing))).toMatchObject({ code: 'E_KEY' });
    expect(showDefinition(workspace, 'inbound-mql@1').signOffs[0]!.valid).toBe(true);
    expect(verifyLog(workspace).ok).toBe(true);
    workspace.close();
  });

  test.each<[string, (message: SignOffMessage) => Partial<SignOffMessage>, string]>([
    ['another workspace', () => ({ workspace: '0'.repeat(32) }), 'otherWorkspace'],
    ['another version', () => ({ version: 2 }), 'otherVersion'],
    ['another content', () => ({ contentHash: '0'.repeat(64) }), 'otherContent'],
    ['another moment', () => ({ parents: [] }), 'otherMoment'],
    ['the other side', () => ({ side: 'sales' }), 'otherSide'],
    ['another role', () => ({ role: 'Chief Revenue Officer' }), 'otherRole'],
  ])('it was made for %s', (_what, change, expected) => {
    expect(refusalOf(() => forged(change))).toMatchObject(rule(expected));
  });

  test('it was made under a key that is not the signer’s, or not known, or revoked', () => {
    expect(refusalOf(() => forged(() => ({}), 'key of sales'))).toMatchObject(rule('otherKey'));
    expect(refusalOf(() => forged(() => ({}), 'unknown key'))).toMatchObject(rule('unknownKey'));
    expect(refusalOf(() => forged(() => ({}), 'revoked key'))).toMatchObject(rule('revokedKey'));
  });

  test('the text was altered after signing', () => {
    expect(
      refusalOf(() =>
        forged(
          () => ({}),
          'own key',
          (signature) => signature.replace(/^../, '00'),
        ),
      ),
    ).toMatchObject({ code: 'E_SIGNATURE' });
  });
});

/** Puts a hand-made sign-off of the marketing leader into the log. */
function forged(
  change: (message: SignOffMessage) => Partial<SignOffMessage>,
  key = 'own key',
  alter = (signature: string) => signature,
): void {
  const { workspace, marketing, sales, chair } = proposed(key);
  try {
    const pair = generateKeyPairSync('ed25519');
    const publicKey = Buffer.from(publicKeyBytes(pair.publicKey)).toString('hex');
    const owner = key === 'key of sales' ? sales : marketing;
    if (key !== 'unknown key') {
      revokeKey(workspace, showKey(workspace, owner.id), 'Replaced', chair.id);
      registerKey(workspace, owner.id, publicKey);
      if (key === 'revoked key') revokeKey(workspace, keyFingerprint(publicKey), 'Lost', chair.id);
    }
    const { hash } = showDefinition(workspace, 'inbound-mql@1');
    appendEntry(workspace, 'definitionSigned', marketing.id, (_atMs, parents) => {
      const message: SignOffMessage = {
        format: 'parley.signOff.1',
        workspace: workspace.settings.workspaceId,
        ...ref,
        contentHash: hash,
        signer: marketing.id,
        side: 'marketing',
        role: marketing.title,
        parents,
      };
      Object.assign(message, change(message));
      const signature = alter(sign(null, Buffer.from(canonicalJson(message)), pair.privateKey).toString('hex'));
      return { ...ref, message, fingerprint: keyFingerprint(publicKey), signature };
    });
  } finally {
    workspace.close();
  }
}

function showKey(workspace: ReturnType<typeof proposed>['workspace'], memberId: string): string {
  const row = workspace.connection
    .prepare<[string], { fingerprint: string }>('SELECT fingerprint FROM member_keys WHERE member_id = ? AND revoked_entry IS NULL')
    .get(memberId);
  return row!.fingerprint;
}

describe('what is missing', () => {
  test('an incomplete draft names all that it lacks before it can be proposed', () => {
    const { workspace, chair } = testCouncil();
    draftDefinition(workspace, { term: 'SAL', motion: 'inbound', kind: 'stage' }, null);
    const refusal = refusalOf(() => proposeDefinition(workspace, { definition: 'inbound-sal', version: 1 }, chair.id));
    expect(refusal).toMatchObject({
      code: 'E_INCOMPLETE',
      data: { missing: ['an owner (a member)', "the owner's title", 'a rationale', 'criteria', 'the stage that it admits to'] },
    });
    workspace.close();
  });

  test('a rule that cannot be read, unknown keys and doubled codes are refused, and nothing is written', () => {
    const { workspace, chair } = testCouncil();
    const drafting = (change: object) => refusalOf(() => draftDefinition(workspace, { ...mql(chair.id), ...change }, null));
    expect(drafting({ criteria: 'lead.score >> 5' })).toMatchObject({ code: 'E_CRITERIA' });
    expect(drafting({ owner: 'me' })).toMatchObject({ code: 'E_DEFINITION', path: '' });
    expect(drafting({ kind: 'rule' })).toMatchObject({ code: 'E_DEFINITION', path: '/kind' });
    const code = { label: 'Budget', retired: false };
    expect(
      drafting({
        picklist: [
          { code: 'no-budget', ...code },
          { code: 'NO-BUDGET', ...code },
        ],
      }),
    ).toMatchObject({ path: '/picklist/1/code' });
    expect(drafting({ effectiveFrom: '2026-02-30' })).toMatchObject({ path: '/effectiveFrom' });
    expect(listDefinitions(workspace)).toEqual([]);
    workspace.close();
  });

  test('term, motion and kind stay what they are in every version', () => {
    const { workspace, chair } = testCouncil();
    draftDefinition(workspace, mql(chair.id), null);
    expect(refusalOf(() => editDraft(workspace, ref, { term: 'SQL' }, chair.id))).toMatchObject({ code: 'E_DEFINITION', path: '/term' });
    expect(refusalOf(() => draftDefinition(workspace, { ...mql(chair.id), kind: 'metric' }, null))).toMatchObject({ path: '/kind' });
    workspace.close();
  });

  test('a motion is spelled in one way', () => {
    const { workspace } = testCouncil();
    draftDefinition(workspace, { term: 'MQL', motion: 'inbound', kind: 'stage' }, null);
    draftDefinition(workspace, { term: 'SQL', motion: ' Inbound', kind: 'stage' }, null);
    expect(listDefinitions(workspace).map(({ id, motion }) => [id, motion])).toEqual([
      ['inbound-mql', 'inbound'],
      ['inbound-sql', 'inbound'],
    ]);
    workspace.close();
  });

  test('terms in other scripts and terms that slug alike get ids of their own', () => {
    const { workspace } = testCouncil();
    const idOf = (term: string) => draftDefinition(workspace, { term, motion: 'inbound', kind: 'metric' }, null).definitionId;
    expect(idOf('C++ deal')).toBe('inbound-c-deal');
    expect(idOf('C deal')).toBe('inbound-c-deal-2');
    expect(idOf('商談')).toMatch(/^inbound-[0-9a-f]{8}$/);
    expect(idOf('Qualité')).toBe('inbound-qualite');
    workspace.close();
  });
});
