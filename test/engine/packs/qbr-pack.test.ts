import { beforeAll, describe, expect, it } from 'vitest';
import { calibrationResultSchema } from '#contract/analyses/calibration.ts';
import { hygieneResultSchema } from '#contract/analyses/hygiene.ts';
import { leakageResultSchema } from '#contract/analyses/leakage.ts';
import { rejectionsResultSchema } from '#contract/analyses/rejections.ts';
import { scorecardResultSchema } from '#contract/analyses/scorecard.ts';
import { slaResultSchema } from '#contract/analyses/sla.ts';
import { velocityResultSchema } from '#contract/analyses/velocity.ts';
import { compareManifest } from '#engine/packs/compare-manifest.ts';
import { definitionsPdf } from '#engine/packs/definitions-pdf.ts';
import { manifestBytes, parseManifest, readManifest, valueAt } from '#engine/packs/manifest.ts';
import { checkSeal } from '#engine/packs/pdf/seal.ts';
import { answerSentence } from '#engine/packs/qbr/answer-page.ts';
import { type QbrPack, qbrPack } from '#engine/packs/qbr/qbr-pack.ts';
import type { QbrPackInput } from '#engine/packs/qbr/qbr-pack-input.ts';
import { definitionRows, qbrFixture } from './qbr-fixture.ts';
import { flatStruct, type ReadPdf, readPdf } from './read-pdf.ts';

const oneLine = (text: string) => text.replace(/\s+/g, ' ');

/** What an engine would answer that has not changed since. */
function recompute(input: QbrPackInput) {
  return async (analysis: string): Promise<unknown> => (input as unknown as Record<string, { result: unknown }>)[analysis]!.result;
}

it('is tested on results of the form that the contract promises', () => {
  const input = qbrFixture();
  scorecardResultSchema.parse(input.scorecard.result);
  leakageResultSchema.parse(input.leakage.result);
  slaResultSchema.parse(input.sla.result);
  calibrationResultSchema.parse(input.calibration.result);
  rejectionsResultSchema.parse(input.rejections.result);
  velocityResultSchema.parse(input.velocity.result);
  hygieneResultSchema.parse(input.hygiene.result);
});

