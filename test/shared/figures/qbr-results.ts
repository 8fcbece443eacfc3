// Results of an invented company, written by hand to be believable: one quarter of about 2,400 handoffs.
import type { Band, CalibrationResult } from '#contract/analyses/calibration.ts';
import type { HygieneResult } from '#contract/analyses/hygiene.ts';
import type { LeakageResult, StageResult } from '#contract/analyses/leakage.ts';
import type { RejectionMonth, RejectionsResult } from '#contract/analyses/rejections.ts';
import type { Headline, ScorecardResult } from '#contract/analyses/scorecard.ts';
import type { SlaBody, SlaGroupBody, SlaResult } from '#contract/analyses/sla.ts';
import type { VelocityResult } from '#contract/analyses/velocity.ts';
import type { Coordinates } from '#domain/coordinates.ts';

const hash = (digit: string) => digit.repeat(64).slice(0, 64);

export function coordinates(analysis: string): Coordinates {
  return {
    analysis,
    asOf: '2026-09-30T22:00:00Z',
    timeZone: 'Europe/Berlin',
    cohort: { from: '2026-07-01T00:00:00+02:00', to: '2026-10-01T00:00:00+02:00' },
    motion: 'inbound',
    filter: null,
    definitions: [
      { term: 'MQL', motion: 'inbound', version: 3, hash: hash('9f2c41ab') },
      { term: 'SQL', motion: 'inbound', version: 2, hash: hash('07de55c1') },
    ],
    policies: [{ name: 'policy', version: 2 }],
    extracts: [
      { id: 'x-2026-09-30', kind: 'leads', fileSha256: hash('a1b2c3d4') },
      { id: 'x-2026-09-30', kind: 'leadHistory', fileSha256: hash('5e6f7081') },
      { id: 'x-2026-09-30', kind: 'opportunities', fileSha256: hash('92a3b4c5') },
      { id: 'x-2026-09-30', kind: 'activities', fileSha256: hash('d6e7f809') },
    ],
    engine: '0.1.0',
    unit: 'handoff',
    warnings: [],
  };
}

/** Wilson 95 % interval, for fixtures that need one. */
export function wilson(successes: number, n: number): [number, number] {
  if (n === 0) return [0, 1];
  const z = 1.959963984540054;
  const p = successes / n;
  const centre = (p + (z * z) / (2 * n)) / (1 + (z * z) / n);
  const half = (z / (1 + (z * z) / n)) * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n));
  return [Math.max(0, centre - half), Math.min(1, centre + half)];
}

function within(numerator: number, denominator: number, immature: number) {
  const [low, high] = wilson(numerator, denominator);
  return {
    days: 90,
    rate: denominator === 0 ? null : numerator / denominator,
    low,
    high,
    numerator,
    denominator,
    immature,
    tooFew: denominator < 30,
  };
}

function stage(
  name: StageResult['stage'],
  reached: number,
  advanced: number,
  lost: number,
  incidence: [number, number][],
  medianHours: number | null,
  extra: Partial<StageResult> = {},
): StageResult {
  const open = reached - advanced - lost;
  const mature = Math.round(reached * 0.62);
  return {
    stage: name,
    reached,
    advanced,
    lost,
    open,
    stalled: Math.round(open * 0.4),
    conversion: {
      toDate: { rate: advanced / reached, numerator: advanced, denominator: reached },
      resolved: advanced / (advanced + lost),
      bounds: [advanced / reached, (advanced + open) / reached],
      within: within(Math.round(mature * (advanced / reached)), mature, reached - mature),
    },
    conversionFromFirst: {
      toDate: { rate: reached / 2412, numerator: reached, denominator: 2412 },
      within: within(Math.round(reached * 0.5), 1495, 917),
    },
    cumulativeIncidence: [7, 30, 90, 180, 365].map((days, index) => ({ days, advanced: incidence[index]![0], lost: incidence[index]![1] })),
    timeInStage: {
      medianHours,
      p25Hours: 6,
      p75Hours: null,
      p90Hours: null,
      events: advanced + lost,
      censored: open,
      unit: 'elapsed hours',
    },
    ...extra,
  };
}

