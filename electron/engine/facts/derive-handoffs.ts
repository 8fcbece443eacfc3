import { businessHoursAfter } from '#domain/calendar.ts';
import type { Table } from '#domain/columns.ts';
import type { HandoffTable } from '#domain/handoff.ts';
import { type AcceptancePart, type PolicyStep, policyStepAt } from '#domain/policy-in-force.ts';
import { stageCode } from '#domain/stages.ts';
import { emptyHandoffs, gatherText, type HandoffColumns } from './handoff-builder.ts';
import { findStarts, type Starts } from './handoff-starts.ts';
import { type OpportunityStates, opportunityState } from './opportunity-states.ts';
import type { RecordLists } from './record-lists.ts';
import { type Timeline, valueAt } from './timeline.ts';
import type { Touches } from './touches.ts';
import type { UserDirectory } from './user-directory.ts';

const hourMs = 3_600_000;

/** Everything that handoffs are derived from, as of one moment. */
export interface HandoffInputs {
  asOfMs: number;
  leads: Table;
  /** 0 for deleted, merged and excluded leads. */
  included: Uint8Array;
  timeline: Timeline;
  users: UserDirectory;
  opportunities: OpportunityStates;
  /** Rows of the opportunities linked to each lead. */
  opportunitiesOfLead: RecordLists<Float64Array>;
  touches: Touches | undefined;
  /** Stage code of each lead's status today. */
  stageToday: Uint8Array;
  /** Row of each lead's owner today, -1 for a queue. */
  ownerToday: Int32Array;
  acceptance: readonly PolicyStep<AcceptancePart>[];
  /** What-if: only leads that a draft admits, those that the CRM never stamped from their creation. */
  admits: Uint8Array | undefined;
}

function timesOf(leads: Table, name: string): Float64Array | undefined {
  const column = leads.column(name);
  return column?.kind === 'time' ? column.values : undefined;
}

/** Derives all handoffs of the leads by the rules of the domain; ordered by lead row, then cycle. */
export function deriveHandoffs(inputs: HandoffInputs): HandoffTable {
  const starts = findStarts(inputs);
  const table = emptyHandoffs(starts.count);
  table.amountScale = inputs.opportunities.amountScale;
  table.leadRow = starts.leadRow;
  table.cycle = starts.cycle;
  table.qualifiedAt = starts.at;
  table.implied = starts.implied;
  placeNext(table);
  placeOpportunities(inputs, table);
  placeOwners(inputs, table);
  placeStages(inputs, starts, table);
  placeTouches(inputs, table);
  placeScores(inputs, table);
  const text = (name: string) => {
    const column = inputs.leads.column(name);
    return column?.kind === 'text' ? column : undefined;
  };
  table.source = gatherText(text('source'), table.leadRow);
  table.motion = gatherText(text('motion'), table.leadRow);
  return table;
}

function placeNext(table: HandoffColumns): void {
  for (let i = 0; i + 1 < table.count; i++)
    if (table.leadRow[i] === table.leadRow[i + 1]) table.nextQualifiedAt[i] = table.qualifiedAt[i + 1]!;
}

/** Each linked opportunity goes to the latest handoff that qualified at or before it was made, else to the lead's first. */
function placeOpportunities({ opportunities, opportunitiesOfLead }: HandoffInputs, table: HandoffColumns): void {
  const { start, items } = opportunitiesOfLead;
  if (items.length === 0) return;
  const preference = [0, 2, 1, 3];
  for (let first = 0; first < table.count; ) {
    const lead = table.leadRow[first]!;
    let end = first + 1;
    while (end < table.count && table.leadRow[end] === lead) end++;
    for (let i = start[lead]!; i < start[lead + 1]!; i++) {
      const row = items[i]!;
      const state = opportunities.state[row]!;
      if (state === opportunityState.absent) continue;
      const made = Number.isNaN(opportunities.createdAt[row]!) ? opportunities.closedAt[row]! : opportunities.createdAt[row]!;
      let handoff = first;
      while (handoff + 1 < end && table.qualifiedAt[handoff + 1]! <= made) handoff++;
      if (!(table.opportunityAt[handoff]! <= made)) table.opportunityAt[handoff] = made;
      const chosen = table.opportunityRow[handoff]!;
      if (chosen >= 0 && preference[opportunities.state[chosen]!]! >= preference[state]!) continue;
      table.opportunityRow[handoff] = row;
      table.outcome[handoff] = state;
      table.closedAt[handoff] = opportunities.closedAt[row]!;
      table.amount[handoff] = opportunities.amount[row]!;
    }
    first = end;
  }
}

