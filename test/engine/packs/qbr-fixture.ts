import type { DefinitionRow } from '#engine/packs/definition-rows.ts';
import type { QbrPackInput } from '#engine/packs/qbr/qbr-pack-input.ts';
import {
  calibration,
  coordinates,
  hygiene,
  leakage,
  previousLeakage,
  rejections,
  scorecard,
  sla,
  velocity,
} from '../../shared/figures/qbr-results.ts';

const { definitions: inForce } = coordinates('scorecard');

export const definitionRows: DefinitionRow[] = [
  {
    term: 'MQL',
    motion: 'inbound',
    version: 3,
    state: 'inForce',
    hash: inForce[0]!.hash,
    criteria: 'lead.score >= 60 and lead.employees >= 200 and lead.country in ("DE", "AT", "CH", "GB")',
    english: 'Score at least 60, company with 200 employees or more, in Germany, Austria, Switzerland or the United Kingdom.',
    queryable: true,
    owner: 'Mara Lindqvist',
    ownerTitle: 'VP Marketing',
    auditCadence: 'halfYearly',
    nextAudit: '2027-01-01',
    inForceFrom: '2026-07-01T00:00:00Z',
    rationale: 'Small companies were rejected for size in four of ten cases.',
    signoffs: [
      { name: 'Mara Lindqvist', title: 'VP Marketing', side: 'marketing', at: '2026-06-24T09:12:00Z', keyFingerprint: 'c0ffee1234567890' },
      { name: 'Tomasz Okafor', title: 'VP Sales', side: 'sales', at: '2026-06-25T15:40:00Z', keyFingerprint: 'beef987654321000' },
    ],
  },
  {
    term: 'SQL',
    motion: 'inbound',
    version: 2,
    state: 'inForce',
    hash: inForce[1]!.hash,
    criteria: 'lead.status = "Sales Qualified" and lead.title is not empty',
    english: 'Status is Sales Qualified and the title is filled.',
    queryable: true,
    owner: 'Tomasz Okafor',
    ownerTitle: 'VP Sales',
    auditCadence: 'halfYearly',
    nextAudit: '2026-12-01',
    inForceFrom: '2026-03-01T00:00:00Z',
    rationale: '',
    signoffs: [
      { name: 'Mara Lindqvist', title: 'VP Marketing', side: 'marketing', at: '2026-02-20T09:12:00Z', keyFingerprint: 'c0ffee1234567890' },
      { name: 'Tomasz Okafor', title: 'VP Sales', side: 'sales', at: '2026-02-21T11:00:00Z', keyFingerprint: 'beef987654321000' },
    ],
  },
  {
    term: 'Influenced pipeline',
    motion: 'inbound',
    version: 1,
    state: 'proposed',
    hash: '3c'.repeat(32),
    criteria: null,
    english: null,
    queryable: false,
    owner: '',
    ownerTitle: '',
    auditCadence: 'quarterly',
    nextAudit: null,
    inForceFrom: null,
    rationale: '',
    signoffs: [],
  },
];

/** A believable input of the QBR pack: every page has something to say. */
export function qbrFixture(change: Partial<QbrPackInput> = {}): QbrPackInput {
  const request = { from: '2026-07-01', to: '2026-10-01', motion: 'inbound' };
  return {
    paper: 'A4',
    workspace: { id: 'w-7f3a9c', name: 'Northwind Analytics' },
    logHead: 'e1'.repeat(32),
    scorecard: { request: { quarter: '2026-Q3', motion: 'inbound' }, result: scorecard },
    leakage: { request, result: leakage },
    previousLeakage,
    sla: { request: { ...request, groupBy: ['team'] }, result: sla },
    responseTargetHours: [5 / 60, 0.5, 2, 24, 72],
    calibration: { request: { ...request, outcome: 'won' }, result: calibration },
    rejections: { request, result: rejections },
    rejectionAlarm: 0.35,
    velocity: { request, result: velocity },
    hygiene: { request, result: hygiene },
    definitions: definitionRows,
    decisions: [
      {
        number: 41,
        entryHash: '4a'.repeat(32),
        at: '2026-08-12T13:30:00Z',
        subject: 'Company size in MQL',
        decision: 'Raise the size clause of MQL to 200 employees from version 4; marketing re-targets paid social first.',
        dissent: '',
        actions: [{ text: 'Draft MQL version 4 and run its impact on the last quarter', person: 'Ines Baptista', due: '2026-10-14' }],
      },
      {
        number: 42,
        entryHash: '5b'.repeat(32),
        at: '2026-09-02T13:30:00Z',
        subject: 'Leads of new starters',
        decision: 'Leads of users without logged activity go back to the queue after 24 hours.',
        dissent: 'Sales leader of the Nordics prefers 48 hours.',
        actions: [
          { text: 'Change the routing rule and announce it to both floors', person: 'Ines Baptista', due: '2026-09-09' },
          { text: 'Check activity logging for the nine users concerned', person: 'Tomasz Okafor', due: null },
        ],
      },
    ],
    asks: [{ who: 'CRO', text: 'Fund routing by intent for high-intent inbound leads.', due: '2026-10-15' }],
    ...change,
  };
}
