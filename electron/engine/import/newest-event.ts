import type { ExtractKind } from '#domain/canonical-fields.ts';
import type { Column } from '#domain/columns.ts';

const eventFields = [
  'createdAt',
  'updatedAt',
  'qualifiedAt',
  'assignedAt',
  'firstTouchAt',
  'acceptedAt',
  'rejectedAt',
  'salesQualifiedAt',
  'recycledAt',
  'convertedAt',
];

/** The newest moment at which something happened to these rows, ms UTC, -Infinity where none is known. Plans and due dates are no events. */
export function newestEventMs(kind: ExtractKind, columns: ReadonlyMap<string, Column>): number {
  let newest = Number.NEGATIVE_INFINITY;
  const take = (name: string, counts?: (row: number) => boolean) => {
    const column = columns.get(name);
    if (column?.kind !== 'time') return;
    const { values } = column;
    for (let row = 0; row < values.length; row++) {
      const value = values[row]!;
      if (value > newest && (!counts || counts(row))) newest = value;
    }
  };
  for (const name of eventFields) take(name);
  const isTrue = (name: string) => {
    const column = columns.get(name);
    return column?.kind === 'boolean' ? (row: number) => column.values[row] === 1 : undefined;
  };
  if (kind === 'activities') {
    const isCompleted = columns.has('custom.activityAt') || columns.has('custom.activityDate') ? () => false : isTrue('isCompleted');
    take('at', isCompleted);
    take('custom.completedAt');
  } else take('at');
  if (kind === 'opportunities' && !columns.has('createdAt') && !columns.has('updatedAt')) take('closedAt', isTrue('isClosed'));
  return newest;
}