/**
 * Assignment: to the owner in force at qualification if in sales, else the first change to a sales user before the next handoff. A mapped time before
 * qualification means that the owner was already there.
 */
function placeOwners({ timeline, users, ownerToday, leads, asOfMs }: HandoffInputs, table: HandoffColumns): void {
  const owner = timeline.owner;
  const mapped = timesOf(leads, 'assignedAt');
  for (let i = 0; i < table.count; i++) {
    const lead = table.leadRow[i]!;
    const qualifiedAt = table.qualifiedAt[i]!;
    if (!owner) {
      table.ownerRow[i] = ownerToday[lead]!;
      const assigned = Math.max(mapped?.[lead] ?? Number.NaN, qualifiedAt);
      const next = table.nextQualifiedAt[i]!;
      if (assigned <= asOfMs && !(assigned >= next)) table.assignedAt[i] = assigned;
      continue;
    }
    const inForce = valueAt(owner, lead, qualifiedAt, ownerToday[lead]!);
    if (inForce >= 0 && users.sales[inForce] === 1) {
      table.ownerRow[i] = inForce;
      table.assignedAt[i] = qualifiedAt;
      continue;
    }
    const end = Math.min(asOfMs, Number.isNaN(table.nextQualifiedAt[i]!) ? Number.POSITIVE_INFINITY : table.nextQualifiedAt[i]! - 1);
    for (let change = owner.start[lead]!; change < owner.start[lead + 1]!; change++) {
      const at = owner.at[change]!;
      if (at > end) break;
      const to = owner.to[change]!;
      if (at > qualifiedAt && to >= 0 && users.sales[to] === 1) {
        table.ownerRow[i] = to;
        table.assignedAt[i] = at;
        break;
      }
    }
  }
  const ids = { texts: [''], codes: new Map<string, number>([['', 0]]) };
  const teams = { texts: [''], codes: new Map<string, number>([['', 0]]) };
  const codeOf = (list: typeof ids, value: string): number => {
    const known = list.codes.get(value);
    if (known !== undefined) return known;
    list.codes.set(value, list.texts.length);
    return list.texts.push(value) - 1;
  };
  const idOfRow = Uint32Array.from(users.ids, (id) => codeOf(ids, id));
  const teamOfRow = Uint32Array.from(users.teams, (team) => codeOf(teams, team));
  for (let i = 0; i < table.count; i++) {
    const row = table.ownerRow[i]!;
    if (row < 0) continue;
    table.ownerId.codes[i] = idOfRow[row]!;
    table.ownerTeam.codes[i] = teamOfRow[row]!;
  }
  table.ownerId = { ...table.ownerId, dictionary: { size: ids.texts.length, at: (code) => ids.texts[code]! } };
  table.ownerTeam = { ...table.ownerTeam, dictionary: { size: teams.texts.length, at: (code) => teams.texts[code]! } };
}

