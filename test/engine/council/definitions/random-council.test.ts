import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ParleyError } from '#domain/errors.ts';
import {
  activateDefinition,
  editDraft,
  proposeDefinition,
  rejectProposal,
  withdrawDefinition,
} from '#engine/council/definitions/change-version.ts';
import { definitionsInForce } from '#engine/council/definitions/definitions-in-force.ts';
import { draftDefinition } from '#engine/council/definitions/draft-definition.ts';
import { listDefinitions, showDefinition } from '#engine/council/definitions/list-definitions.ts';
import { signDefinition } from '#engine/council/definitions/sign-definition.ts';
import { currentHead } from '#engine/council/log/current-head.ts';
import { verifyLog } from '#engine/council/log/verify-log.ts';
import { mql, passphraseOf, testCouncil } from '../test-council.ts';

type Deed = 'draft' | 'edit' | 'propose' | 'reject' | 'marketing' | 'sales' | 'activate' | 'withdraw';
interface Step {
  deed: Deed;
  /** Which version, counted from the newest. */
  back: number;
  hours: number;
  /** Effective date of a draft in days from the start, null for none. */
  effectiveDay: number | null;
}

const startMs = Date.parse('2026-01-05T00:00:00Z');
const dayMs = 86_400_000;

/** What a version is, told apart from how the council keeps it. */
interface Believed {
  state: string;
  signed: Set<string>;
  effectiveMs: number | null;
  activated: boolean;
  fromMs: number;
  toMs: number;
}

/** Whether the deed is allowed, and if so what it makes of the versions: the rules in their plainest form. */
function believe(versions: Believed[], at: number, deed: Deed, effectiveMs: number | null, nowMs: number): boolean {
  if (deed === 'draft') {
    versions.push({ state: 'draft', signed: new Set(), effectiveMs, activated: false, fromMs: Number.NaN, toMs: Number.NaN });
    return true;
  }
  const version = versions[at];
  if (version === undefined) return false;
  const overtaken = versions.slice(at + 1).some((later) => later.activated);
  const { state } = version;
  switch (deed) {
    case 'edit':
      if (state !== 'draft' && state !== 'proposed') return false;
      version.state = 'draft';
      version.signed.clear();
      return true;
    case 'propose':
      if (state !== 'draft' || overtaken) return false;
      version.state = 'proposed';
      return true;
    case 'reject':
      if (state !== 'proposed') return false;
      version.state = 'draft';
      version.signed.clear();
      return true;
    case 'marketing':
    case 'sales':
      if (state !== 'proposed' || version.signed.has(deed)) return false;
      version.signed.add(deed);
      if (version.signed.size === 2) version.state = 'signed';
      return true;
    case 'activate': {
      const first = versions.every((one) => !one.activated);
      const fromMs = version.effectiveMs ?? (first ? -Infinity : nowMs);
      const current = versions.find((one) => one.state === 'inForce');
      if (state !== 'signed' || overtaken || (current !== undefined && current.fromMs >= fromMs)) return false;
      if (current !== undefined) Object.assign(current, { state: 'superseded', toMs: fromMs });
      Object.assign(version, { state: 'inForce', activated: true, fromMs, toMs: Infinity });
      return true;
    }
    case 'withdraw': {
      if (state === 'superseded' || state === 'withdrawn') return false;
      if (state === 'inForce' && version.fromMs > nowMs) {
        const before = versions.find((one) => one.state === 'superseded' && one.toMs === version.fromMs);
        if (before !== undefined) Object.assign(before, { state: 'inForce', toMs: Infinity });
        version.toMs = version.fromMs;
      } else if (state === 'inForce') version.toMs = nowMs;
      version.state = 'withdrawn';
      return true;
    }
  }
}