describe('the QBR pack', () => {
  let pack: QbrPack;
  let pdf: ReadPdf;
  const whole = () => oneLine(pdf.pages.map((each) => each.text).join(' '));
  beforeAll(async () => {
    pack = await qbrPack(qbrFixture());
    pdf = await readPdf(pack.bytes);
  });

  it('opens with the answer', () => {
    const first = oneLine(pdf.pages[0]!.text);
    expect(first).toContain('Rejection rose to 30%, explicit acceptance rose to 38%;');
    for (const part of [
      'What changed',
      'What leaks most',
      '$1.24m',
      'What the council decided',
      'Raise the size clause',
      'What is asked of you',
      'Fund routing by intent',
    ])
      expect(first).toContain(part);
  });

  it('has a page for each question, bookmarked', () => {
    expect(pdf.outline).toEqual([
      'The answer',
      'Scorecard',
      'Funnel',
      'Leak ledger',
      'Response',
      'Response by team',
      'Calibration',
      'Thresholds',
      'Rejections',
      'Rejection audit',
      'Shared metric',
      'Contribution',
      'Definitions',
      'Decisions',
      'Data quality',
      'Methods',
      'Manifest',
    ]);
  });

  it('gives every figure words for those who cannot see it, and never skips a level of heading', () => {
    const nodes = pdf.pages.flatMap((each) => flatStruct(each.struct));
    const figures = nodes.filter((node) => node.role === 'Figure');
    expect(figures.length).toBeGreaterThanOrEqual(11);
    for (const figure of figures) expect(figure.alt?.length).toBeGreaterThan(15);
    const levels = nodes.filter((node) => /^H\d$/.test(node.role)).map((node) => Number(node.role[1]));
    expect(levels[0]).toBe(1);
    for (const [index, level] of levels.entries()) expect(level - (levels[index - 1] ?? 0)).toBeLessThanOrEqual(1);
  });

  it('shows both numbers, always', () => {
    expect(whole()).toContain('Marketing sourced $2.71m of pipeline and influenced $5.12m');
    expect(whole()).toContain('884 explicit · 731 by silence');
  });

  it('prints the four coordinates on every page', () => {
    for (const each of pdf.pages) {
      const text = oneLine(each.text);
      expect(text).toContain('as of 30 Sep 2026, 22:00 UTC (Europe/Berlin)');
      expect(text).toContain('MQL v3 (9f2c41ab)');
      expect(text).toContain('policy v2');
      expect(text).toContain('Parley 0.1.0');
    }
  });

  it('says too few and not measurable in words', () => {
    expect(whole()).toContain('too few (22)');
    expect(whole()).toContain('not measurable');
    expect(whole()).not.toMatch(/NaN|undefined|\bnull\b|Infinity/);
  });

  it('draws every sign', () => {
    expect(pack.missingCodePoints).toEqual([]);
  });

  it('carries who signed', () => {
    expect(whole()).toContain('Mara Lindqvist, marketing, 24 Jun 2026');
    expect(whole()).toContain('2 of 3 definitions are signed by marketing and sales');
  });

  it('is the same bytes twice, and other bytes for another number', async () => {
    expect(Buffer.compare(pack.bytes, (await qbrPack(qbrFixture())).bytes)).toBe(0);
    const input = qbrFixture();
    const leaks = input.leakage.result.leaks.map((leak, index) => (index === 0 ? { ...leak, count: leak.count + 1 } : leak));
    const other = await qbrPack({ ...input, leakage: { ...input.leakage, result: { ...input.leakage.result, leaks } } });
    expect(Buffer.compare(pack.bytes, other.bytes)).not.toBe(0);
  });

  it('stays small and within its pages', () => {
    expect(pack.bytes.length).toBeLessThan(300_000);
    expect(pack.pages).toBeLessThanOrEqual(18);
  });

  it('fits Letter', async () => {
    const letter = await readPdf((await qbrPack(qbrFixture({ paper: 'Letter' }))).bytes);
    expect(letter.pages[0]!.width).toBeCloseTo(612, 1);
    expect(letter.outline).toEqual(pdf.outline);
    expect(letter.pages.length).toBeLessThanOrEqual(19);
  });

  it('stands on results that hold nothing', async () => {
    const input = qbrFixture();
    const nothing = { population: 0, successes: 0, auc: null, bands: [], isotonic: [] };
    const empty = await qbrPack({
      ...input,
      previousLeakage: null,
      scorecard: { ...input.scorecard, result: { ...input.scorecard.result, headlines: [] } },
      leakage: { ...input.leakage, result: { ...input.leakage.result, stages: [], leaks: [], transitions: [] } },
      sla: {
        ...input.sla,
        result: { ...input.sla.result, groups: undefined, touchedWithin: [], delay: [], responseEffect: [], escalations: {} },
      },
      calibration: {
        ...input.calibration,
        result: {
          ...input.calibration.result,
          worked: nothing,
          thresholds: [],
          recommended: [],
          drift: [],
          corp: null,
          closedWonProfile: { ...input.calibration.result.closedWonProfile, scoreQuantiles: null, threshold: null },
        },
      },
      rejections: {
        ...input.rejections,
        result: {
          ...input.rejections.result,
          monthly: [],
          reasons: [],
          spikes: [],
          audit: [],
          control: { mean: null, limits: [] },
          outOfPolicy: { late: 0, withoutCode: 0, contradicted: 0, byLeader: [] },
        },
      },
      velocity: {
        ...input.velocity,
        result: {
          ...input.velocity.result,
          monthly: [],
          all: { reachedWithin: null, medianDays: null, p90Days: null, events: 0, lost: 0, open: 0, tooFew: true },
        },
      },
      hygiene: { ...input.hygiene, result: { ...input.hygiene.result, checks: [], fitness: [] } },
      definitions: [],
      decisions: [],
      asks: [],
    });
    const text = oneLine((await readPdf(empty.bytes)).pages.map((each) => each.text).join(' '));
    for (const said of [
      'No leak of this cohort can be priced',
      'No definition is signed yet',
      'No decision was recorded',
      'No rejection in this cohort',
    ])
      expect(text).toContain(said);
    expect(text).not.toMatch(/NaN|undefined|Infinity/);
  });
});

describe('the answer in a sentence', () => {
  it('says so where nothing moved and nothing can be priced', () => {
    const input = qbrFixture();
    const still = {
      ...input,
      scorecard: { ...input.scorecard, result: { ...input.scorecard.result, headlines: [] } },
      leakage: { ...input.leakage, result: { ...input.leakage.result, leaks: [] } },
    };
    expect(answerSentence(still)).toBe('No headline clearly moved; no leak can be priced yet.');
  });
});

