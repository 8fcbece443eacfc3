/** Where two sets of figures differ, and how many were looked at. */
export interface Comparison {
  checked: number;
  differences: string[];
}

type Node = Record<string, unknown>;
const isNode = (value: unknown): value is Node => value !== null && typeof value === 'object';

function agrees(path: string, expected: unknown, got: unknown): boolean {
  if (typeof expected === 'number' && typeof got === 'number') {
    return Math.abs(expected - got) <= (/(Hours|Days)$/.test(path) ? 1e-3 : 1e-12);
  }
  if (typeof expected === 'string' && isNode(got)) return got.amount === expected && got.currency === 'USD';
  return expected === got;
}

/** The entry of a list that speaks of the same group, month, stage or band; a band without records may be absent. */
function partner(entry: unknown, index: number, list: unknown): unknown {
  if (!Array.isArray(list)) return undefined;
  if (!isNode(entry)) return list[index];
  const keys = ['by', 'value', 'month', 'stage', 'days', 'low'].filter((key) => key in entry);
  return keys.length === 0 ? list[index] : list.find((other: Node) => keys.every((key) => other[key] === entry[key]));
}

/** Compares every value that `expected` holds with its place in `got`. */
export function compareFigures(
  name: string,
  expected: unknown,
  got: unknown,
  into: Comparison = { checked: 0, differences: [] },
): Comparison {
  if (Array.isArray(expected)) {
    if (!Array.isArray(got)) into.differences.push(`${name}: expected a list`);
    expected.forEach((entry, index) => {
      if (isNode(entry) && 'high' in entry && entry.count === 0) return;
      const key = isNode(entry) ? (entry.value ?? entry.month ?? entry.stage ?? entry.days ?? entry.low ?? index) : index;
      compareFigures(`${name}/${String(key)}`, entry, partner(entry, index, got), into);
    });
  } else if (isNode(expected)) {
    for (const [key, value] of Object.entries(expected)) compareFigures(`${name}/${key}`, value, isNode(got) ? got[key] : undefined, into);
  } else {
    into.checked++;
    if (!agrees(name, expected, got)) into.differences.push(`${name}: expected ${JSON.stringify(expected)}, got ${JSON.stringify(got)}`);
  }
  return into;
}
