import { clausesOf } from './clauses.ts';
import { type FieldCatalog, findField } from './field-catalog.ts';
import { fieldText, type Rule } from './tree.ts';
import { fieldRefsOf, predicatesOf } from './walk.ts';

/** A field that a clause reads: whether the CRM has it, and in what share of records it is filled (null where that is not known). */
export interface ClauseField {
  field: string;
  known: boolean;
  label: string | null;
  fillRate: number | null;
}

/** A clause counts as queryable if all its fields exist and none is known to be empty everywhere. */
export interface ClauseQueryability {
  clause: string;
  fields: ClauseField[];
  queryable: boolean;
}

/** For each clause of a rule, whether its fields exist in the CRM and are filled. A rule that does not check is answered too. */
export function queryability(rule: Rule, catalog: FieldCatalog): ClauseQueryability[] {
  return clausesOf(rule).map((clause) => {
    const fields = new Map<string, ClauseField>();
    for (const predicate of predicatesOf(clause.rule, true)) {
      for (const ref of fieldRefsOf(predicate)) {
        const found = findField(catalog, ref);
        const base = found?.derivedFrom === undefined ? found : findField(catalog, { ...ref, name: found.derivedFrom });
        const field = fieldText(ref);
        fields.set(field, { field, known: base !== undefined, label: found?.label ?? null, fillRate: base?.fillRate ?? null });
      }
    }
    const all = [...fields.values()];
    return { clause: clause.text, fields: all, queryable: all.every(({ known, fillRate }) => known && fillRate !== 0) };
  });
}