export const leakage: LeakageResult = {
  ...coordinates('leakage'),
  totals: {
    handoffs: 2412,
    leadsWithHandoff: 2307,
    dispositions: { pending: 96, accepted: 884, acceptedBySilence: 731, rejected: 701 },
    lateRejections: 118,
    outcomes: { none: 1847, open: 311, lost: 164, won: 90 },
    wonAmount: { amount: '2184300.00', currency: 'USD' },
    openPipeline: { amount: '7420150.50', currency: 'USD', otherCurrencies: [{ amount: '310000.00', currency: 'EUR' }] },
    scoreEvidence: { history: 2110, import: 0, today: 240, none: 62 },
  },
  stages: [
    stage(
      'qualified',
      2412,
      1615,
      701,
      [
        [0.58, 0.24],
        [0.66, 0.28],
        [0.67, 0.29],
        [0.67, 0.29],
        [0.67, 0.29],
      ],
      41.2,
      {
        timeToExplicitDecision: { medianHours: 19.4, p90Hours: 46.8, events: 1585, censored: 827 },
      },
    ),
    stage(
      'accepted',
      1615,
      742,
      301,
      [
        [0.19, 0.04],
        [0.38, 0.12],
        [0.46, 0.18],
        [0.47, 0.19],
        [0.47, 0.19],
      ],
      512,
      { explicit: 884, silent: 731 },
    ),
    stage(
      'salesQualified',
      742,
      565,
      88,
      [
        [0.31, 0.02],
        [0.61, 0.07],
        [0.76, 0.12],
        [0.77, 0.12],
        [0.77, 0.12],
      ],
      340,
    ),
    stage(
      'opportunity',
      565,
      90,
      164,
      [
        [0.01, 0.03],
        [0.04, 0.09],
        [0.13, 0.22],
        [0.21, 0.33],
        [0.24, 0.38],
      ],
      null,
    ),
    { stage: 'won', reached: 90 },
  ],
  leaks: [
    {
      stage: 'accepted',
      kind: 'untouched',
      reason: '',
      count: 412,
      priced: true,
      expectedPipeline: { amount: '1236480.00', low: '980200.00', high: '1512900.00', currency: 'USD' },
      expectedRevenue: { amount: '364010.00', low: '241000.00', high: '502300.00', currency: 'USD' },
      because: '',
    },
    {
      stage: 'qualified',
      kind: 'unassigned',
      reason: '',
      count: 143,
      priced: true,
      expectedPipeline: { amount: '428900.00', low: '301200.00', high: '571400.00', currency: 'USD' },
      expectedRevenue: { amount: '126300.00', low: '70100.00', high: '189900.00', currency: 'USD' },
      because: '',
    },
    {
      stage: 'salesQualified',
      kind: 'stalled',
      reason: '',
      count: 36,
      priced: true,
      expectedPipeline: { amount: '611200.00', low: '402000.00', high: '835500.00', currency: 'USD' },
      expectedRevenue: { amount: '180100.00', low: '92400.00', high: '281000.00', currency: 'USD' },
      because: '',
    },
    {
      stage: 'qualified',
      kind: 'rejectedOutOfPolicy',
      reason: 'wrongCompanySize',
      count: 71,
      priced: true,
      expectedPipeline: { amount: '212700.00', low: '139000.00', high: '300100.00', currency: 'USD' },
      expectedRevenue: { amount: '62800.00', low: '30100.00', high: '101000.00', currency: 'USD' },
      because: '',
    },
    {
      stage: 'opportunity',
      kind: 'stalled',
      reason: '',
      count: 19,
      priced: true,
      expectedPipeline: null,
      expectedRevenue: null,
      because: 'fewer than 30 worked handoffs to price from',
    },
    {
      stage: 'qualified',
      kind: 'rejected',
      reason: 'noBudget',
      count: 240,
      priced: false,
      expectedPipeline: null,
      expectedRevenue: null,
      because: 'policy allows it: no lost pipeline',
    },
    {
      stage: 'qualified',
      kind: 'rejected',
      reason: 'notIcp',
      count: 198,
      priced: false,
      expectedPipeline: null,
      expectedRevenue: null,
      because: 'policy allows it: no lost pipeline',
    },
    {
      stage: 'opportunity',
      kind: 'lost',
      reason: '',
      count: 164,
      priced: false,
      expectedPipeline: null,
      expectedRevenue: null,
      because: 'policy allows it: no lost pipeline',
    },
    {
      stage: 'accepted',
      kind: 'lateRejected',
      reason: 'noResponse',
      count: 118,
      priced: false,
      expectedPipeline: null,
      expectedRevenue: null,
      because: 'policy allows it: no lost pipeline',
    },
  ],
  transitions: [
    { from: 'qualified', to: 'accepted', count: 1615 },
    { from: 'qualified', to: 'rejected', count: 701 },
  ],
};