/** Acceptance, rejection, recycling, later stages and the disposition that follows from them. */
function placeStages(inputs: HandoffInputs, starts: Starts, table: HandoffColumns): void {
  const { timeline, leads, asOfMs, acceptance } = inputs;
  const status = timeline.status;
  const mapped = {
    accepted: timesOf(leads, 'acceptedAt'),
    rejected: timesOf(leads, 'rejectedAt'),
    salesQualified: timesOf(leads, 'salesQualifiedAt'),
    recycled: timesOf(leads, 'recycledAt'),
  };
  const hasOwners = timeline.owner !== undefined || timesOf(leads, 'assignedAt') !== undefined;
  const calendars = acceptance.map(({ part }) => part.acceptanceCalendar);
  const reason = leads.column('rejectionReason');
  const reasons = [...timeline.reasonTexts];
  const reasonCodes = new Map(reasons.map((text, code) => [text, code]));
  const reasonToday = new Map<number, number>();
  const reasonTodayOf = (lead: number): number => {
    if (reason?.kind !== 'text') return 0;
    const code = reason.codes[lead]!;
    let known = reasonToday.get(code);
    if (known === undefined) {
      const text = reason.dictionary.at(code).trim();
      known = reasonCodes.get(text) ?? reasons.push(text) - 1;
      reasonCodes.set(text, known);
      reasonToday.set(code, known);
    }
    return known;
  };
  for (let i = 0; i < table.count; i++) {
    const lead = table.leadRow[i]!;
    const qualifiedAt = table.qualifiedAt[i]!;
    const next = table.nextQualifiedAt[i]!;
    const until = Number.isNaN(next) ? Number.POSITIVE_INFINITY : next;
    let explicitAt = Number.NaN;
    let salesQualifiedAt = Number.NaN;
    let recycledAt = Number.NaN;
    let disqualifiedAt = Number.NaN;
    let rejectedAt = Number.NaN;
    let laterAfterRejectionAt = Number.NaN;
    let secondRejectedAt = Number.NaN;
    const see = (stage: number, at: number): void => {
      if (stage === stageCode.accepted || stage === stageCode.salesQualified || stage === stageCode.converted) {
        if (!(explicitAt <= at)) explicitAt = at;
        if (stage !== stageCode.accepted && !(salesQualifiedAt <= at)) salesQualifiedAt = at;
        if (rejectedAt < at && !(laterAfterRejectionAt <= at)) laterAfterRejectionAt = at;
      } else if (stage === stageCode.rejected) {
        if (Number.isNaN(rejectedAt)) rejectedAt = at;
        else if (!Number.isNaN(laterAfterRejectionAt) && Number.isNaN(secondRejectedAt)) secondRejectedAt = at;
      } else if (stage === stageCode.recycled && Number.isNaN(recycledAt)) recycledAt = at;
      else if (stage === stageCode.disqualified && Number.isNaN(disqualifiedAt)) disqualifiedAt = at;
    };
    if (starts.stage[i] !== stageCode.qualified) see(starts.stage[i]!, qualifiedAt);
    const begin = status ? status.start[lead]! : 0;
    const end = status ? status.start[lead + 1]! : 0;
    if (status && end > begin) {
      for (let event = begin; event < end; event++) {
        const at = status.at[event]!;
        if (at >= until || at > asOfMs) break;
        if (at >= qualifiedAt) see(status.to[event]!, at);
      }
    } else {
      const dated: [number, number | undefined][] = [
        [stageCode.accepted, mapped.accepted?.[lead]],
        [stageCode.salesQualified, mapped.salesQualified?.[lead]],
        [stageCode.rejected, mapped.rejected?.[lead]],
        [stageCode.recycled, mapped.recycled?.[lead]],
      ];
      for (const [stage, at] of dated
        .filter(([, at]) => at !== undefined && at <= asOfMs && at >= qualifiedAt && at < until)
        .sort((a, b) => a[1]! - b[1]!))
        see(stage, at!);
    }
    const opportunityAt = table.opportunityAt[i]!;
    if (!Number.isNaN(opportunityAt)) {
      see(stageCode.converted, Math.max(opportunityAt, qualifiedAt));
      if (rejectedAt < opportunityAt && !(laterAfterRejectionAt <= opportunityAt)) laterAfterRejectionAt = opportunityAt;
      if (Number.isNaN(salesQualifiedAt)) salesQualifiedAt = opportunityAt;
    }
    table.salesQualifiedAt[i] = salesQualifiedAt;
    table.recycledAt[i] = recycledAt;
    table.disqualifiedAt[i] = disqualifiedAt;

    const rule = policyStepAt(acceptance, qualifiedAt);
    const clockStart = rule.part.acceptanceClock === 'qualified' || !hasOwners ? qualifiedAt : table.assignedAt[i]!;
    const calendar = calendars[acceptance.indexOf(rule)];
    const windowEndsAt = Number.isNaN(clockStart)
      ? Number.POSITIVE_INFINITY
      : calendar
        ? businessHoursAfter(calendar, clockStart, rule.part.acceptanceWindowHours)
        : clockStart + rule.part.acceptanceWindowHours * hourMs;
    table.windowEndsAt[i] = windowEndsAt;

    const reversed = !Number.isNaN(laterAfterRejectionAt);
    const rejectedInside = rejectedAt < windowEndsAt && !(explicitAt < rejectedAt) && !reversed;
    if (rejectedInside) {
      table.disposition[i] = 3;
      table.rejectedAt[i] = rejectedAt;
    } else if (explicitAt < windowEndsAt) {
      table.disposition[i] = 1;
      table.acceptedAt[i] = explicitAt;
    } else if (rejectedAt < windowEndsAt && reversed) {
      table.disposition[i] = 1;
      table.acceptedAt[i] = laterAfterRejectionAt;
    } else if (asOfMs >= windowEndsAt) {
      table.disposition[i] = 2;
      table.acceptedAt[i] = windowEndsAt;
    }
    if (!rejectedInside) {
      const late = reversed ? (rejectedAt >= table.acceptedAt[i]! ? rejectedAt : secondRejectedAt) : rejectedAt;
      if (!Number.isNaN(late) && table.acceptedAt[i]! <= late) {
        table.rejectedAt[i] = late;
        table.lateRejection[i] = 1;
      }
    }
    table.decidedAt[i] = rejectedAt < explicitAt || Number.isNaN(explicitAt) ? rejectedAt : explicitAt;
    const decided = table.rejectedAt[i]!;
    if (!Number.isNaN(decided)) table.rejectionReason.codes[i] = valueAt(timeline.reason, lead, decided, reasonTodayOf(lead));
  }
  table.rejectionReason = { ...table.rejectionReason, dictionary: { size: reasons.length, at: (code) => reasons[code]! } };
}

