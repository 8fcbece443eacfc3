import type { Block } from '#engine/packs/pdf/blocks.ts';
import type { DocumentPlan } from '#engine/packs/pdf/compose.ts';

/** A small document around some blocks. */
export function planOf(blocks: Block[], change: Partial<DocumentPlan> = {}): DocumentPlan {
  return {
    title: 'A document',
    shortTitle: 'A document',
    paper: 'A4',
    lang: 'en',
    asOf: '2026-06-30T00:00:00Z',
    producer: 'Parley test',
    footer: 'as of 30 Jun 2026 · MQL v3',
    sections: [{ name: 'Section', blocks }],
    attachments: [],
    ...change,
  };
}