export const previousLeakage: LeakageResult = {
  ...leakage,
  stages: leakage.stages.map((each, index) => ({ ...each, reached: Math.round(each.reached * [0.93, 0.88, 1.02, 1.1, 1.2][index]!) })),
};

/** A log-logistic curve that ends at `plateau`. */
function touchedWithin(plateau: number): { hours: number; share: number }[] {
  return Array.from({ length: 220 }, (_, index) => {
    const hours = 10 ** (-1.8 + (index / 219) * 5);
    return { hours, share: plateau / (1 + (9 / hours) ** 0.62) };
  });
}

function slaGroup(handoffs: number, rate: number, medianHours: number | null): SlaGroupBody {
  const pending = Math.round(handoffs * 0.04);
  const met = Math.round((handoffs - pending) * rate);
  const missed = handoffs - pending - met;
  const [low, high] = wilson(met, met + missed);
  const due = Math.round(handoffs * 0.95);
  return {
    handoffs,
    timeToFirstTouch: { medianHours, p90Hours: null, events: Math.round(handoffs * 0.78), censored: Math.round(handoffs * 0.22) },
    attainment: { met, missed, pending, excluded: 0, excludedReason: '', rate: met / Math.max(1, met + missed), low, high },
    untouchedBeyond72h: { count: Math.round(due * 0.27), due, rate: 0.27 },
    escalations: { manager: Math.round(handoffs * 0.3), vp: Math.round(handoffs * 0.21) },
    tooFew: handoffs < 30,
  };
}

function slaBody(handoffs: number, rate: number, medianHours: number | null): SlaBody {
  return {
    ...slaGroup(handoffs, rate, medianHours),
    delay: [
      { part: 'qualifiedToAssigned', medianHours: 3.4, p90Hours: 30.2, share: 0.31, count: 742 },
      { part: 'assignedToTouched', medianHours: 9.1, p90Hours: 71, share: 0.22, count: 742 },
      { part: 'touchedToDecided', medianHours: 6.2, p90Hours: 40.5, share: 0.12, count: 742 },
      { part: 'decidedToOpportunity', medianHours: 212, p90Hours: 900, share: 0.35, count: 565 },
    ],
    responseEffect: (
      [
        ['≤5 min', 61, 0.41],
        ['≤30 min', 148, 0.36],
        ['≤1 h', 120, 0.33],
        ['≤4 h', 310, 0.29],
        ['≤24 h', 560, 0.24],
        ['≤48 h', 240, 0.21],
        ['later', 441, 0.15],
        ['never', 22, 0.09],
      ] as const
    ).map(([bucket, count, bucketRate]) => {
      const [wilsonLow, wilsonHigh] = wilson(Math.round(count * bucketRate), count);
      return {
        bucket,
        count,
        rate: bucketRate,
        wilsonLow,
        wilsonHigh,
        adjusted: count < 30 ? null : bucketRate * 0.94 + 0.01,
        tooFew: count < 30,
      };
    }),
    touchedWithin: touchedWithin(0.82),
  };
}

