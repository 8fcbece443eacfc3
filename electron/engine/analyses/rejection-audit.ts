import type { AuditEntry, RejectionsResult } from '#contract/analyses/rejections.ts';
import { handoffId } from '../facts/handoff-id.ts';
import type { AnalysisContext } from './context.ts';

/** What a reason says about the record: words of the reason → the lead field that would have to fail its criteria. */
const fieldOfReason: [RegExp, string][] = [
  [/size|too (small|large|big)|employee/i, 'employees'],
  [/countr|territor|geograph|region|location/i, 'country'],
  [/industr|vertical|sector/i, 'industry'],
  [/persona|title|role|seniorit|decision.?maker/i, 'title'],
  [/revenue/i, 'annualRevenue'],
  [/free.?mail|personal e-?mail|student/i, 'emailDomain'],
];

export interface Audit {
  entries: AuditEntry[];
  outOfPolicy: RejectionsResult['outOfPolicy'];
  /** 1 for handoffs whose rejection inside the window should not have happened. */
  contradictedOrUncoded: Uint8Array;
}

/** Re-tests each rejection against the governed criteria: late, without code, contradicted by the record, or not testable. */
export function auditRejections(context: AnalysisContext): Audit {
  const { facts, selection, versions, clausesOn } = context;
  const { handoffs, users } = facts;
  const contradictedOrUncoded = new Uint8Array(handoffs.count);
  const entries: AuditEntry[] = [];
  const leaders = new Map<string, RejectionsResult['outOfPolicy']['byLeader'][number]>();
  const totals = { late: 0, withoutCode: 0, contradicted: 0 };
  for (let k = 0; k < selection.length; k++) {
    const i = selection[k]!;
    const rejectedAt = handoffs.rejectedAt[i]!;
    if (Number.isNaN(rejectedAt)) continue;
    const reason = handoffs.rejectionReason.dictionary.at(handoffs.rejectionReason.codes[i]!);
    const owner = handoffs.ownerRow[i]!;
    const leaderId = owner < 0 ? '' : users.managers[owner]! || users.teams[owner]!;
    let leader = leaders.get(leaderId);
    if (!leader) {
      leader = {
        leader: leaderId === '' ? null : leaderId,
        team: owner < 0 ? null : users.teams[owner] || null,
        late: 0,
        withoutCode: 0,
        contradicted: 0,
        rejections: 0,
      };
      leaders.set(leaderId, leader);
    }
    leader.rejections++;
    if (owner >= 0 && leader.team !== users.teams[owner]) leader.team = null;
    const id = handoffId(facts, i);
    if (handoffs.lateRejection[i] === 1) {
      totals.late++;
      leader.late++;
      entries.push({ handoffId: id, verdict: 'outOfPolicy', why: 'rejected after it had been accepted', clause: null, value: null });
      continue;
    }
    if (reason === '') {
      totals.withoutCode++;
      leader.withoutCode++;
      contradictedOrUncoded[i] = 1;
      entries.push({ handoffId: id, verdict: 'outOfPolicy', why: 'rejected without a reason code', clause: null, value: null });
      continue;
    }
    const field = fieldOfReason.find(([words]) => words.test(reason))?.[1];
    const criteria = versions
      .filter(
        ({ content, fromMs, toMs }) =>
          content.criteria !== null &&
          (content.kind === 'icp' || (content.kind === 'stage' && content.stage === 'qualified')) &&
          fromMs <= rejectedAt &&
          rejectedAt < toMs,
      )
      .map(({ content }) => content.criteria!);
    const findings = field === undefined ? [] : criteria.flatMap((text) => clausesOn(text, field, i));
    if (findings.length === 0) {
      const why =
        field === undefined
          ? 'the reason names nothing that the record could show'
          : `no definition in force says anything about lead.${field}`;
      entries.push({ handoffId: id, verdict: 'unprovable', why, clause: null, value: null });
      continue;
    }
    const failed = findings.find(({ met }) => !met);
    if (failed) {
      entries.push({
        handoffId: id,
        verdict: 'inPolicy',
        why: 'the record fails the clause that the reason names',
        clause: failed.clause,
        value: failed.value,
      });
      continue;
    }
    const met = findings[0]!;
    totals.contradicted++;
    leader.contradicted++;
    contradictedOrUncoded[i] = 1;
    entries.push({
      handoffId: id,
      verdict: 'outOfPolicy',
      why: `contradicted by the record: it meets the clause that the reason "${reason}" names`,
      clause: met.clause,
      value: met.value,
    });
  }
  const byLeader = [...leaders.values()].sort((a, b) => b.rejections - a.rejections || ((a.leader ?? '') < (b.leader ?? '') ? -1 : 1));
  return { entries, outOfPolicy: { ...totals, byLeader }, contradictedOrUncoded };
}
