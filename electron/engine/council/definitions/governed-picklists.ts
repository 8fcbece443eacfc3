import type { Workspace } from '../../workspace/workspace.ts';
import { definitionsInForce } from './definitions-in-force.ts';

/** How rules name a picklist: `Free mail domains` is `@freeMailDomains`. */
export function picklistName(term: string): string {
  const words = term.match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.map((word, index) => (index === 0 ? word[0]!.toLowerCase() : word[0]!.toUpperCase()) + word.slice(1)).join('');
}

/**
 * The picklists in force at a moment by the names that rules use, with the codes that are not retired.
 * @param motion the motion whose lists are wanted; where another motion alone governs a list, that one counts. Undefined: any motion's.
 */
export function governedPicklists(workspace: Workspace, atMs: number, motion?: string): Record<string, string[]> {
  const wanted = motion?.toLowerCase();
  const lists: Record<string, string[]> = {};
  const versions = definitionsInForce(workspace, atMs).filter(({ content }) => content.picklist !== null);
  const ofMotion = (version: (typeof versions)[number]) => version.content.motion.toLowerCase() === wanted;
  for (const { content } of [...versions.filter((one) => !ofMotion(one)), ...versions.filter(ofMotion)])
    lists[picklistName(content.term)] = content.picklist!.filter(({ retired }) => !retired).map(({ code }) => code);
  return lists;
}