export const sla: SlaResult = {
  ...coordinates('sla'),
  ...slaBody(2412, 0.44, 13.6),
  coverage: [],
  groups: (
    [
      ['DACH inside sales', 820, 0.52, 8.1, true],
      ['UK & Ireland', 611, 0.47, 12.4, true],
      ['Nordics', 402, 0.39, 19.9, true],
      ['Iberia', 215, 0.36, 22.5, true],
      ['Partner desk', 24, 0.25, 40, true],
      ['New starters', 197, 0.1, null, false],
      [null, 143, 0.02, null, true],
    ] as const
  ).map(([value, handoffs, rate, medianHours, measurable]) => ({
    by: 'team',
    value,
    measurable,
    ...slaGroup(handoffs, rate, medianHours),
  })),
};

function band(low: number, high: number, count: number, rate: number, expectedRate: number | null): Band {
  const successes = Math.round(count * rate);
  const [wilsonLow, wilsonHigh] = wilson(successes, count);
  return {
    low,
    high,
    count,
    successes,
    rate: count === 0 ? null : successes / count,
    wilsonLow,
    wilsonHigh,
    expectedRate,
    tooFew: count < 30,
  };
}

const bands = [
  band(40, 50, 420, 0.022, 0.02),
  band(50, 60, 510, 0.031, 0.04),
  band(60, 70, 460, 0.028, 0.07),
  band(70, 80, 240, 0.062, 0.12),
  band(80, 90, 95, 0.116, 0.2),
  band(90, 100, 21, 0.14, 0.3),
];

export const calibration: CalibrationResult = {
  ...coordinates('calibration'),
  warnings: [
    '240 handoffs have only today’s score and are left out; ask for --include-today to see how much they would flatter the score.',
  ],
  outcome: 'won',
  horizonDays: 180,
  population: 2104,
  successes: 72,
  immature: 1411,
  scoreEvidence: { history: 2104, import: 0, today: 240, none: 62 },
  bands,
  auc: { value: 0.63, low: 0.568, high: 0.692 },
  isotonic: [{ score: 40, rate: 0.022 }],
  worked: {
    population: 1746,
    successes: 72,
    auc: { value: 0.617, low: 0.552, high: 0.682 },
    bands,
    isotonic: [{ score: 40, rate: 0.022 }],
  },
  unworked: { population: 358, successes: 0, bands: [] },
  probabilities: 'definition',
  corp: { score: 0.0402, miscalibration: 0.0019, discrimination: 0.0012, uncertainty: 0.0395 },
  brier: 0.0402,
  logLoss: 0.171,
  calibrationSlope: 0.71,
  calibrationIntercept: -0.42,
  thresholds: Array.from({ length: 29 }, (_, index) => {
    const score = 40 + index * 2;
    const volume = Math.round(1746 * Math.exp(-((score - 40) ** 1.6) / 330));
    const successes = Math.min(volume, Math.round(72 * Math.exp(-((score - 40) ** 1.6) / 700)));
    const [wilsonLow, wilsonHigh] = wilson(successes, volume);
    return {
      score,
      volume,
      successes,
      precision: volume === 0 ? null : successes / volume,
      recall: successes / 72,
      lift: volume === 0 ? null : successes / volume / (72 / 1746),
      wilsonLow,
      wilsonHigh,
    };
  }),
  recommended: [
    {
      objective: 'breakEven',
      score: 68,
      reason: 'lowest score whose win rate reaches cost ÷ value = 0.0310',
      volumeChange: -512,
      successesLost: 9,
    },
    { objective: 'youden', score: 72, reason: 'largest sensitivity + specificity − 1 = 0.188', volumeChange: -640, successesLost: 14 },
  ],
  drift: ['2026-04', '2026-05', '2026-06', '2026-07', '2026-08', '2026-09'].map((month, index) => ({
    month,
    count: [640, 655, 702, 761, 803, 848][index]!,
    psi: [0.012, 0.019, 0.024, 0.041, 0.066, 0.071][index]!,
    psiCritical: 0.05,
    auc: [0.66, 0.65, 0.65, 0.62, 0.61, null][index]!,
    rejectionRate: [0.27, 0.28, 0.29, 0.33, 0.37, 0.38][index]!,
    definitionChanged: index === 3,
  })),
  closedWonProfile: {
    days: 90,
    wins: 90,
    scoreQuantiles: { p10: 48, p25: 55, median: 64, p75: 73, p90: 82 },
    shareBelowThreshold: 0.38,
    threshold: 60,
    signals: [],
    refusedSignals: [],
  },
};

