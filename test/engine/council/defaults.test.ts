import { describe, expect, test } from 'vitest';
import { defaultCatalog } from '#criteria/catalog-defaults.ts';
import { checkCriteria } from '#criteria/check.ts';
import { parseCriteria } from '#criteria/parse.ts';
import type { VersionInForce } from '#engine/analyses/context.ts';
import { editDraft } from '#engine/council/definitions/change-version.ts';
import { defaultDefinitions, defaultMotions } from '#engine/council/definitions/default-definitions.ts';
import { definitionsInForce } from '#engine/council/definitions/definitions-in-force.ts';
import { installDefaultDefinitions } from '#engine/council/definitions/install-defaults.ts';
import { listDefinitions, showDefinition } from '#engine/council/definitions/list-definitions.ts';
import { requireComplete } from '#engine/council/definitions/require-complete.ts';
import { verifyLog } from '#engine/council/log/verify-log.ts';
import { governedPicklists } from '#engine/rules/rule-catalog.ts';
import { refusalOf } from './test-council.ts';
import { testWorkspace } from './test-workspace.ts';

describe('the default definitions', () => {
  test('every rule reads, and names only canonical fields and governed picklists', () => {
    for (const motion of defaultMotions) {
      const contents = defaultDefinitions(motion)!;
      const picklists = governedPicklists(contents.map((content) => ({ content }) as VersionInForce));
      for (const { term, criteria, object } of contents) {
        if (!criteria) continue;
        const { rule, positions } = parseCriteria(criteria);
        const { issues } = checkCriteria(rule, { catalog: defaultCatalog(picklists), subject: object, positions });
        expect(issues, `${motion} ${term}`).toEqual([]);
      }
    }
  });

  test('each motion gets all terms as drafts; a second time changes nothing', () => {
    const { workspace } = testWorkspace();
    const installed = installDefaultDefinitions(workspace, null);
    expect(installed).toHaveLength(5 * 13);
    expect(installDefaultDefinitions(workspace, null)).toEqual([]);
    const definitions = listDefinitions(workspace);
    for (const motion of ['inbound', 'outbound', 'abm', 'partner', 'expansion'])
      expect(definitions.filter((one) => one.motion === motion).map((one) => one.term)).toEqual(
        [
          'Free mail domains',
          'ICP',
          'Influenced',
          'Lead sources',
          'Loss reasons',
          'MQL',
          'Qualified opportunity',
          'Rejection reasons',
        ].concat(['Response SLA', 'SAL', 'SQL', 'Score model', 'Sourced']),
      );
    expect(definitions.flatMap((one) => one.versions.map(({ state }) => state)).every((state) => state === 'draft')).toBe(true);
    expect(definitionsInForce(workspace, Date.parse('2026-06-01T00:00:00Z'))).toEqual([]);
    expect(verifyLog(workspace)).toMatchObject({ ok: true, entries: 65 });
    workspace.close();
  });

  test('with an owner each of them is complete', () => {
    const { workspace } = testWorkspace();
    for (const { definitionId: id } of installDefaultDefinitions(workspace, null, ['inbound', 'abm'])) {
      editDraft(workspace, { definition: id, version: 1 }, { ownerId: 'someone', ownerTitle: 'VP' }, null);
      expect(() => requireComplete(showDefinition(workspace, id).content, id)).not.toThrow();
    }
    workspace.close();
  });

  test("there are none for a motion of the council's own", () => {
    const { workspace } = testWorkspace();
    expect(refusalOf(() => installDefaultDefinitions(workspace, null, ['inbound', 'toString']))).toMatchObject({ code: 'E_NOT_FOUND' });
    expect(listDefinitions(workspace)).toEqual([]);
    workspace.close();
  });
});
