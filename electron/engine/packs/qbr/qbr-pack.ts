import { loadCharts } from '../load-charts.ts';
import { type Manifest, manifestBytes, manifestName, mergeCoordinates } from '../manifest.ts';
import { manifestBlocks } from '../manifest-blocks.ts';
import { type ComposedDocument, composeDocument } from '../pdf/compose.ts';
import { answerPage } from './answer-page.ts';
import { calibrationPage, thresholdPage } from './calibration-page.ts';
import { decisionsPage } from './decisions-page.ts';
import { definitionsPage } from './definitions-page.ts';
import { footerText } from './evidence.ts';
import { funnelPage } from './funnel-page.ts';
import { ledgerPage } from './ledger-page.ts';
import { methodsPage } from './methods-page.ts';
import { type PageKit, page } from './page-kit.ts';
import type { QbrPackInput } from './qbr-pack-input.ts';
import { qualityPage } from './quality-page.ts';
import { auditPage, rejectionsPage } from './rejections-page.ts';
import { responsePage, teamsPage } from './response-page.ts';
import { contributionPage, scorecardPage } from './scorecard-page.ts';
import { velocityPage } from './velocity-page.ts';

export interface QbrPack extends ComposedDocument {
  manifest: Manifest;
}

/** The QBR pack as a PDF: the answer first, one message a page, the manifest attached. Equal inputs give equal bytes. */
export async function qbrPack(input: QbrPackInput): Promise<QbrPack> {
  const kit: PageKit = { charts: await loadCharts(), cited: [] };
  const results = [input.scorecard, input.leakage, input.sla, input.calibration, input.rejections, input.velocity, input.hygiene].map(
    (each) => each.result,
  );
  const coordinates = input.scorecard.result;
  const title = `QBR pack ${coordinates.period.label} – ${input.workspace.name}`;
  const sections = [
    answerPage(input),
    scorecardPage(kit, input),
    funnelPage(kit, input),
    ledgerPage(kit, input),
    responsePage(kit, input),
    teamsPage(kit, input),
    calibrationPage(kit, input),
    thresholdPage(kit, input),
    rejectionsPage(kit, input),
    auditPage(input),
    velocityPage(kit, input),
    contributionPage(kit, input),
    definitionsPage(input),
    decisionsPage(input),
    qualityPage(kit, input),
    methodsPage(input),
  ];
  const merged = mergeCoordinates(results);
  const manifest: Manifest = {
    format: 'parley-manifest/1',
    document: 'qbr',
    title,
    asOf: coordinates.asOf,
    timeZone: coordinates.timeZone,
    engine: coordinates.engine,
    workspaceId: input.workspace.id,
    logHead: input.logHead,
    ...merged,
    figures: kit.cited,
  };
  const bytes = manifestBytes(manifest);
  sections.push(page('Manifest', 'What this pack was made from, and how to check it.', manifestBlocks(manifest, bytes)));
  const composed = await composeDocument({
    title,
    shortTitle: title,
    paper: input.paper,
    lang: 'en',
    asOf: coordinates.asOf,
    producer: `Parley ${coordinates.engine}`,
    footer: footerText('Coordinates', { ...coordinates, ...merged }),
    sections,
    attachments: [
      {
        name: manifestName,
        type: 'application/json',
        description: 'Definition versions, extract hashes and every figure of this pack',
        data: bytes,
      },
    ],
  });
  return { ...composed, manifest };
}
