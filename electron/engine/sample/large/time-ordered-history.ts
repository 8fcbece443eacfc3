import { openCsvFile, type WrittenFile } from '../parts/csv-file.ts';
import { salesforceId } from '../parts/salesforce-id.ts';
import { dateTimeText } from '../parts/time-text.ts';
import { historyFields, type LargeChange } from './large-lead.ts';
import type { LargeWorld } from './large-world.ts';

export interface TimeOrderedHistory {
  add(leadIndex: number, change: LargeChange): void;
  /** Writes the whole days that end at or before `seconds`: no later lead can still add to them. */
  writeBefore(seconds: number): void;
  close(): WrittenFile;
}

interface DayBucket {
  leads: number[];
  changes: LargeChange[];
}

const daySeconds = 86_400;
/** Above the number of changes in a day, so that a sort key holds second and position in one exact number. */
const positionSpan = 2 ** 24;

/** LeadHistory.csv in order of time, from leads in order of creation, holding only the days that are still open. */
export function openTimeOrderedHistory(directory: string, world: LargeWorld): TimeOrderedHistory {
  const file = openCsvFile(directory, 'LeadHistory.csv', ['Id', 'LeadId', 'CreatedDate', 'Field', 'OldValue', 'NewValue']);
  const buckets = new Map<number, DayBucket>();
  let nextDay = Math.floor(world.fromSeconds / daySeconds);
  let rows = 0;

  const writeDay = (day: number) => {
    const bucket = buckets.get(day);
    if (bucket === undefined) return;
    buckets.delete(day);
    const keys = new Float64Array(bucket.leads.length);
    for (let position = 0; position < keys.length; position++) {
      keys[position] = (bucket.changes[position]!.at - day * daySeconds) * positionSpan + position;
    }
    keys.sort();
    for (const key of keys) {
      const position = key % positionSpan;
      const change = bucket.changes[position]!;
      const lead = salesforceId('00Q', bucket.leads[position]! + 1);
      file.line(
        `"${salesforceId('017', ++rows)}","${lead}","${dateTimeText(change.at)}","${historyFields[change.field]}",` +
          `"${world.values[change.from]}","${world.values[change.to]}"`,
      );
    }
  };
  const writeBefore = (seconds: number) => {
    for (const lastDay = Math.floor(seconds / daySeconds); nextDay < lastDay; nextDay++) writeDay(nextDay);
  };

  return {
    add(leadIndex, change) {
      const day = Math.floor(change.at / daySeconds);
      const bucket = buckets.get(day) ?? { leads: [], changes: [] };
      if (bucket.leads.length === 0) buckets.set(day, bucket);
      bucket.leads.push(leadIndex);
      bucket.changes.push(change);
    },
    writeBefore,
    close() {
      writeBefore(world.asOfSeconds + daySeconds);
      return file.close();
    },
  };
}