const hours = fc.integer({ min: -30, max: 60 });
const effectiveDay = fc.option(fc.integer({ min: -5, max: 20 }), { freq: 2 });
const anyStep = fc.record<Step>({
  deed: fc.constantFrom<Deed>('draft', 'edit', 'propose', 'reject', 'marketing', 'sales', 'activate', 'withdraw'),
  back: fc.nat(2),
  hours,
  effectiveDay,
});
/** The usual course, in which now and then something else comes between. */
const usualCourse = fc.tuple(hours, effectiveDay, fc.option(anyStep, { freq: 3 }), fc.nat(4)).map(([wait, day, between, place]): Step[] => {
  const course = (['draft', 'propose', 'marketing', 'sales', 'activate'] as Deed[]).map((deed) => ({
    deed,
    back: 0,
    hours: wait,
    effectiveDay: day,
  }));
  return between === null ? course : course.toSpliced(place, 0, between);
});
const steps = fc
  .array(
    fc.oneof(
      usualCourse,
      anyStep.map((step) => [step]),
    ),
    { minLength: 2, maxLength: 10, size: 'max' },
  )
  .map((parts) => parts.flat());

test('any sequence of deeds is allowed or refused as the rules say, and the log of it verifies', () => {
  let reached = 0;
  fc.assert(
    fc.property(steps, (sequence) => {
      const { workspace, clock, chair, marketing, sales } = testCouncil();
      const versions: Believed[] = [];
      const signers = { marketing, sales };
      for (const { deed, back, hours, effectiveDay } of sequence) {
        clock.nowMs += hours * 3_600_000;
        const at = Math.max(0, versions.length - 1 - back);
        const ref = { definition: 'inbound-mql', version: at + 1 };
        const effectiveMs = effectiveDay === null ? null : startMs + effectiveDay * dayMs;
        const act = (): unknown => {
          switch (deed) {
            case 'draft':
              return draftDefinition(
                workspace,
                { ...mql(chair.id, versions.length), effectiveFrom: effectiveMs === null ? null : new Date(effectiveMs).toISOString() },
                null,
              );
            case 'edit':
              return editDraft(workspace, ref, { rationale: `Edited at ${clock.nowMs}.` }, chair.id);
            case 'propose':
              return proposeDefinition(workspace, ref, chair.id);
            case 'reject':
              return rejectProposal(workspace, ref, sales.id, { reason: 'No.' });
            case 'activate':
              return activateDefinition(workspace, ref, chair.id);
            case 'withdraw':
              return withdrawDefinition(workspace, ref, chair.id, { reason: 'Over.' });
            default:
              return signDefinition(workspace, { ...ref, memberId: signers[deed].id, passphrase: passphraseOf(signers[deed]) });
          }
        };
        const before = currentHead(workspace)!.seq;
        let done = true;
        try {
          act();
        } catch (error) {
          if (!(error instanceof ParleyError)) throw error;
          done = false;
        }
        expect(done, `${deed} of version ${at + 1}`).toBe(believe(versions, at, deed, effectiveMs, clock.nowMs));
        expect(currentHead(workspace)!.seq).toBe(before + (done ? 1 : 0));
      }
      expect(verifyLog(workspace)).toMatchObject({ ok: true });
      const listed = listDefinitions(workspace)[0]?.versions.map(({ state }) => state) ?? [];
      expect(listed).toEqual(versions.map(({ state }) => state));
      versions.forEach((version, index) => {
        if (version.state === 'inForce') reached++;
        const valid = showDefinition(workspace, `inbound-mql@${index + 1}`).signOffs.filter((signOff) => signOff.valid);
        if (version.state !== 'withdrawn') expect(new Set(valid.map(({ side }) => side))).toEqual(version.signed);
      });
      for (let day = -7; day <= 60; day++) {
        const atMs = startMs + day * dayMs;
        const believed = versions.findIndex((one) => one.activated && one.fromMs <= atMs && atMs < one.toMs);
        expect(definitionsInForce(workspace, atMs).map((one) => one.version)).toEqual(believed < 0 ? [] : [believed + 1]);
      }
      workspace.close();
    }),
    { numRuns: 40, seed: 20260105 },
  );
  expect(reached, 'sequences that bring a version into force').toBeGreaterThan(20);
});
