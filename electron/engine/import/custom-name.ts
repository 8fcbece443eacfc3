/**
 * The custom field that a header becomes: `Budget_Status__c` → `budgetStatus`, `Original Source Drill-Down 1` → `originalSourceDrillDown1`.
 * Letters and digits of any script stay; a header without any is `column<n>`.
 */
export function customName(header: string, index: number): string {
  const words = header
    .normalize('NFC')
    .trim()
    .replace(/__c$/i, '')
    .replace(/(\p{Ll}|\p{N})(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
  if (words.length === 0) return `column${index + 1}`;
  const name = words
    .map((word, place) => (place === 0 ? word.toLowerCase() : word[0]!.toUpperCase() + word.slice(1).toLowerCase()))
    .join('');
  return /^\p{N}/u.test(name) ? `n${name}` : name;
}