function placeTouches({ touches, leads, asOfMs }: HandoffInputs, table: HandoffColumns): void {
  const mapped = timesOf(leads, 'firstTouchAt');
  for (let i = 0; i < table.count; i++) {
    const lead = table.leadRow[i]!;
    const qualifiedAt = table.qualifiedAt[i]!;
    const until = Number.isNaN(table.nextQualifiedAt[i]!) ? Number.POSITIVE_INFINITY : table.nextQualifiedAt[i]!;
    if (touches) {
      const { start, items } = touches.byLead;
      for (let touch = start[lead]!; touch < start[lead + 1]!; touch++) {
        const at = items[touch]!;
        if (at < qualifiedAt) continue;
        if (at < until && at <= asOfMs) table.firstTouchAt[i] = at;
        break;
      }
    } else if (mapped) {
      const at = mapped[lead]!;
      if (at >= qualifiedAt && at < until && at <= asOfMs) table.firstTouchAt[i] = at;
    }
  }
}

/** The score in force at qualification, with the grade of its evidence. */
function placeScores({ timeline, leads }: HandoffInputs, table: HandoffColumns): void {
  const today = leads.column('score');
  const mapped = leads.column('scoreAtQualification');
  for (let i = 0; i < table.count; i++) {
    const lead = table.leadRow[i]!;
    const qualifiedAt = table.qualifiedAt[i]!;
    const now = today?.kind === 'number' ? today.values[lead]! : Number.NaN;
    const imported = mapped?.kind === 'number' ? mapped.values[lead]! : Number.NaN;
    let score = now;
    let evidence = 3;
    if (timeline.firstScoreChangeAt <= qualifiedAt) {
      score = valueAt(timeline.score, lead, qualifiedAt, now);
      evidence = 1;
    } else if (!Number.isNaN(imported)) {
      score = imported;
      evidence = 2;
    }
    table.scoreAtQualification[i] = score;
    table.scoreEvidence[i] = Number.isNaN(score) ? 0 : evidence;
  }
}
