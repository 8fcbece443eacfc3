import type { Column } from '#domain/columns.ts';
import type { Subject } from './reach.ts';
import type { FieldRef, RelatedName } from './tree.ts';

/** The days of the workspace's time zone; `zoneClock` of the domain is one. */
export interface CriteriaClock {
  /** A day as [its first instant, the next day's first instant), ms since 1970 UTC; month 1…12. */
  dayRangeMs(year: number, month: number, day: number): readonly [startMs: number, nextStartMs: number];
  localParts(ms: number): { year: number; month: number; day: number };
}

/** Records of one related object: those of record i are `rows[starts[i]]` … `rows[starts[i + 1] - 1]`, each once. */
export interface RelatedSource {
  readonly starts: Int32Array;
  /** Rows of the related table. */
  readonly rows: Int32Array;
  /** A column of the related table, undefined for a field that the extract does not hold: then it is empty. */
  field(name: string, custom: boolean): Column | undefined;
}

/** What rules are evaluated over: records of one subject as columns. Columns load when first asked for. */
export interface RecordSource {
  readonly subject: Subject;
  readonly rowCount: number;
  /** The extract's as-of, ms since 1970 UTC. */
  readonly asOfMs: number;
  readonly clock: CriteriaClock;
  /**
   * A column aligned with the records: of the subject, or of the one record of another object that belongs to each.
   * @returns undefined for a field that the extract does not hold: then it is empty in every record.
   */
  field(ref: FieldRef): Column | undefined;
  /** Undefined where the extract holds none of the kind: then there are none. */
  related(name: RelatedName): RelatedSource | undefined;
  picklist(name: string): readonly string[] | undefined;
  /** Open time of the business calendar from one instant to a later one, ms; without it a rule in business hours is refused. */
  businessMsBetween?(fromMs: number, toMs: number): number;
  /** 1 for each record that stays out of counts (deleted, merged, on the exclusion list). */
  readonly excluded?: Uint8Array;
}