function rejectionMonth(month: string, decided: number, rate: number, unfinished = false): RejectionMonth {
  const rejected = Math.round(decided * rate);
  const lateRejections = Math.round(decided * 0.05);
  const [wilsonLow, wilsonHigh] = wilson(rejected, decided);
  const accepted = Math.round((decided - rejected) * 0.55);
  return {
    month,
    decided,
    undecided: unfinished ? 96 : 0,
    rejected,
    accepted,
    acceptedBySilence: decided - rejected - accepted,
    lateRejections,
    rate: rejected / decided,
    rateWithLate: (rejected + lateRejections) / decided,
    wilsonLow,
    wilsonHigh,
    byReason: { noBudget: Math.round(rejected * 0.4), notIcp: rejected - Math.round(rejected * 0.4) },
    unfinished,
    tooFew: decided < 30,
  };
}

const monthly = (
  [
    ['2025-10', 502, 0.26],
    ['2025-11', 540, 0.25],
    ['2025-12', 388, 0.27],
    ['2026-01', 590, 0.26],
    ['2026-02', 601, 0.28],
    ['2026-03', 640, 0.25],
    ['2026-04', 640, 0.27],
    ['2026-05', 655, 0.28],
    ['2026-06', 702, 0.29],
    ['2026-07', 761, 0.3],
    ['2026-08', 803, 0.37],
    ['2026-09', 640, 0.38],
  ] as const
).map(([month, decided, rate], index) => rejectionMonth(month, decided, rate, index === 11));
const mean = 0.283;

export const rejections: RejectionsResult = {
  ...coordinates('rejections'),
  monthly,
  control: {
    mean,
    limits: monthly.map(({ month, decided }) => {
      const half = 3 * Math.sqrt((mean * (1 - mean)) / decided);
      return { month, low: mean - half, high: mean + half };
    }),
  },
  spikes: [
    { month: '2026-08', reason: 'wrongCompanySize', source: 'Paid social', count: 61, expected: 19.4, probability: 3.1e-9 },
    { month: '2026-08', reason: 'notIcp', source: null, count: 88, expected: 51.2, probability: 0.0000021 },
  ],
  reviewTriggered: null,
  reasons: (
    [
      ['noBudget', 240, 30],
      ['notIcp', 198, 12],
      ['wrongCompanySize', 131, 8],
      ['noResponse', 41, 48],
      ['duplicate', 52, 4],
      ['competitor', 21, 2],
      ['student', 12, 0],
      ['', 6, 14],
      ['badTiming', 0, 0],
    ] as const
  ).map(([reason, early, late]) => ({ reason, count: early + late, share: (early + late) / 819, early, late })),
  audit: [
    {
      handoffId: 'h-1',
      verdict: 'outOfPolicy',
      why: 'the company meets the size clause',
      clause: 'account.employees >= 200',
      value: '1200',
    },
    { handoffId: 'h-2', verdict: 'inPolicy', why: 'no contradiction', clause: null, value: null },
  ],
  outOfPolicy: {
    late: 118,
    withoutCode: 20,
    contradicted: 71,
    byLeader: [
      { leader: 'DACH inside sales', team: null, late: 61, withoutCode: 4, contradicted: 40, rejections: 402 },
      { leader: 'Nordics', team: null, late: 37, withoutCode: 10, contradicted: 20, rejections: 221 },
      { leader: null, team: null, late: 20, withoutCode: 6, contradicted: 11, rejections: 196 },
    ],
  },
};

