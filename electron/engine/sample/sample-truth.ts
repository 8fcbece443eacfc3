import { spikeMonths, spikeReason } from './company/handoff-life.ts';
import { qualificationThreshold, rescoredAt, rescoredPoints } from './company/nurture.ts';
import type { SampleCompany } from './company/records.ts';
import { type LeadFault, leadFaults, type OpportunityFault, opportunityFaults } from './faults.ts';
import { dateTimeText } from './parts/time-text.ts';
import type { RenderedExtract } from './render/render-extract.ts';
import { leadsAsOf } from './render/render-leads.ts';
import { type ReportedDifferences, type ReportedSide, reportedPeriod } from './render/render-reported-pipeline.ts';

/** What is planted in an extract, counted while it was made and not from the files. */
export interface SampleTruth {
  asOf: string;
  leads: number;
  opportunities: number;
  /** Leads with the fault; a lead counts once a fault. */
  leadFaults: Record<LeadFault, number>;
  opportunityFaults: Record<OpportunityFault, number>;
  /** Records that stand twice, by file. */
  identicalRows: Record<string, number>;
  /** Records that an importer must reject, by file, in order. */
  brokenRows: Record<string, string[]>;
  qualificationThreshold: number;
  scoreModel: { inflatedSource: string; changedAt: string; pointsAdded: number };
  rejectionSpike: { reason: string; months: string[] };
  slowTeam: string;
  queueTeam: string;
  /** User ids. */
  lateTeamLeaderId: string;
  silentRepId: string;
  stageSkipperId: string;
  leaverId: string;
  reported: { period: string; marketing: ReportedSide; sales: ReportedSide; differences: ReportedDifferences };
}

export function truthOf(company: SampleCompany, { files, reported }: RenderedExtract, asOf: number): SampleTruth {
  const { staff } = company;
  const leads = leadsAsOf(company, asOf);
  const opportunities = company.opportunities.filter((one) => one.createdAt < asOf);
  const goneLeads = company.leads.filter((lead) => lead.goneAt < asOf);
  return {
    asOf: dateTimeText(asOf),
    leads: leads.length,
    opportunities: opportunities.length,
    leadFaults: { ...countFaults(leadFaults, leads, asOf), gone: goneLeads.length },
    opportunityFaults: countFaults(opportunityFaults, opportunities, asOf),
    identicalRows: Object.fromEntries(files.filter((file) => file.identicalRows > 0).map((file) => [file.name, file.identicalRows])),
    brokenRows: Object.fromEntries(
      files.filter((file) => file.brokenRows.length > 0).map((file) => [file.name, file.brokenRows.map((row) => row.code)]),
    ),
    qualificationThreshold,
    scoreModel: { inflatedSource: 'Content Syndication', changedAt: dateTimeText(rescoredAt), pointsAdded: rescoredPoints },
    rejectionSpike: { reason: spikeReason, months: spikeMonths },
    slowTeam: staff.teams.find((team) => team.untouchedShare > 0.3)!.name,
    queueTeam: staff.teams.find((team) => team.queueDays.length > 0)!.name,
    lateTeamLeaderId: staff.teams.find((team) => team.lateShare > 0.2)!.leader.id,
    silentRepId: staff.silentRep.id,
    stageSkipperId: staff.stageSkipper.id,
    leaverId: staff.leaver.id,
    reported: { period: reportedPeriod, marketing: reported.marketing, sales: reported.sales, differences: reported.differences },
  };
}

/** How many records carry each fault by `asOf`; a record counts once a fault. */
function countFaults<F extends string>(
  notes: Record<F, string>,
  records: readonly { faults: { fault: F; at: number }[] }[],
  asOf: number,
): Record<F, number> {
  const counts = Object.fromEntries(Object.keys(notes).map((fault) => [fault, 0])) as Record<F, number>;
  for (const { faults } of records) {
    for (const fault of new Set(faults.filter((one) => one.at < asOf).map((one) => one.fault))) counts[fault]++;
  }
  return counts;
}
