import { definitionsMessage, definitionTable, rationaleBlocks } from '../definition-table.ts';
import type { Section } from '../pdf/blocks.ts';
import { note, page } from './page-kit.ts';
import type { QbrPackInput } from './qbr-pack-input.ts';

export function definitionsPage(input: QbrPackInput): Section {
  return page('Definitions', definitionsMessage(input.definitions), [
    definitionTable(input.definitions),
    note('A sign-off holds for one exact version, by the hash of its content; the short code after a date is the signing key.'),
    ...rationaleBlocks(input.definitions),
  ]);
}