export const velocity: VelocityResult = {
  ...coordinates('velocity'),
  withinDays: 90,
  monthly: ['2026-01', '2026-02', '2026-03', '2026-04', '2026-05', '2026-06', '2026-07', '2026-08', '2026-09'].map((month, index) => ({
    month,
    reachedWithin: [0.24, 0.25, 0.23, 0.24, 0.22, 0.21, 0.19, 0.16, 0.08][index]!,
    medianDays: [16, 15.2, 17, 16.4, 18.8, 19.5, 21, 22.5, 12][index]!,
    p90Days: [48, 46, 51, 49, 55, 58, 61, 64, 24][index]!,
    events: [141, 150, 147, 153, 144, 147, 145, 128, 60][index]!,
    lost: [230, 240, 250, 262, 270, 280, 290, 310, 250][index]!,
    open: [219, 211, 243, 225, 241, 275, 326, 365, 538][index]!,
    tooFew: false,
  })),
  all: { reachedWithin: 0.215, medianDays: 18.1, p90Days: 55, events: 1215, lost: 2382, open: 2643, tooFew: false },
};

export const hygiene: HygieneResult = {
  ...coordinates('hygiene'),
  checks: [
    {
      check: 'missingSource',
      object: 'lead',
      finding: '312 leads have no source',
      count: 312,
      of: 4120,
      share: 312 / 4120,
      pipelineAffected: { amount: '410200.00', currency: 'USD' },
      recordIds: [],
      distorts: ['attribution', 'leakage by source'],
    },
    {
      check: 'duplicatePerson',
      object: 'lead',
      finding: '96 people stand under more than one id',
      count: 96,
      of: 4120,
      share: 96 / 4120,
      pipelineAffected: { amount: '88000.00', currency: 'USD' },
      recordIds: [],
      distorts: ['leakage', 'rejections'],
    },
    {
      check: 'stalePipeline',
      object: 'opportunity',
      finding: '41 open opportunities have a close date in the past',
      count: 41,
      of: 565,
      share: 41 / 565,
      pipelineAffected: { amount: '1020400.00', currency: 'USD' },
      recordIds: [],
      distorts: ['open pipeline', 'velocity'],
    },
    {
      check: 'impossibleDates',
      object: 'opportunity',
      finding: '7 opportunities close before they are created',
      count: 7,
      of: 565,
      share: 7 / 565,
      pipelineAffected: { amount: '12000.00', currency: 'USD' },
      recordIds: [],
      distorts: ['velocity'],
    },
    {
      check: 'picklistViolations',
      object: 'lead',
      finding: 'no rejection carries a code outside the governed picklist',
      count: 0,
      of: 819,
      share: 0,
      pipelineAffected: { amount: '0.00', currency: 'USD' },
      recordIds: [],
      distorts: [],
    },
  ],
  fitness: [
    { metric: 'acceptance', grade: 'shown', because: 'status history covers every handoff' },
    {
      metric: 'timeToFirstTouch',
      grade: 'warned',
      because: '197 handoffs belong to users without any activity rows: not measurable, left out of their team’s rate',
    },
    { metric: 'calibration', grade: 'warned', because: '240 of 2,412 handoffs have only today’s score' },
    { metric: 'attribution', grade: 'notMeasurable', because: 'campaignMembers is missing from this extract' },
  ],
};

