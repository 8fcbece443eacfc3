import type { DefinitionContent, DefinitionKind } from '#domain/definition.ts';
import { ParleyError } from '#domain/errors.ts';

const needsCriteria: ReadonlySet<DefinitionKind> = new Set(['stage', 'icp', 'sourced', 'influenced', 'opportunityCriteria']);

/** Refuses to put a version before the council while one of its parts is missing. Throws E_INCOMPLETE naming all of them. */
export function requireComplete(content: DefinitionContent, label: string): void {
  const missing: string[] = [];
  if (content.ownerId === null) missing.push('an owner (a member)');
  if (content.ownerTitle === '') missing.push("the owner's title");
  if (content.rationale === '') missing.push('a rationale');
  if (needsCriteria.has(content.kind) && content.criteria === null) missing.push('criteria');
  if (content.kind === 'stage' && content.stage === null) missing.push('the stage that it admits to');
  if (content.kind === 'picklist' && !content.picklist?.length) missing.push('picklist values');
  if (content.kind === 'scoreModel' && !content.thresholds?.length) missing.push('thresholds');
  if (missing.length > 0)
    throw new ParleyError('E_INCOMPLETE', `${label}: to be proposed it still needs ${missing.join(', ')}. Edit the draft.`, {
      data: { missing },
    });
}