describe('the manifest', () => {
  let pack: QbrPack;
  const input = qbrFixture();
  beforeAll(async () => {
    pack = await qbrPack(input);
  });

  it('is attached, readable by anyone, and says what is printed', async () => {
    const read = readManifest(pack.bytes);
    expect(read).toEqual(JSON.parse(JSON.stringify(pack.manifest)));
    const { attachments } = await readPdf(pack.bytes, 1);
    expect(Buffer.from(attachments['manifest.json']!).equals(Buffer.from(manifestBytes(pack.manifest)))).toBe(true);
    expect(read.figures.length).toBeGreaterThan(50);
    for (const figure of read.figures)
      expect(figure.value).toEqual(
        valueAt((input as unknown as Record<string, { result: unknown }>)[figure.analysis]!.result, figure.path),
      );
    expect(new Set(read.figures.map((figure) => figure.id)).size).toBe(read.figures.length);
    expect(checkSeal(pack.bytes).ok).toBe(true);
  });

  it('holds against an engine that answers the same', async () => {
    expect(await compareManifest(pack.manifest, recompute(input))).toEqual({ ok: true, checked: pack.manifest.figures.length });
  });

  it('asks each question once', async () => {
    const asked: string[] = [];
    await compareManifest(pack.manifest, async (analysis, request) => {
      asked.push(JSON.stringify([analysis, request]));
      return recompute(input)(analysis);
    });
    expect(new Set(asked).size).toBe(asked.length);
  });

  it('names the first figure and value that differ', async () => {
    const { result } = input.sla;
    const changed = {
      ...input,
      sla: { ...input.sla, result: { ...result, attainment: { ...result.attainment, met: result.attainment.met + 1 } } },
    };
    expect(await compareManifest(pack.manifest, recompute(changed))).toMatchObject({
      ok: false,
      firstDifference: {
        figure: 'sla.attainment',
        path: '/attainment/met',
        printed: result.attainment.met,
        recomputed: result.attainment.met + 1,
      },
    });
  });

  it('notices what is missing or too much', async () => {
    const { result } = input.leakage;
    const fewer = { ...input, leakage: { ...input.leakage, result: { ...result, leaks: result.leaks.slice(1) } } };
    expect((await compareManifest(pack.manifest, recompute(fewer))).ok).toBe(false);
    const more = {
      ...input,
      velocity: { ...input.velocity, result: { ...input.velocity.result, all: { ...input.velocity.result.all, extra: 1 } } },
    };
    expect((await compareManifest(pack.manifest, recompute(more as QbrPackInput))).firstDifference).toMatchObject({
      figure: 'velocity.all',
      path: '/all/extra',
    });
  });

  it.each(['{}', '[]', 'null', '{"format":"parley-manifest/1"}', '{"format":"other/1"}'])('is refused as %s', (text) => {
    expect(() => parseManifest(text)).toThrowError(expect.objectContaining({ code: 'E_MANIFEST' }));
  });

  it('carries no handoff, no record and no person', () => {
    const text = new TextDecoder().decode(manifestBytes(pack.manifest));
    for (const canary of ['h-1', 'recordIds', 'Mara', 'Okafor', 'handoffId']) expect(text).not.toContain(canary);
  });
});

describe('the definition table', () => {
  const input = {
    paper: 'Letter',
    workspace: { id: 'w', name: 'North' },
    logHead: null,
    asOf: '2026-09-30T22:00:00Z',
    timeZone: 'UTC',
    engine: '0.1.0',
    definitions: definitionRows,
  } as const;

  it('prints rule, owner, sign-offs and hashes, and what is only a slide', async () => {
    const { bytes, manifest } = await definitionsPdf({ ...input, definitions: [...definitionRows] });
    const text = oneLine((await readPdf(bytes)).pages.map((each) => each.text).join(' '));
    for (const said of [
      'MQL v3',
      'lead.score >= 60 and',
      'Mara Lindqvist',
      'No rule: a slide, not a definition.',
      'no owner',
      'not signed',
      definitionRows[0]!.hash,
    ])
      expect(text).toContain(said);
    expect(readManifest(bytes)).toEqual(JSON.parse(JSON.stringify(manifest)));
    expect(manifest.definitions).toHaveLength(3);
  });

  it('says what a picklist holds, and that a governed list is one', async () => {
    const [row] = definitionRows;
    const list = { ...row!, criteria: null, english: null };
    const { bytes } = await definitionsPdf({
      ...input,
      definitions: [
        { ...list, values: ['noBudget: No budget', 'notIcp: Not ICP'] },
        { ...list, term: 'Sources' },
      ],
    });
    const text = oneLine((await readPdf(bytes)).pages[0]!.text);
    expect(text).toContain('noBudget: No budget · notIcp: Not ICP');
    expect(text).toContain('A governed list, kept in the workspace.');
  });

  it('is a page also without definitions', async () => {
    const { bytes } = await definitionsPdf({ ...input, definitions: [] });
    expect((await readPdf(bytes)).pages[0]!.text).toContain('No definition is signed yet.');
  });
});