function headline(
  metric: string,
  label: string,
  unit: Headline['unit'],
  value: number | null,
  of: [number, number] | null,
  previous: number | null,
  interval: [number, number] | null = null,
  note = '',
): Headline {
  const [low, high] = of && unit === 'probability' ? wilson(of[0], of[1]) : (interval ?? [null, null]);
  return {
    metric,
    label,
    unit,
    value,
    numerator: of?.[0] ?? null,
    denominator: of?.[1] ?? null,
    low,
    high,
    previous,
    previousDenominator: of ? Math.round(of[1] * 0.93) : null,
    tooFew: of !== null && of[1] < 30,
    note,
  };
}

export const scorecard: ScorecardResult = {
  ...coordinates('scorecard'),
  period: { label: '2026-Q3', from: '2026-07-01T00:00:00+02:00', to: '2026-10-01T00:00:00+02:00' },
  previousPeriod: { label: '2026-Q2', from: '2026-04-01T00:00:00+02:00', to: '2026-07-01T00:00:00+02:00' },
  headlines: [
    headline(
      'acceptance',
      'Acceptance',
      'probability',
      1615 / 2316,
      [1615, 2316],
      0.715,
      null,
      'explicit and by silence, of handoffs whose window has ended',
    ),
    headline('explicitAcceptance', '– explicit', 'probability', 884 / 2316, [884, 2316], 0.331, null, 'sales said yes'),
    headline(
      'silentAcceptance',
      '– by silence',
      'probability',
      731 / 2316,
      [731, 2316],
      0.384,
      null,
      'nobody said anything within the window',
    ),
    headline('rejection', 'Rejection', 'probability', 701 / 2316, [701, 2316], 0.274, null, 'rejected within the window'),
    headline(
      'timeToFirstTouch',
      'Median time to first touch',
      'hours',
      13.6,
      null,
      16.2,
      [12.1, 15.4],
      'untouched handoffs count as still waiting',
    ),
    headline(
      'slaAttainment',
      'Response within target',
      'probability',
      1019 / 2316,
      [1019, 2316],
      0.452,
      null,
      'by the target in force at qualification',
    ),
    headline(
      'untouchedBeyond72h',
      'No logged touch after 72 h',
      'probability',
      619 / 2291,
      [619, 2291],
      0.231,
      null,
      'the accountability dead zone',
    ),
    headline(
      'conversion.qualified',
      'Qualified → accepted',
      'probability',
      1001 / 1495,
      [1001, 1495],
      0.68,
      null,
      'within 90 days of entering, entries that had the time',
    ),
    headline(
      'conversion.accepted',
      'Accepted → sales-qualified',
      'probability',
      460 / 1001,
      [460, 1001],
      0.47,
      null,
      'within 90 days of entering, entries that had the time',
    ),
    headline(
      'conversion.opportunity',
      'Opportunity → won',
      'probability',
      3 / 22,
      [3, 22],
      0.148,
      null,
      'within 90 days of entering, entries that had the time',
    ),
    headline(
      'timeInStage.opportunity',
      'Median time in opportunity',
      'hours',
      null,
      null,
      null,
      null,
      'still-open records count as still waiting',
    ),
    headline('velocity', 'Median days to opportunity', 'days', 18.1, null, 16.9, null, 'of those that get there; 1215 did'),
    headline(
      'reachedOpportunity',
      'Reach an opportunity',
      'probability',
      0.215,
      null,
      0.23,
      null,
      'cumulative incidence within the policy’s days, loss competing',
    ),
  ],
  sourced: {
    rule: 'sourced',
    criteria: 'opportunity.source in ("Web", "Paid social", "Event")',
    signed: true,
    count: 214,
    pipeline: { amount: '2710400.00', currency: 'USD' },
    revenue: { amount: '812000.00', currency: 'USD' },
  },
  influenced: {
    rule: 'influenced',
    criteria: null,
    signed: false,
    count: 402,
    pipeline: { amount: '5120000.00', currency: 'USD' },
    revenue: { amount: '1610300.00', currency: 'USD' },
  },
  attributionAgreement: { sourcedSigned: true, influencedSigned: false },
};
