import type { Table } from '#domain/columns.ts';
import { stageCode } from '#domain/stages.ts';
import type { Timeline } from './timeline.ts';

/** Where handoffs start, by lead row and time. */
export interface Starts {
  count: number;
  leadRow: Int32Array;
  cycle: Uint16Array;
  at: Float64Array;
  /** Stage that the lead entered: qualified, or a later one where it skipped MQL or was created beyond it. */
  stage: Uint8Array;
  implied: Uint8Array;
}

interface StartInputs {
  asOfMs: number;
  leads: Table;
  included: Uint8Array;
  timeline: Timeline;
  stageToday: Uint8Array;
  admits: Uint8Array | undefined;
}

function isLater(stage: number): boolean {
  return stage === stageCode.accepted || stage === stageCode.salesQualified || stage === stageCode.converted;
}

/**
 * Finds every entry into the qualified stage: from stage history, else from the mapped time, else from today's status.
 * A lead created in a qualified or later stage starts at its creation; one that skips MQL at its first later stage.
 */
export function findStarts({ asOfMs, leads, included, timeline, stageToday, admits }: StartInputs): Starts {
  const leadCount = leads.rowCount;
  const status = timeline.status;
  const created = leads.column('createdAt');
  const createdAt = created?.kind === 'time' ? created.values : new Float64Array(leadCount).fill(Number.NaN);
  const mappedColumn = leads.column('qualifiedAt');
  const mapped = mappedColumn?.kind === 'time' ? mappedColumn.values : undefined;
  const capacity = leadCount + (status ? status.at.length : 0);
  const leadRow = new Int32Array(capacity);
  const cycle = new Uint16Array(capacity);
  const at = new Float64Array(capacity);
  const stage = new Uint8Array(capacity);
  const implied = new Uint8Array(capacity);
  let count = 0;
  for (let lead = 0; lead < leadCount; lead++) {
    if (included[lead] !== 1 || (admits && admits[lead] !== 1)) continue;
    const first = count;
    const add = (entered: number, timeMs: number): void => {
      if (!(timeMs <= asOfMs)) return;
      leadRow[count] = lead;
      cycle[count] = count - first + 1;
      at[count] = timeMs;
      stage[count] = entered;
      implied[count] = entered === stageCode.qualified ? 0 : 1;
      count++;
    };
    const begin = status ? status.start[lead]! : 0;
    const end = status ? status.start[lead + 1]! : 0;
    const hasMappedTime = mapped !== undefined && !Number.isNaN(mapped[lead]!);
    if (end === begin && hasMappedTime) add(stageCode.qualified, mapped[lead]!);
    else if (mapped === undefined || end > begin) {
      const initial = end > begin ? status!.from[begin]! : stageToday[lead]!;
      if (initial === stageCode.qualified || isLater(initial)) add(initial, createdAt[lead]!);
      let inStage = initial;
      for (let event = begin; event < end; event++) {
        const to = status!.to[event]!;
        if (to === stageCode.qualified && inStage !== stageCode.qualified) add(to, status!.at[event]!);
        else if (count === first && isLater(to)) add(to, status!.at[event]!);
        inStage = to;
      }
    }
    if (admits && count === first) add(stageCode.qualified, createdAt[lead]!);
  }
  return {
    count,
    leadRow: leadRow.slice(0, count),
    cycle: cycle.slice(0, count),
    at: at.slice(0, count),
    stage: stage.slice(0, count),
    implied: implied.slice(0, count),
  };
}
