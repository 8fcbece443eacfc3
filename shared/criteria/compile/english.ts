import type { CheckedCriteria } from '../check.ts';
import { clausesOf } from '../clauses.ts';
import { type FieldCatalog, findField } from '../field-catalog.ts';
import { formatLiteral } from '../format.ts';
import type { CompareOperator, FieldRef, Literal, Predicate, RelatedName, Rule, Window } from '../tree.ts';
import { type CompiledRule, type CompileOptions, compiledHead } from './compiled-rule.ts';

/** Compiles a checked rule to English, one sentence a clause, for the printed definition table. */
export function compileEnglish(checked: CheckedCriteria, options: CompileOptions): CompiledRule {
  const sentences = clausesOf(checked.rule).map(({ rule }) => `${capital(sayRule(rule, options.catalog))}.`);
  return { target: 'english', ...compiledHead(checked), text: `${sentences.join('\n')}\n`, unsupported: [], notes: [] };
}

function sayRule(rule: Rule, catalog: FieldCatalog): string {
  if (rule.kind === 'not') return `it is not so that ${sayRule(rule.part, catalog)}`;
  if (rule.kind === 'and' || rule.kind === 'or') {
    const parts = rule.parts.map((part) => sayRule(part, catalog));
    return rule.kind === 'and'
      ? `${rule.parts.length === 2 ? 'both ' : 'all of this: '}${parts.join(', and ')}`
      : `either ${parts.join(', or ')}`;
  }
  return sayPredicate(rule, catalog);
}

function sayPredicate(rule: Predicate, catalog: FieldCatalog): string {
  const field = (ref: FieldRef) => sayField(ref, catalog);
  const time = (ref: FieldRef) => findField(catalog, ref)?.type === 'time';
  switch (rule.kind) {
    case 'compare':
      if (rule.value.kind === 'boolean') return `${field(rule.field)} is ${(rule.operator === '=') === rule.value.value ? '' : 'not '}true`;
      return `${field(rule.field)} ${(time(rule.field) ? timeWords : words)[rule.operator]} ${sayValue(rule.value)}`;
    case 'in':
      return `${field(rule.field)} is ${rule.negated ? 'none' : 'one'} of ${listed(rule.values, 'and')}`;
    case 'inPicklist':
      return `${field(rule.field)} is ${rule.negated ? 'not ' : ''}in the picklist ${rule.picklist}`;
    case 'between':
      return `${field(rule.field)} is ${rule.negated ? 'not ' : ''}between ${sayValue(rule.low)} and ${sayValue(rule.high)}, both included`;
    case 'match': {
      const verb = {
        contains: ['contains', 'contain'],
        'starts with': ['starts with', 'start with'],
        'ends with': ['ends with', 'end with'],
      }[rule.mode];
      return `${field(rule.field)} ${rule.negated ? `does not ${verb[1]}` : verb[0]} ${listed(rule.values, 'or')}`;
    }
    case 'is':
      return `${field(rule.field)} is ${(rule.state === 'empty') !== rule.negated ? 'empty' : 'filled in'}`;
    case 'duration':
      return `the time from ${field(rule.from)} to ${field(rule.to)} ${words[rule.operator]} ${amount(rule.value.decimal, rule.unit)}`;
    case 'within':
      return `${field(rule.field)} lies ${sayWindow(rule.window, catalog)}`;
    case 'exists':
      return `there is ${one[rule.related]}${sayWhere(rule.where, catalog)}${rule.window ? ` ${sayWindow(rule.window, catalog)}` : ''}`;
    case 'count': {
      const what = `the number of ${many[rule.related]}${sayWhere(rule.where, catalog)}${rule.window ? ` ${sayWindow(rule.window, catalog)}` : ''}`;
      return `${what} ${words[rule.operator]} ${rule.value.decimal}`;
    }
  }
}

const words: Record<CompareOperator, string> = {
  '=': 'is',
  '!=': 'is not',
  '<': 'is under',
  '<=': 'is at most',
  '>': 'is over',
  '>=': 'is at least',
};
const timeWords: Record<CompareOperator, string> = {
  '=': 'is on',
  '!=': 'is not on',
  '<': 'is before',
  '<=': 'is on or before',
  '>': 'is after',
  '>=': 'is on or after',
};
const one: Record<RelatedName, string> = {
  touch: 'a touch',
  activity: 'an activity',
  stageChange: 'a stage change',
  opportunity: 'an opportunity',
};
const many: Record<RelatedName, string> = {
  touch: 'touches',
  activity: 'activities',
  stageChange: 'stage changes',
  opportunity: 'opportunities',
};

function sayField(ref: FieldRef, catalog: FieldCatalog): string {
  const known = findField(catalog, ref);
  const object = spaced(ref.object);
  if (known?.label) return `the ${object}'s ${known.label}`;
  if (known?.custom) return `the ${object}'s ${ref.name}`;
  const name = known?.type === 'time' ? ref.name.replace(/At$/, ' time').replace(/^at$/, 'time') : ref.name;
  return `the ${object}'s ${spaced(name)}`;
}

function sayWhere(where: Rule | null, catalog: FieldCatalog): string {
  return where === null ? '' : ` such that ${sayRule(where, catalog)}`;
}

function sayWindow({ amount: { decimal }, unit, direction, anchor }: Window, catalog: FieldCatalog): string {
  const edge = anchor === 'as of' ? "the extract's as-of time" : sayField(anchor, catalog);
  return `within the ${amount(decimal, unit)} ${direction} ${edge}`;
}

function amount(decimal: string, unit: string): string {
  return `${decimal} ${decimal === '1' ? unit.slice(0, -1) : unit}`;
}

function sayValue(value: Literal): string {
  return value.kind === 'text' ? `“${value.value}”` : formatLiteral(value);
}

function listed(values: readonly Literal[], word: 'and' | 'or'): string {
  const said = values.map(sayValue);
  return said.length < 2 ? said.join('') : `${said.slice(0, -1).join(', ')} ${word} ${said.at(-1)}`;
}

function spaced(name: string): string {
  return name.replace(/([\p{Ll}\p{N}])(\p{Lu})/gu, (_, before: string, after: string) => `${before} ${after.toLowerCase()}`);
}

function capital(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}
