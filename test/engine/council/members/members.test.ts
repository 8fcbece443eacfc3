import { describe, expect, test } from 'vitest';
import { verifyLog } from '#engine/council/log/verify-log.ts';
import { addMember, changeMember, type MemberInput } from '#engine/council/members/add-member.ts';
import { listMembers, showMember } from '#engine/council/members/list-members.ts';
import { refusalOf, testCouncil } from '../test-council.ts';
import { testWorkspace } from '../test-workspace.ts';

describe('members', () => {
  test('get a random id and the function usual on their side, and show whether they can sign', () => {
    const { workspace } = testCouncil();
    expect(listMembers(workspace).map(({ name, side, function: role, fingerprint }) => [name, side, role, fingerprint !== null])).toEqual([
      ['Ana Voss', 'revops', 'analyst', false],
      ['Ines Okafor', 'revops', 'chair', false],
      ['Mara Lind', 'marketing', 'leader', true],
      ['Sam Duarte', 'sales', 'leader', true],
    ]);
    for (const { id } of listMembers(workspace)) expect(id).toMatch(/^[0-9a-f]{32}$/);
    workspace.close();
  });

  test('change their title and leave, and stay listed', () => {
    const { workspace, sales, chair } = testCouncil();
    changeMember(workspace, sales.id, { title: 'VP Sales' }, chair.id);
    changeMember(workspace, sales.id, { active: false }, chair.id);
    expect(showMember(workspace, sales.id)).toMatchObject({ name: 'Sam Duarte', title: 'VP Sales', active: false });
    expect(verifyLog(workspace).ok).toBe(true);
    workspace.close();
  });

  test('may take the name of someone who has left, not of someone who is there', () => {
    const { workspace, sales } = testCouncil();
    const again: MemberInput = { name: ' sam  duarte ', title: 'CMO', side: 'marketing' };
    expect(refusalOf(() => addMember(workspace, again, null))).toMatchObject({ code: 'E_MEMBER' });
    changeMember(workspace, sales.id, { active: false }, null);
    const successor = addMember(workspace, again, null);
    expect(successor.name).toBe('sam duarte');
    expect(refusalOf(() => changeMember(workspace, sales.id, { active: true }, null))).toMatchObject({ code: 'E_MEMBER' });
    expect(verifyLog(workspace).ok).toBe(true);
    workspace.close();
  });

  test.each<[string, object]>([
    ['no name', { name: '  ' }],
    ['no title', { title: '' }],
    ['an unknown side', { side: 'support' }],
    ['an unknown function', { function: 'boss' }],
    ['a leader of neither side', { side: 'revops', function: 'leader' }],
    ['a key of its own', { salary: 1 }],
  ])('with %s are refused, and nothing is written', (_what, change) => {
    const { workspace } = testWorkspace();
    const input = { name: 'Mara Lind', title: 'CMO', side: 'marketing', ...change } as MemberInput;
    const refusal = refusalOf(() => addMember(workspace, input, null));
    expect(refusal).toMatchObject({ code: 'E_MEMBER' });
    expect(JSON.stringify(refusal)).not.toContain('Mara');
    expect(verifyLog(workspace)).toMatchObject({ ok: true, entries: 0 });
    workspace.close();
  });

  test('who are unknown or gone can do nothing', () => {
    const { workspace, chair, analyst } = testCouncil();
    expect(refusalOf(() => changeMember(workspace, 'nobody', { title: 'x' }, null))).toMatchObject({ code: 'E_NOT_FOUND' });
    changeMember(workspace, analyst.id, { active: false }, chair.id);
    for (const by of [analyst.id, 'nobody'])
      expect(refusalOf(() => changeMember(workspace, chair.id, { title: 'x' }, by))).toMatchObject({ code: 'E_MEMBER' });
    workspace.close();
  });
});
