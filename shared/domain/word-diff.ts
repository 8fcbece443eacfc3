/** A run of words (with the blanks after them) that stayed, went or came. */
export interface WordRun {
  change: 'same' | 'removed' | 'added';
  text: string;
}

/** Past this many pairs of words the middle of two texts is shown as replaced whole. */
const mostPairs = 4_000_000;

/**
 * The difference of two texts in runs of words.
 * @param before any text.
 * @param after any text.
 * @returns runs whose `same` and `removed` texts together are `before`, and whose `same` and `added` texts are `after`; none for two empty texts.
 *   Texts whose differing middles multiply to more than 4,000,000 pairs of words are shown as replaced there.
 * @source longest common subsequence by dynamic programming: Wagner & Fischer (1974).
 */
export function wordDiff(before: string, after: string): WordRun[] {
  const [left, right] = [wordsOf(before), wordsOf(after)];
  let start = 0;
  while (start < left.length && start < right.length && left[start] === right[start]) start++;
  let end = 0;
  while (end < left.length - start && end < right.length - start && left.at(-1 - end) === right.at(-1 - end)) end++;
  const runs: WordRun[] = [];
  const add = (change: WordRun['change'], words: string[]) => {
    if (words.length === 0) return;
    const last = runs.at(-1);
    if (last?.change === change) last.text += words.join('');
    else runs.push({ change, text: words.join('') });
  };
  add('same', left.slice(0, start));
  for (const { change, word } of middle(left.slice(start, left.length - end), right.slice(start, right.length - end))) add(change, [word]);
  add('same', left.slice(left.length - end));
  return runs;
}

/**
 * How alike two texts are: twice the words in common order over all words.
 * @returns 0…1; two empty texts are alike (1).
 */
export function likeness(before: string, after: string): number {
  const [left, right] = [wordsOf(before).map((word) => word.trim()), wordsOf(after).map((word) => word.trim())];
  if (left.length + right.length === 0) return 1;
  if (left.length * right.length > mostPairs) return left.join() === right.join() ? 1 : 0;
  return (2 * commonLengths(left, right)[0]!) / (left.length + right.length);
}

function wordsOf(text: string): string[] {
  return text.match(/\S+\s*|\s+/g) ?? [];
}

function middle(left: string[], right: string[]): { change: WordRun['change']; word: string }[] {
  const replaced = [
    ...left.map((word) => ({ change: 'removed' as const, word })),
    ...right.map((word) => ({ change: 'added' as const, word })),
  ];
  if (left.length === 0 || right.length === 0 || left.length * right.length > mostPairs) return replaced;
  const common = commonLengths(left, right);
  const width = right.length + 1;
  const steps: { change: WordRun['change']; word: string }[] = [];
  let [i, j] = [0, 0];
  while (i < left.length || j < right.length) {
    if (i < left.length && j < right.length && left[i] === right[j]) {
      steps.push({ change: 'same', word: left[i]! });
      i++;
      j++;
    } else if (i < left.length && (j === right.length || common[(i + 1) * width + j]! >= common[i * width + j + 1]!))
      steps.push({ change: 'removed', word: left[i++]! });
    else steps.push({ change: 'added', word: right[j++]! });
  }
  return steps;
}

/** Lengths of the longest common subsequences of all pairs of suffixes; the first is that of the whole texts. */
function commonLengths(left: string[], right: string[]): Uint32Array {
  const width = right.length + 1;
  const lengths = new Uint32Array((left.length + 1) * width);
  for (let i = left.length - 1; i >= 0; i--)
    for (let j = right.length - 1; j >= 0; j--)
      lengths[i * width + j] =
        left[i] === right[j] ? lengths[(i + 1) * width + j + 1]! + 1 : Math.max(lengths[(i + 1) * width + j]!, lengths[i * width + j + 1]!);
  return lengths;
}
